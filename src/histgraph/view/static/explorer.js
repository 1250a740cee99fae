// What makes a page with network, matrix, texts or table alive. The exported page has all of them,
// the pages of the web app one or two: parts that are not there are left alone.

import { fileName, h, save } from "./dom.js";
import { showEvidence } from "./evidence.js";
import { filterMatrix } from "./matrix.js";
import { createModel, matches, passing, searched } from "./model.js";
import { createNetwork } from "./network.js";
import { bringToSight, filterReading, liveReading, showReading } from "./reading.js";
import { meant } from "./search.js";
import { createStore, VIEWS } from "./state.js";
import { claimsCsv, fillTable, filterTable, walkable } from "./tables.js";

const $ = (selector) => document.querySelector(selector);
const root = document.documentElement;
const isNarrow = () => window.matchMedia("(max-width: 640px)").matches;

function tip(text, event) {
  const element = $("#tip");
  element.hidden = !text;
  if (!text) return;
  element.textContent = text;
  const frame = $(".drawing").getBoundingClientRect();
  const x = Math.min((event?.clientX ?? 0) - frame.left + 14, frame.width - 260);
  element.style.left = `${Math.max(4, x)}px`;
  element.style.top = `${(event?.clientY ?? 0) - frame.top + 18}px`;
}

/** How many pixels of an element's lower edge the drawer covers. */
function covered(element, drawer) {
  return drawer.hidden ? 0 : Math.max(0, element.getBoundingClientRect().bottom - drawer.getBoundingClientRect().top);
}

/** What was chosen stays in sight above the drawer; on a phone the drawing moves up for it. */
function keepInSight({ focus }, opener) {
  const row = opener?.closest("tr, .cell");
  const chosen = row ?? (focus.startsWith("claim:") && document.querySelector(`.claim[data-claim="${CSS.escape(focus.slice(6))}"]`));
  if (chosen?.offsetParent) chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
  else if (isNarrow() && $(".drawing")?.offsetParent) $(".drawing").scrollIntoView();
}

