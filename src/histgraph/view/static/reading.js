// The reading view: a claim lights up the same proposition in every column.

export function liveReading(root, open) {
  const spans = [...root.querySelectorAll(".claim")];
  const byProposition = new Map();
  for (const span of spans) byProposition.set(span.dataset.proposition, [...(byProposition.get(span.dataset.proposition) ?? []), span]);
  const light = (proposition, on) => byProposition.get(proposition)?.forEach((span) => span.classList.toggle("same", on));
  for (const kind of ["pointerover", "focusin"]) root.addEventListener(kind, (event) => light(event.target.closest("[data-proposition]")?.dataset.proposition, true));
  for (const kind of ["pointerout", "focusout"]) root.addEventListener(kind, (event) => light(event.target.closest("[data-proposition]")?.dataset.proposition, false));
  root.addEventListener("click", (event) => {
    const span = event.target.closest("[data-claim]");
    if (span) { event.preventDefault(); open(span.dataset.claim); }
  });
}

export function showReading(root, model, state) {
  const claim = state.focus.startsWith("claim:") ? model.claims.get(state.focus.slice(6)) : null;
  const proposition = claim?.proposition ?? (/^(prop|not):/.test(state.focus) ? state.focus.slice(state.focus.indexOf(":") + 1) : null);
  for (const span of root.querySelectorAll(".claim")) span.classList.toggle("lit", proposition !== null && span.dataset.proposition === proposition);
}

/** Show the columns of the voices that are seen, and the pages that have any. */
export function filterReading(root, seen) {
  for (const part of root.querySelectorAll("[data-scope]")) {
    for (const column of part.querySelectorAll(".column")) column.hidden = !seen(Number(column.dataset.voice));
    part.hidden = !part.querySelector(".column:not([hidden])");
  }
}

export function bringToSight(root, claim) {
  const span = root.querySelector(`.claim[data-claim="${CSS.escape(claim)}"]`);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  span?.scrollIntoView({ block: "center", inline: "center", behavior: calm ? "auto" : "smooth" });
}
