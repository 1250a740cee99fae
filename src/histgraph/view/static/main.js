// The exported page: tabs, filters, keys; everything else is in the modules beside this one.

import { fileName, h, save } from "./dom.js";
import { showEvidence } from "./evidence.js";
import { filterMatrix } from "./matrix.js";
import { createModel } from "./model.js";
import { createNetwork } from "./network.js";
import { bringToSight, filterReading, liveReading, showReading } from "./reading.js";
import { createStore, VIEWS } from "./state.js";
import { claimsCsv, filterTable, walkable } from "./tables.js";

const $ = (selector) => document.querySelector(selector);
const model = createModel(JSON.parse($("#data").textContent));
const narrow = window.matchMedia("(max-width: 640px)").matches;
const store = createStore({ view: narrow ? "matrix" : "network", scope: model.data.scopes[0].id });
const choose = (focus) => store.set({ focus });
let network = null;

// vis-network travels compressed; the hash in the page's policy lets exactly its text run.
async function loadVis() {
  if (window.vis) return window.vis;
  if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old to unpack the drawing; the other tabs work");
  const bytes = Uint8Array.from(atob($("#vis-network").textContent.trim()), (letter) => letter.charCodeAt(0));
  const code = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  const script = document.createElement("script");
  script.textContent = code;
  document.head.append(script);
  return window.vis;
}

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

async function showNetwork(state) {
  try {
    if (!network) {
      const vis = await loadVis();
      network ??= createNetwork($("#canvas"), model, vis, choose, tip);
    }
    network.update(store.get());
    network.reveal($("#evidence").hidden ? 0 : $("#evidence").offsetHeight);
    const scope = model.scope(state.scope);
    const scene = scope.scenes[0];
    $("#more").hidden = !scene.leftOut;
    $("#more").textContent = state.all ? `Show the first ${scene.shown}` : `Show all (${scene.leftOut} more)`;
    $("#nothing").hidden = network.shown().size > 0;
    document.documentElement.dataset.drawn = "yes";
  } catch (trouble) {
    $("#nothing").hidden = false;
    $("#nothing").textContent = `No drawing: ${trouble.message}`;
  }
}

function showVoices(state) {
  const scope = model.scope(state.scope);
  $("#voices").replaceChildren(...[...scope.voice.values()].map((voice) => h("button", {
    type: "button", class: `v${voice.slot}`, "aria-pressed": String(!state.hide.includes(String(voice.number))), "data-number": voice.number,
    title: voice.question,
  }, h("span", { class: "letter", "aria-hidden": "true" }, voice.letter), voice.label.replace(/^answer \S+ \((.+)\)$/, "$1"))));
}

function showViews(state) {
  for (const view of VIEWS) $(`[data-view="${view}"]`).hidden = view !== state.view;
  for (const tab of document.querySelectorAll(".tabs a")) {
    const here = tab.dataset.to === state.view;
    if (here) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
    tab.href = store.link({ view: tab.dataset.to });
  }
  const scope = model.scope(state.scope);
  const seen = (number) => scope.voice.has(number) && !state.hide.includes(String(number));
  filterMatrix($('[data-view="matrix"]'), seen, state);
  filterReading($('[data-view="read"]'), seen);
  for (const only of document.querySelectorAll("[data-only]")) only.hidden = !only.dataset.only.split(" ").includes(state.view);
}

function showFilters(state) {
  if ($("#scope")) $("#scope").value = model.scope(state.scope).id;
  $("#q").value = state.q;
  $("#polarity").value = state.polarity;
  $("#depth").value = String(state.depth);
  $("#tension").checked = state.tension;
  $("#agreement").checked = state.agreement;
  $("#theme").value = state.theme;
}

function show(state, before) {
  if (state.theme) document.documentElement.dataset.theme = state.theme; else delete document.documentElement.dataset.theme;
  if (before && before.theme !== state.theme) network?.repaint();
  showViews(state);
  showVoices(state);
  showFilters(state);
  filterTable($("#claims"), model, state, $("#count"));
  showReading($('[data-view="read"]'), model, state);
  showEvidence($("#evidence"), model, state, act);
  moveFocus(state, before);
  if (state.view === "network") showNetwork(state);
}