/** Parts of the page that follow the state; each does nothing where its part is missing. */
function createParts(model, store, act, loadVis) {
  let network = null;
  const choose = act.choose;

  async function showNetwork(state) {
    try {
      if (!network) {
        const vis = await loadVis();
        network ??= createNetwork($("#canvas"), model, vis, choose, tip);
      }
      network.update(store.get());
      network.reveal(covered($("#canvas"), $("#evidence")));
      const scene = model.scope(state.scope).scenes[0];
      $("#more").hidden = !scene.leftOut;
      $("#more").textContent = state.all ? `Show the first ${scene.shown}` : `Show all (${scene.leftOut} more)`;
      $("#nothing").hidden = network.shown().size > 0;
      const scenes = model.scope(state.scope).scenes;
      if ($("#capped")) {
        $("#capped").hidden = !model.data.capped;
        $("#capped").textContent = `Of each proposition the first ${model.data.capped} claims are counted here; its own page counts all.`;
      }
      if ($("#calm")) $("#calm").hidden = !network.shown().size || scenes.at(-1).edges.some((edge) => edge.kind === "contradiction");
      root.dataset.drawn = "yes";
    } catch (trouble) {
      $("#nothing").hidden = false;
      $("#nothing").textContent = `No drawing: ${trouble.message}`;
    }
  }

  function showVoices(state) {
    const voices = [...model.scope(state.scope).voice.values()];
    // Where voices are too many to be told apart there is nothing to choose by.
    if ($("#voices")) $("#voices").hidden = voices.length > 12;
    const short = (voice) => voice.label.replace(/^answer \S+ \((.+)\)$/, "$1");
    const names = voices.map(short);
    // Who answers twice is told apart by the number of the answer.
    const name = (voice) => (names.indexOf(short(voice)) === names.lastIndexOf(short(voice)) ? short(voice) : voice.label);
    $("#voices")?.replaceChildren(...voices.map((voice) => h("button", {
      type: "button", class: `v${voice.slot}`, "aria-pressed": String(!state.hide.includes(String(voice.number))), "data-number": voice.number,
      title: [voice.label, voice.question].filter(Boolean).join(": "),
    }, h("span", { class: "letter", "aria-hidden": "true" }, voice.letter), h("span", { class: "name" }, name(voice)))));
  }

  function showViews(state) {
    const scope = model.scope(state.scope);
    const seen = (number) => scope.voice.has(number) && !state.hide.includes(String(number));
    if ($(".matrix")) filterMatrix($('[data-view="matrix"]'), seen, state);
    if ($(".reading")) {
      filterReading($('[data-view="read"]'), seen);
      showReading($('[data-view="read"]'), model, state);
    }
    if ($("#claims")) filterTable($("#claims"), model, state, $("#count"));
    for (const tab of document.querySelectorAll(".tabs a[data-to]")) {
      if (tab.dataset.to === state.view) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
      tab.href = store.link({ view: tab.dataset.to });
    }
    if (!$(".tabs a[data-to]")) return;
    for (const view of VIEWS) $(`[data-view="${view}"]`).hidden = view !== state.view;
    for (const only of document.querySelectorAll("[data-only]")) only.hidden = !only.dataset.only.split(" ").includes(state.view);
  }

  /** Say how much the words typed find; where they find nothing, what may have been meant. */
  function showFound(state) {
    const place = $("#found");
    if (!place) return;
    place.hidden = !state.q;
    if (!state.q) { place.replaceChildren(); return; }
    const there = passing(model, state);
    const found = there.filter((claim) => matches(claim, state.q)).length;
    if (found) { place.replaceChildren(`${found} claim${found === 1 ? "" : "s"} with “${state.q}”`); return; }
    const better = meant(there.map(searched), state.q);
    place.replaceChildren(`No claim here has “${state.q}”. `, better
      ? h("button", { type: "button", class: "linkish", onclick: () => { store.set({ q: better }); $("#q").focus(); } }, `Did you mean ${better}?`)
      : h("button", { type: "button", class: "linkish", onclick: () => { store.set({ q: "" }); $("#q").focus(); } }, "Show all again"));
  }

  function showFilters(state) {
    if ($("#scope")) $("#scope").value = model.scope(state.scope).id;
    for (const name of ["q", "polarity", "depth", "theme"]) if ($(`#${name}`)) $(`#${name}`).value = String(state[name]);
    for (const name of ["tension", "agreement"]) if ($(`#${name}`)) $(`#${name}`).checked = state[name];
  }

  function theme(state, before) {
    if (!$("#theme")) return;
    if (state.theme) root.dataset.theme = state.theme; else delete root.dataset.theme;
    if (before && before.theme !== state.theme) network?.repaint();
  }

  // Opening the drawer takes the reader there; closing it brings them back to where they were.
  let opener = null;
  function moveFocus(state, before) {
    const drawer = $("#evidence");
    root.classList.toggle("with-evidence", !drawer.hidden);
    if (!before || state.focus === before.focus) return;
    if (drawer.hidden) { if (opener?.isConnected) opener.focus({ preventScroll: true }); opener = null; return; }
    if (!drawer.contains(document.activeElement)) opener = document.activeElement;
    drawer.focus({ preventScroll: true });
    keepInSight(state, opener);
  }

  return {
    network: () => network,
    showNetwork,
    show(state, before) {
      theme(state, before);
      showVoices(state);
      showViews(state);
      showFilters(state);
      showFound(state);
      showEvidence($("#evidence"), model, state, act);
      moveFocus(state, before);
      if ($("#canvas") && (state.view === "network" || !$(".tabs a[data-to]"))) showNetwork(state);
    },
  };
}

function wireFilters(store, parts, download) {
  const on = (id, kind, act) => $(`#${id}`)?.addEventListener(kind, (event) => act(event.target));
  on("scope", "change", ({ value }) => store.set({ scope: value, hide: [], focus: "", all: false }));
  on("q", "input", ({ value }) => store.set({ q: value.trim() }));
  on("polarity", "change", ({ value }) => store.set({ polarity: value }));
  on("depth", "change", ({ value }) => store.set({ depth: Number(value) }));
  on("theme", "change", ({ value }) => store.set({ theme: value }));
  for (const id of ["tension", "agreement"]) on(id, "change", ({ checked }) => store.set({ [id]: checked }));
  $("#voices")?.addEventListener("click", (event) => {
    const number = event.target.closest("button")?.dataset.number;
    if (!number) return;
    const { hide } = store.get();
    store.set({ hide: hide.includes(number) ? hide.filter((other) => other !== number) : [...hide, number] });
    $(`#voices [data-number="${number}"]`)?.focus();
  });
  on("more", "click", () => store.set({ all: !store.get().all }));
  on("fit", "click", () => parts.network()?.fit());
  on("nearer", "click", () => parts.network()?.zoom(1.3));
  on("farther", "click", () => parts.network()?.zoom(1 / 1.3));
  on("png", "click", () => download("png"));
  on("save", "change", (list) => { download(list.value); list.value = ""; });
}

