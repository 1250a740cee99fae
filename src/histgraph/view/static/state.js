// What is shown, kept in the address after "#", so that a link brings the same view back.

export const VIEWS = ["network", "matrix", "read", "claims"];
const DEFAULTS = {
  view: "network", scope: "", focus: "", depth: 0, q: "", hide: [], polarity: "all",
  tension: false, agreement: false, all: false, theme: "",
};

function decoded(hash) {
  const found = {};
  for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (!(key in DEFAULTS)) continue;
    if (key === "hide") found.hide = value.split(",").filter(Boolean);
    else if (key === "depth") found.depth = Math.min(3, Math.max(0, Number.parseInt(value, 10) || 0));
    else if (typeof DEFAULTS[key] === "boolean") found[key] = value === "1";
    else found[key] = value;
  }
  if (found.view && !VIEWS.includes(found.view)) delete found.view;
  return found;
}

function encoded(state, defaults) {
  const query = new URLSearchParams();
  for (const key of Object.keys(DEFAULTS)) {
    const value = Array.isArray(state[key]) ? state[key].join(",") : state[key];
    const usual = Array.isArray(defaults[key]) ? defaults[key].join(",") : defaults[key];
    if (value !== usual) query.set(key, value === true ? "1" : value === false ? "0" : String(value));
  }
  return query.toString();
}

/** A store of the view's state. `defaults` override the built-in ones (a phone starts with the matrix). */
export function createStore(defaults, place = window.location, past = window.history) {
  const usual = { ...DEFAULTS, ...defaults };
  let state = { ...usual, ...decoded(place.hash) };
  const listeners = [];
  const tell = (before) => { for (const listener of listeners) listener(state, before); };
  window.addEventListener("hashchange", () => {
    const before = state;
    state = { ...usual, ...decoded(place.hash) };
    tell(before);
  });
  return {
    get: () => state,
    link: (change) => `#${encoded({ ...state, ...change }, usual)}`,
    set(change) {
      const before = state;
      state = { ...state, ...change };
      // Typing and ticking replace the entry; a new view or focus can be gone back from.
      const step = state.view !== before.view || state.focus !== before.focus ? "pushState" : "replaceState";
      past[step](null, "", `#${encoded(state, usual)}`);
      tell(before);
    },
    subscribe(listener) { listeners.push(listener); },
  };
}
