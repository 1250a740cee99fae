// Every page: colours, keys, the way from item to item. All of it is extra: links and forms work without.

const $ = (selector) => document.querySelector(selector);
const root = document.documentElement;
root.classList.add("js");

function remember(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

const colours = $("#colours");
colours.closest("label").hidden = false;
colours.addEventListener("change", () => {
  remember("histgraph-theme", colours.value);
  if (colours.value) root.dataset.theme = colours.value; else delete root.dataset.theme;
});

// Single keys can be switched off: those who speak to their machine would set them off unasked.
const keys = $("#keys");
keys.closest("label").hidden = false;
keys.checked = !document.cookie.includes("histgraph-keys=off");
keys.addEventListener("change", () => remember("histgraph-keys", keys.checked ? "on" : "off"));

function step(by) {
  const items = [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent);
  if (!items.length) return;
  const at = items.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by));
  items[next].focus();
  items[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !keys.checked) return;
  if (event.target.matches("input, select, textarea, [contenteditable], .cm-content, #canvas")) {
    if (event.key === "Escape" && event.target.matches("input, select, textarea")) event.target.blur();
    if (!(event.target.id === "canvas" && /^[1-6/?qmrnp]$/.test(event.key))) return;
  }
  if (event.key === "/" || event.key === "s") { ($("#around") ?? $("#q") ?? $("#find")).focus(); event.preventDefault(); }
  else if (event.key === "?") $("#help").showModal();
  else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else {
    const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  }
});