function wireKeys(store, choose) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea, [contenteditable]");
    if (event.key === "Escape") {
      if (store.get().focus) choose("");
      else if (typing) event.target.blur();
    } else if (event.key === "/" && !typing && $("#q")) {
      event.preventDefault();
      $("#q").focus();
    } else if (!typing && /^[1-4]$/.test(event.key) && $(".tabs a[data-to]")) store.set({ view: VIEWS[Number(event.key) - 1] });
  });
}

function wireCanvas(parts, choose, narrow, store) {
  const canvas = $("#canvas");
  if (!canvas) return;
  canvas.addEventListener("keydown", (event) => {
    const network = parts.network();
    if (!network || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) $("#spoken").textContent = network.walk(event.key);
    else if (event.key === "Enter" && network.cursor()) choose(network.cursor());
    else if (event.key === "+" || event.key === "-") network.zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    else return;
    event.preventDefault();
  });
  for (const kind of ["focus", "blur"]) canvas.addEventListener(kind, () => parts.network()?.drawing.redraw());
  const { polarity, depth, tension, agreement, q } = store.get();
  $("#legend").open = !narrow;
  // On a phone the drawing comes first; what is filtered away is not hidden twice.
  $("#filters").open = !narrow || polarity !== "all" || Boolean(depth || tension || agreement || q);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => parts.network()?.repaint());
  // Paper is white, whatever the screen is.
  let chosen;
  window.addEventListener("beforeprint", () => { chosen = root.dataset.theme; root.dataset.theme = "light"; parts.network()?.repaint(); });
  window.addEventListener("afterprint", () => { if (chosen) root.dataset.theme = chosen; else delete root.dataset.theme; parts.network()?.repaint(); });
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (!canvas.offsetParent) return;
    if (Math.abs(entry.contentRect.width - width) > 1) parts.network()?.fit();
    width = entry.contentRect.width;
  }).observe(canvas);
  store.subscribe((state, before) => { if (before.view !== state.view) width = 0; });
}

function wireLinks(store, choose) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target.closest("[data-focus]");
    if (target) { event.preventDefault(); choose(target.dataset.focus); }
  });
  for (const tab of document.querySelectorAll(".tabs a[data-to]")) {
    tab.addEventListener("click", (event) => { event.preventDefault(); store.set({ view: tab.dataset.to }); });
  }
}

/**
 * Bring the page to life.
 *
 * `data` is what `view.payload` made; `loadVis` gives the drawing library; `goTo(claim)` reads a
 * claim in context where the page has no texts; `href(kind, id)` gives addresses, where there are
 * any, and `further(entity)` ways on from an entity: pairs of address and words.
 */
export function explore(data, { loadVis, goTo, href, further = () => [], usual = {} }) {
  const model = createModel(data);
  const narrow = isNarrow();
  const store = createStore({ view: narrow ? "matrix" : "network", scope: data.scopes[0].id, ...usual });
  const choose = (focus) => store.set({ focus });
  const act = {
    choose,
    href,
    further,
    read(claim) {
      if (goTo) { goTo(claim); return; }
      store.set({ view: "read", focus: `claim:${claim.id}` });
      bringToSight($('[data-view="read"]'), claim.id);
    },
  };
  const parts = createParts(model, store, act, loadVis);
  async function download(kind) {
    const { title } = data;
    if (kind === "csv") { save(fileName(title, "csv"), "text/csv;charset=utf-8", claimsCsv(model, store.get())); return; }
    if (!parts.network()) await parts.showNetwork(store.get());
    if (kind === "svg") save(fileName(title, "svg"), "image/svg+xml", parts.network().svg(title));
    if (kind === "png") parts.network().png((blob) => save(fileName(title, "png"), "image/png", blob));
  }
  root.classList.add("js");
  wireFilters(store, parts, download);
  wireKeys(store, choose);
  wireLinks(store, choose);
  wireCanvas(parts, choose, narrow, store);
  const open = (id) => choose(`claim:${id}`);
  if ($("#claims")) { fillTable($("#claims"), model); walkable($("#claims"), open); }
  if ($(".reading")) liveReading($('[data-view="read"]'), open);
  store.subscribe(parts.show);
  parts.show(store.get(), null);
  const { focus } = store.get();
  if ($(".reading") && focus.startsWith("claim:")) bringToSight($('[data-view="read"]'), focus.slice(6));
  root.dataset.ready = "yes";
  return { model, store, parts };
}
