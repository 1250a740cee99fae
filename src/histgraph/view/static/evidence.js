// The drawer with the words: denial first, then those who say so, then who is silent.

import { h } from "./dom.js";
import { isHedged, sentence } from "./model.js";

const LINK_WORDS = { contradiction: "Contradiction", tension: "Tension", agreement: "Agreement" };

function letter(voice) { return h("span", { class: `letter v${voice.slot}`, "aria-hidden": "true" }, voice.letter); }

function card(model, claim, scope, act, named = false) {
  const voice = model.data.voices[claim.voice];
  const [before, focus, after] = claim.quote;
  const says = claim.reported ? `reports${claim.holder ? ` (${claim.holder})` : ""}` : claim.denied ? "DENIES" : "says so";
  const facts = [
    claim.time && `time: ${claim.time}`, claim.over && `rather than ${claim.over}`, claim.condition && `if ${claim.condition}`,
    claim.mode, claim.stance && `${claim.stance} it`, claim.against && `against ${claim.against}`,
  ].filter(Boolean);
  return h("li", { class: `card v${voice.slot}${claim.denied ? " denied" : ""}`, "data-claim": claim.id },
    h("header", {}, letter(voice), h("strong", {}, voice.label),
      h("span", { class: `tag${claim.denied ? " denied" : ""}` }, says),
      isHedged(claim) ? h("span", { class: "tag" }, `hedged: ${claim.certainty}`) : null),
    named ? h("p", { class: "of" }, sentence(claim)) : null,
    before || focus || after
      ? h("blockquote", {}, before, focus ? h("mark", {}, focus) : null, after)
      : h("p", { class: "hint" }, "The words are not kept in this graph."),
    h("footer", {}, ...facts.map((fact) => h("span", {}, fact)),
      h("button", { type: "button", class: "linkish", onclick: () => act.read(claim) }, "read in context"),
      act.href ? h("a", { href: act.href("claim", claim.id) }, "this claim") : null,
      h("span", { title: "code points in the source" }, `${voice.document}, ${claim.start}–${claim.end}`)));
}

function why(link, act) {
  return h("p", { class: `why ${link.class}` },
    h("strong", {}, `${LINK_WORDS[link.class]}${link.strength === "qualified" ? " (qualified)" : ""}. `), link.why, " ",
    act.href ? h("a", { href: act.href("link", link.id) }, "judge it") : null,
    link.guards ? ` Weighed: ${link.guards}.` : "",
    link.resolved && !link.why.includes(link.resolved.replace(/\.$/, "")) ? ` ${link.resolved}` : "");
}

/** One reason open, the others a click away. */
function reasons(links, act) {
  if (links.length < 3) return links.map((link) => why(link, act));
  return [why(links[0], act), h("details", { class: "reasons" }, h("summary", {}, `${links.length - 1} more reasons`), ...links.slice(1, 12).map((link) => why(link, act)))];
}

const order = (a, b) => (Boolean(b.denied) - Boolean(a.denied)) || (Boolean(a.reported) - Boolean(b.reported)) || a.voice - b.voice || a.start - b.start;

function proposition(model, scope, id, act) {
  const claims = (model.byProposition.get(id) ?? []).filter((claim) => scope.voice.has(claim.voice)).sort(order);
  if (!claims.length) return [];
  const links = [...new Set(claims.flatMap((claim) => model.linksOf.get(claim.id) ?? []))];
  const inside = (link) => [link.a, link.b].every((key) => scope.voice.has(model.claims.get(key).voice));
  const independent = (keep) => new Set(claims.filter((c) => !c.reported && keep(c) && !scope.voice.get(c.voice).summary).map((c) => c.voice)).size;
  const speaking = new Set(claims.map((claim) => claim.voice));
  const silent = [...scope.voice.values()].filter((voice) => !speaking.has(voice.number));
  const first = claims[0];
  const met = links.filter(inside).sort((a, b) => rank(a, id, model) - rank(b, id, model));
  const others = met.filter((link) => link.class !== "agreement")
    .flatMap((link) => [link.a, link.b]).map((key) => model.claims.get(key)).filter((claim) => claim.proposition !== id);
  const heading = h("h2", { id: "evidence-title" }, first.subject, " ", h("i", {}, first.relation), " ", first.object);
  const [yes, no] = [independent((c) => !c.denied), independent((c) => c.denied)];
  const tally = [`${yes} say${yes === 1 ? "s" : ""} so`, no === 1 ? "1 denies" : `${no} deny`];
  if (silent.length) tally.push(`silent: ${silent.map((voice) => (voice.slot ? voice.letter : voice.label)).join(", ")}`);
  const rivals = [...new Set(others)].slice(0, 12);
  return [heading, h("p", { class: "tally" }, tally.join(" · ")),
    h("ul", { class: "cards" }, ...claims.map((claim) => card(model, claim, scope, act))),
    ...reasons(met, act),
    rivals.length ? h("h3", {}, "What stands against it elsewhere") : null,
    rivals.length ? h("ul", { class: "cards" }, ...rivals.map((claim) => card(model, claim, scope, act, true))) : null,
  ].filter(Boolean);
}

