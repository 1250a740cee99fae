// The page's data with look-ups: which claims make a ring, what links them, who speaks in a scope.

import { holds } from "./search.js";

export function createModel(data) {
  const claims = new Map(data.claims.map((claim) => [claim.id, claim]));
  const links = new Map(data.links.map((link) => [link.id, link]));
  const byRing = new Map();
  const byProposition = new Map();
  const linksOf = new Map();
  const push = (map, key, value) => { if (map.has(key)) map.get(key).push(value); else map.set(key, [value]); };
  for (const claim of data.claims) {
    push(byRing, claim.ring, claim);
    push(byProposition, claim.proposition, claim);
  }
  for (const link of data.links) { push(linksOf, link.a, link); push(linksOf, link.b, link); }
  const scopes = new Map(data.scopes.map((scope) => [scope.id, {
    ...scope,
    voice: new Map(scope.voices.map(([number, letter, slot]) => [number, { ...data.voices[number], number, letter, slot }])),
  }]));
  return {
    data, claims, links, byRing, byProposition, linksOf, scopes,
    scope: (id) => scopes.get(id) ?? scopes.get(data.scopes[0].id),
    label: (node) => data.entities[node]?.[0] ?? node,
    kind: (node) => data.entities[node]?.[1] ?? "Entity",
  };
}

export const isHedged = (claim) => Boolean(claim.certainty);
export const sentence = (claim) => `${claim.denied ? "not: " : ""}${claim.subject} ${claim.relation} ${claim.object}`;
export const fullQuote = (claim) => claim.verbatim ?? claim.quote.join("");
/** All words of a claim that are searched. */
export const searched = (claim) => `${sentence(claim)} ${fullQuote(claim)} ${claim.holder ?? ""}`;
export const matches = (claim, q) => !q || holds(searched(claim), q);

/** The claims of a scope that pass the filters for voices and polarity. */
export function passing(model, state) {
  const scope = model.scope(state.scope);
  const hidden = new Set(state.hide);
  return model.data.claims.filter((claim) => {
    const voice = scope.voice.get(claim.voice);
    if (!voice || hidden.has(String(voice.number))) return false;
    return state.polarity === "all" || (state.polarity === "denied") === Boolean(claim.denied);
  });
}
