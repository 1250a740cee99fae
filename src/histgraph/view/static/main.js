// The exported page: its data and the drawing library lie in the page itself.

import { explore } from "./explorer.js";

const $ = (selector) => document.querySelector(selector);

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

explore(JSON.parse($("#data").textContent), { loadVis });
