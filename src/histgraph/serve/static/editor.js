// The SPARQL editor: CodeMirror over the form's text field; results come as a piece of a page.

import { h, save } from "./view/dom.js";
import { createEditor } from "./vendor/sparql-editor.js";

const $ = (selector) => document.querySelector(selector);
const form = $("#ask"), field = $("#query"), KEY = "histgraph-queries";
const FORMS = {
  csv: ["text/csv", "csv"], json: ["application/sparql-results+json", "json"], xml: ["application/sparql-results+xml", "xml"],
  tsv: ["text/tab-separated-values", "tsv"], ttl: ["text/turtle", "ttl"],
};
const known = fetch("/words").then((answer) => answer.json());

async function complete(context) {
  const word = context.matchBefore(/[\w-]*:?[\w-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const { terms, prefixes } = await known;
  const options = [...terms, ...Object.entries(prefixes).map(([name, base]) => ({ label: `${name}:`, type: "namespace", info: base }))];
  const variables = [...new Set(editor.text().match(/\?\w+/g) ?? [])].map((label) => ({ label, type: "variable" }));
  const named = word.text.replace(/^:/, "");
  if (named.length > 2 && !named.includes(":")) {
    const answer = await fetch(`/suggest?q=${encodeURIComponent(named)}`);
    if (answer.ok) {
      for (const { id, label, kind, claims } of await answer.json()) {
        if (kind === "entity") options.push({ label, type: "constant", detail: `${claims} claims`, apply: /^[\w-]+$/.test(id) ? `:${id}` : `<https://w3id.org/histgraph/id/${encodeURIComponent(id)}>` });
      }
    }
  }
  return { from: word.from, options: [...options, ...variables] };
}

function recall() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
}
function showPast() {
  $("#past").replaceChildren(...recall().map((text) => h("li", {}, h("button", {
    type: "button", class: "linkish", onclick: () => { editor.view.dispatch({ changes: { from: 0, to: editor.text().length, insert: text } }); editor.focus(); },
  }, text.replace(/\s+/g, " ").slice(0, 80)))));
}
function keep(text) {
  try { localStorage.setItem(KEY, JSON.stringify([text, ...recall().filter((other) => other !== text)].slice(0, 20))); } catch { /* a private window keeps nothing */ }
  showPast();
}

/** Mark in the text where the query is wrong. */
function point() {
  const trouble = $(".trouble");
  editor.mark(Number(trouble?.dataset.line ?? 0), Number(trouble?.dataset.column ?? 0), trouble?.textContent.trim() ?? "");
}

let running = null;
async function run(noted = true) {
  const text = editor.text();
  running?.abort();
  running = new AbortController();
  const query = new URLSearchParams({ query: text });
  $("#results").setAttribute("aria-busy", "true");
  let page;  // a later run may stop this one while its answer is on the way, or while it is being read
  try { page = await (await fetch(`/results?${query}`, { signal: running.signal })).text(); } catch (trouble) {
    if (trouble.name !== "AbortError") $("#results").replaceChildren(h("p", { class: "notice", role: "alert" }, "The server did not answer."));
    return;
  }
  const piece = new DOMParser().parseFromString(page, "text/html");
  const found = piece.querySelector("#results");
  if (!found) { $("#results").replaceChildren(h("p", { class: "notice", role: "alert" }, piece.body.textContent.trim().slice(0, 300))); return; }
  $("#results").replaceWith(document.adoptNode(found));
  point();
  if (noted) {
    window.history.replaceState(null, "", `/editor?${query}&run=1`);
    keep(text);
  }
  draw();
  chart();
}

async function download(kind) {
  const [type, ending] = FORMS[kind];
  const text = $(".editor-page").dataset.whole ?? editor.text();
  const answer = await fetch(`/download?${new URLSearchParams({ query: text })}`, { headers: { Accept: type } });
  if (!answer.ok) { await run(); return; }
  save(`query.${ending}`, type, await answer.blob());
}

const SVG = "http://www.w3.org/2000/svg";
const s = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/** A CONSTRUCT as a drawing: the server gives the places. */
function draw() {
  const place = $(".graph[data-drawing]");
  if (!place) return;
  const { nodes, edges } = JSON.parse(place.dataset.drawing);
  const at = new Map(nodes.map((node) => [node.name, node]));
  const left = Math.min(...nodes.map((n) => n.x - n.width / 2)) - 20, right = Math.max(...nodes.map((n) => n.x + n.width / 2)) + 20;
  const top = Math.min(...nodes.map((n) => n.y)) - 40, bottom = Math.max(...nodes.map((n) => n.y)) + 40;
  const cut = (text) => (text.length > 34 ? `${text.slice(0, 33)}…` : text);
  const lines = edges.flatMap((edge) => {
    const [a, b] = [at.get(edge.from), at.get(edge.to)];
    return [s("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: "tie" }), s("text", { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 - 3, class: "verb" }, edge.label)];
  });
  const boxes = nodes.map((n) => s("g", {}, s("title", {}, n.name), s("rect", { x: n.x - n.width / 2, y: n.y - 14, width: n.width, height: 28, rx: 5, class: "node" }), s("text", { x: n.x, y: n.y + 4, class: "name" }, cut(n.name))));
  place.replaceChildren(s("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, role: "img", "aria-label": `${nodes.length} things, ${edges.length} ties` }, ...lines, ...boxes));
}

/** Bars for the first column of numbers, named by the first column that is none. */
function chart() {
  const wanted = $("#chart").getAttribute("aria-pressed") === "true", picture = $("#picture");
  picture.hidden = true;
  const rows = [...document.querySelectorAll(".result tbody tr")].slice(0, 40);
  if (!wanted || !rows.length) return;
  const number = [...rows[0].cells].findIndex((cell) => cell.classList.contains("number"));
  const name = [...rows[0].cells].findIndex((cell) => !cell.classList.contains("number"));
  picture.hidden = false;
  if (number < 0) { picture.replaceChildren(h("p", { class: "hint" }, "A chart needs a column of numbers.")); return; }
  const values = rows.map((row) => [name < 0 ? "" : row.cells[name].textContent.trim(), Number(row.cells[number].textContent)]);
  const most = Math.max(...values.map(([, value]) => value), 1);
  picture.replaceChildren(s("svg", { viewBox: `0 0 760 ${values.length * 26 + 8}`, role: "img", "aria-label": "Bar chart of the table below" }, ...values.flatMap(([label, value], n) => [
    s("text", { x: 290, y: n * 26 + 19, class: "bar-name" }, label.length > 42 ? `${label.slice(0, 41)}…` : label),
    s("rect", { x: 300, y: n * 26 + 5, width: Math.max(1, (400 * value) / most), height: 18, class: "bar-value" }),
    s("text", { x: 306 + (400 * value) / most, y: n * 26 + 19, class: "bar-number" }, String(value)),
  ])));
}

const bind = (key, act) => ({ key, run: () => { act(); return true; } });
const editor = createEditor({
  parent: $("#editor"),
  text: field.value,
  nonce: form.dataset.nonce,
  label: "SPARQL query",
  complete,
  keys: [bind("Mod-Enter", () => run()), bind("Mod-Shift-Enter", async () => { await run(); await download("csv"); })],
  changed: () => { field.value = editor.text(); },
});
field.hidden = true;
form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => download(button.dataset.save));
$("#chart").addEventListener("click", () => { $("#chart").setAttribute("aria-pressed", String($("#chart").getAttribute("aria-pressed") !== "true")); chart(); });
showPast();
draw();
point();
if (new URLSearchParams(window.location.search).has("saved")) {
  editor.focus();
  if (!$("#results").children.length) run(false);
}
document.documentElement.dataset.ready = "yes";