// Flat contradictions about the same proposition first, then those with others, agreements last.
const CLASSES = ["contradiction", "tension", "agreement"];
function rank(link, id, model) {
  const same = [link.a, link.b].every((key) => model.claims.get(key).proposition === id);
  return CLASSES.indexOf(link.class) * 2 + (same ? 0 : 1);
}

function linked(model, scope, link, act) {
  const pair = [model.claims.get(link.a), model.claims.get(link.b)].sort(order);
  return [h("h2", { id: "evidence-title" }, LINK_WORDS[link.class]),
    h("ul", { class: "cards" }, ...pair.map((claim) => card(model, claim, scope, act, true))), why(link, act)];
}

function entity(model, scope, id, act) {
  const found = new Map();
  for (const claim of model.data.claims) {
    if (!scope.voice.has(claim.voice) || (claim.subject_id !== id && claim.object_id !== id)) continue;
    const seen = found.get(claim.proposition) ?? { claim, yes: new Set(), no: new Set() };
    if (!claim.reported) (claim.denied ? seen.no : seen.yes).add(claim.voice);
    found.set(claim.proposition, seen);
  }
  const rows = [...found.values()].sort((a, b) => b.no.size - a.no.size || b.yes.size - a.yes.size);
  return [h("h2", { id: "evidence-title" }, model.label(id)),
    act.href ? h("p", { class: "ways" }, h("a", { href: act.href("ent", id.slice(4)) }, "its page"), " ", ...act.further(id.slice(4)).map(([href, text]) => h("a", { href }, text))) : "",
    h("p", { class: "tally" }, `${model.kind(id)} · ${rows.length} proposition${rows.length === 1 ? "" : "s"}`),
    h("ul", { class: "props" }, ...rows.map(({ claim, yes, no }) => h("li", {},
      h("button", { type: "button", class: "linkish", onclick: () => act.choose(claim.ring) }, `${claim.subject} ${claim.relation} ${claim.object}`),
      ` (${yes.size} for${no.size ? `, ${no.size} against` : ""})`)))];
}

/** Fill the drawer for what is in focus; hide it when nothing is. */
export function showEvidence(drawer, model, state, act) {
  const scope = model.scope(state.scope);
  const [kind, key] = [state.focus.slice(0, state.focus.indexOf(":")), state.focus.slice(state.focus.indexOf(":") + 1)];
  let content = [];
  if (kind === "link" && model.links.has(key)) content = linked(model, scope, model.links.get(key), act);
  else if (kind === "claim" && model.claims.has(key)) content = proposition(model, scope, model.claims.get(key).proposition, act);
  else if (kind === "ent") content = entity(model, scope, state.focus, act);
  else if (kind === "prop" || kind === "not") content = proposition(model, scope, key, act);
  drawer.hidden = content.length === 0;
  if (drawer.hidden) { drawer.replaceChildren(); return; }
  const [title, ...rest] = content;
  const close = h("button", { type: "button", class: "plain close", onclick: () => act.choose("") }, "Close ", h("kbd", {}, "Esc"));
  drawer.replaceChildren(h("header", {}, title, close), ...rest);
  drawer.scrollTop = 0;
}