// Opening the drawer takes the reader there; closing it brings them back to where they were.
let opener = null;
function moveFocus(state, before) {
  const drawer = $("#evidence");
  document.documentElement.classList.toggle("with-evidence", !drawer.hidden);
  if (!before || state.focus === before.focus) return;
  if (drawer.hidden) { if (opener?.isConnected) opener.focus({ preventScroll: true }); opener = null; return; }
  if (!drawer.contains(document.activeElement)) opener = document.activeElement;
  drawer.focus({ preventScroll: true });
}

const act = {
  choose,
  read(claim) {
    store.set({ view: "read", focus: `claim:${claim.id}` });
    bringToSight($('[data-view="read"]'), claim.id);
  },
};
const openClaim = (id) => choose(`claim:${id}`);

function wireFilters() {
  $("#scope")?.addEventListener("change", (event) => store.set({ scope: event.target.value, hide: [], focus: "", all: false }));
  $("#q").addEventListener("input", (event) => store.set({ q: event.target.value.trim() }));
  $("#polarity").addEventListener("change", (event) => store.set({ polarity: event.target.value }));
  $("#depth").addEventListener("change", (event) => store.set({ depth: Number(event.target.value) }));
  $("#theme").addEventListener("change", (event) => store.set({ theme: event.target.value }));
  for (const id of ["tension", "agreement"]) $(`#${id}`).addEventListener("change", (event) => store.set({ [id]: event.target.checked }));
  $("#voices").addEventListener("click", (event) => {
    const number = event.target.closest("button")?.dataset.number;
    if (!number) return;
    const { hide } = store.get();
    store.set({ hide: hide.includes(number) ? hide.filter((other) => other !== number) : [...hide, number] });
    $(`#voices [data-number="${number}"]`)?.focus();
  });
  $("#more").addEventListener("click", () => store.set({ all: !store.get().all }));
  $("#fit").addEventListener("click", () => network?.fit());
  $("#nearer").addEventListener("click", () => network?.zoom(1.3));
  $("#farther").addEventListener("click", () => network?.zoom(1 / 1.3));
  $("#save").addEventListener("change", (event) => { download(event.target.value); event.target.value = ""; });
}

async function download(kind) {
  const title = model.data.title;
  if (kind === "csv") { save(fileName(title, "csv"), "text/csv;charset=utf-8", claimsCsv(model, store.get())); return; }
  if (!network) await showNetwork(store.get());
  if (kind === "svg") save(fileName(title, "svg"), "image/svg+xml", network.svg(title));
  if (kind === "png") network.png((blob) => save(fileName(title, "png"), "image/png", blob));
}

function wireKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") {
      if (store.get().focus) choose("");
      else if (typing) event.target.blur();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      $("#q").focus();
    } else if (!typing && /^[1-4]$/.test(event.key)) store.set({ view: VIEWS[Number(event.key) - 1] });
  });
}

function wireCanvas() {
  const canvas = $("#canvas");
  canvas.addEventListener("keydown", (event) => {
    if (!network || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) $("#spoken").textContent = network.walk(event.key);
    else if (event.key === "Enter" && network.cursor()) choose(network.cursor());
    else if (event.key === "+" || event.key === "-") network.zoom(event.key === "+" ? 1.3 : 1 / 1.3);
    else return;
    event.preventDefault();
  });
  for (const kind of ["focus", "blur"]) canvas.addEventListener(kind, () => network?.drawing.redraw());
  const legend = $("#legend");
  legend.open = !narrow;
}

function wireLinks() {
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-focus]");
    if (target) { event.preventDefault(); choose(target.dataset.focus); }
  });
  for (const tab of document.querySelectorAll(".tabs a")) {
    tab.addEventListener("click", (event) => { event.preventDefault(); store.set({ view: tab.dataset.to }); });
  }
}

document.documentElement.classList.add("js");
wireFilters();
wireKeys();
wireLinks();
wireCanvas();
walkable($("#claims"), openClaim);
liveReading($('[data-view="read"]'), openClaim);
store.subscribe(show);
show(store.get(), null);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => network?.repaint());
let width = 0;
new ResizeObserver(([entry]) => {
  if (store.get().view === "network" && Math.abs(entry.contentRect.width - width) > 1) network?.fit();
  width = entry.contentRect.width;
}).observe($("#canvas"));
document.documentElement.dataset.ready = "yes";
