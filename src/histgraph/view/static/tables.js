// The table twin: sorted by its heads, walked with the arrow keys, filtered like the drawing.

import { h } from "./dom.js";
import { fullQuote, matches, passing, sentence } from "./model.js";

const visible = (table) => [...table.tBodies[0].rows].filter((row) => !row.hidden);

function sortBy(table, head) {
  const column = head.cellIndex;
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const order = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  const rows = [...table.tBodies[0].rows].sort((a, b) => order.compare(key(a), key(b)) * (down ? -1 : 1));
  table.tBodies[0].append(...rows);
}

/** Write the rows from the data, where the page came without them. */
export function fillTable(table, model) {
  if (table.tBodies[0].rows.length) return;
  const voices = model.data.voices;
  table.tBodies[0].append(...model.data.claims.map((claim) => {
    const voice = voices[claim.voice];
    return h("tr", { "data-claim": claim.id, class: `v${voice.slot}${claim.denied ? " denied" : ""}`, tabindex: -1 },
      h("td", { class: "who" }, h("span", { class: `letter v${voice.slot}`, "aria-hidden": "true" }, voice.letter), voice.label),
      h("td", { class: "what" }, claim.denied ? h("b", {}, "not: ") : null, claim.subject, " ", h("i", {}, claim.relation), " ", claim.object),
      h("td", { class: "quote" }, h("q", {}, claim.quote[1] || fullQuote(claim))),
      h("td", { class: "tags" }, claim.denied ? h("span", { class: "tag denied" }, "denied") : null, " ",
        claim.certainty ? h("span", { class: "tag" }, `hedged: ${claim.certainty}`) : null, " ",
        claim.holder ? h("span", { class: "tag" }, `held by ${claim.holder}`) : null));
  }));
}

export function walkable(table, open) {
  for (const head of table.tHead.rows[0].cells) head.querySelector("button")?.addEventListener("click", () => sortBy(table, head));
  const body = table.tBodies[0];
  const first = visible(table)[0];
  if (first) first.tabIndex = 0;
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row) open(row.dataset.claim);
  });
  body.addEventListener("keydown", (event) => {
    const rows = visible(table);
    const here = rows.indexOf(event.target.closest("tr"));
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Enter" && here >= 0) { open(rows[here].dataset.claim); event.preventDefault(); return; }
    if (next === undefined || !rows[next]) return;
    event.preventDefault();
    rows.forEach((row) => { row.tabIndex = -1; });
    rows[next].tabIndex = 0;
    rows[next].focus();
  });
}

export function filterTable(table, model, state, status) {
  const kept = new Set(passing(model, state).filter((claim) => matches(claim, state.q)).map((claim) => claim.id));
  for (const row of table.tBodies[0].rows) {
    row.hidden = !kept.has(row.dataset.claim);
    row.classList.toggle("open", state.focus === `claim:${row.dataset.claim}`);
  }
  const rows = visible(table);
  if (!rows.some((row) => row.tabIndex === 0)) {
    for (const row of table.tBodies[0].rows) row.tabIndex = -1;
    if (rows[0]) rows[0].tabIndex = 0;
  }
  status.textContent = `${rows.length} of ${table.tBodies[0].rows.length} claims`;
}

const cell = (value) => {
  // A spreadsheet runs what starts like a formula; a quote mark in front keeps it text.
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function claimsCsv(model, state) {
  const scope = model.scope(state.scope);
  const rows = passing(model, state).filter((claim) => matches(claim, state.q)).map((claim) => {
    const voice = scope.voice.get(claim.voice);
    return [claim.id, voice.document, voice.label, claim.denied ? "denied" : "affirmed", claim.certainty ?? "certain", claim.subject,
      claim.relation, claim.object, claim.holder, claim.time, fullQuote(claim), claim.start, claim.end, sentence(claim)];
  });
  const head = ["id", "document", "voice", "polarity", "certainty", "subject", "relation", "object", "attributed_to", "time", "quote", "start", "end", "label"];
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
