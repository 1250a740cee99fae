// Matrix, texts and network of the app: the same modules as in the exported page, with data that the server sends.

import { explore } from "./view/explorer.js";

const place = document.querySelector("[data-explore]");
const kinds = { claim: "claim", link: "link", prop: "proposition", ent: "entity" };
const href = (kind, id) => `/${kinds[kind] ?? kind}/${encodeURIComponent(id)}`;

function loadVis() {
  if (window.vis) return Promise.resolve(window.vis);
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = place.dataset.vis;
    script.addEventListener("load", () => done(window.vis));
    script.addEventListener("error", () => failed(new Error("the drawing library could not be loaded")));
    document.head.append(script);
  });
}

// From an entity on: the network around it, or what is drawn now together with what lies around it.
function further(entity) {
  const here = new URLSearchParams(window.location.search);
  const ways = [[`/network?entity=${encodeURIComponent(entity)}`, "the network around it"]];
  if (here.has("entity") && !here.getAll("entity").includes(entity)) {
    here.append("entity", entity);
    ways.push([`/network?${here}`, "add what lies around it"]);
  }
  return ways;
}

const answer = await fetch(place.dataset.explore, { headers: { Accept: "application/json" } });
if (answer.ok) {
  const data = await answer.json();
  const reading = document.querySelector(".reading");
  const goTo = (claim) => {
    const source = data.sources?.[data.voices[claim.voice].document] ?? place.dataset.source;
    window.location.assign(`/read/${encodeURIComponent(source)}#focus=claim%3A${encodeURIComponent(claim.id)}`);
  };
  explore(data, { loadVis, href, further, goTo: reading ? undefined : goTo });
} else {
  const nothing = document.querySelector("#nothing");
  if (nothing) { nothing.hidden = false; nothing.textContent = `The server said: ${(await answer.text()).slice(0, 200)}`; }
}
