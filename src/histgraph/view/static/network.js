// The network: vis-network pans, zooms, drags and finds what is under the pointer; we paint.

import { passing, matches, sentence } from "./model.js";
import { around, neighbours, pack, within } from "./pack.js";
import { holds } from "./search.js";
import { paint, svgGroup, svgText } from "./paint.js";
import { bend, bolt, box, distance, frame, ring, slices, tie } from "./shapes.js";

const INKS = ["paper", "ink", "soft", "edge", "focus", "denied", "tension", "agree", "box", "box-ink", "box-soft",
  ...Array.from({ length: 9 }, (_, n) => [`v${n}`, `v${n}-ink`]).flat()];
const FAINT = 0.13;
/** Below this scale words are a few pixels high, and cost more than all else: they are left out. */
const READABLE = 0.3;
/** On a phone a drawing begins at a scale at which its words can be read, and is laid out for it. */
const PHONE = 640, COMFORT = 0.62, LEAST = 0.45;

function readInk() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(INKS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/**
 * Draw into `container`. `vis` is the vis-network library, `choose(focus)` is called with what
 * was clicked ("prop:…", "not:…", "ent:…", "link:…" or "").
 */
export function createNetwork(container, model, vis, choose, hover = () => {}) {
  let ink = readInk();
  let state = null, scene = null, nodes = new Map(), shown = new Set(), lit = null, edges = [];
  let faces = new Map();
  let cursor = null;
  const items = new vis.DataSet();
  const drawing = new vis.Network(container, { nodes: items, edges: new vis.DataSet() }, { ...model.data.options, autoResize: true });

  const look = (id) => (lit === null || lit.has(id) ? 1 : FAINT);
  function face(id) {
    if (!faces.has(id)) {
      const node = nodes.get(id);
      const selected = focused().has(id);
      const scope = model.scope(state.scope);
      faces.set(id, node.kind === "entity"
        ? box(node, model.kind(id), ink, { selected })
        : ring(node, slices(node.claims, scope, ink), ink, { selected, count: node.count }));
    }
    return faces.get(id);
  }
  function renderer({ ctx, id, x, y }) {
    const node = nodes.get(id);
    node.x = x;
    node.y = y;
    const size = node.kind === "ring" ? { width: 2 * node.radius + 8, height: 2 * node.radius + 8 } : { width: node.width, height: node.height };
    return {
      drawNode() {
        ctx.save();
        ctx.translate(x, y);
        paint(ctx, face(id), ink, look(id), drawing.getScale() < READABLE);
        if (id === cursor && document.activeElement === container) paint(ctx, frame(node, ink), ink);
        ctx.restore();
      },
      nodeDimensions: size,
    };
  }

  function focused() {
    const focus = state?.focus ?? "";
    if (focus.startsWith("link:")) {
      const link = model.links.get(focus.slice(5));
      return new Set(link ? [model.claims.get(link.a).ring, model.claims.get(link.b).ring] : []);
    }
    if (focus.startsWith("claim:")) return new Set([model.claims.get(focus.slice(6))?.ring]);
    return new Set(focus ? [focus] : []);
  }

  function edgeFaces() {
    const flat = [], sharp = [];
    for (const edge of edges) {
      const from = nodes.get(edge.from), to = nodes.get(edge.to);
      const alpha = Math.min(look(edge.from), look(edge.to));
      if (!edge.links) flat.push({ alpha, primitives: tie(edge, from, to, ink) });
      else {
        const qualified = edge.links.every((id) => model.links.get(id).strength === "qualified");
        const selected = edge.links.some((id) => state.focus === `link:${id}`);
        sharp.push({ alpha, sharp: true, primitives: bolt(edge, from, to, ink, { qualified, selected }) });
      }
    }
    return [...flat, ...sharp];
  }
  // What contradicts is drawn over the nodes: it is what the picture is for.
  const under = (face) => (face.sharp ? [] : face.primitives), over = (face) => (face.sharp ? face.primitives : []);
  // Lines are made anew only when something has changed; panning and zooming paint the same ones again.
  let drawn = null, dragging = false;
  const stale = () => { drawn = null; };
  drawing.on("beforeDrawing", (context) => {
    if (!drawn || dragging) drawn = edgeFaces();
    for (const face of drawn) paint(context, under(face), ink, face.alpha);
  });
  drawing.on("afterDrawing", (context) => {
    for (const face of drawn) paint(context, over(face), ink, face.alpha);
  });

  function near(x, y, { from, to, bend: bow = 0 }) {
    const [a, b] = [nodes.get(from), nodes.get(to)];
    if (!bow) return distance(x, y, a, b);
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const top = { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bow, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bow };
    return Math.min(distance(x, y, a, top), distance(x, y, top, b));
  }
  function linkAt(x, y) {
    let best = null, least = 12;
    for (const edge of edges) {
      if (!edge.links) continue;
      const away = near(x, y, edge);
      if (away < least) { least = away; best = edge.links[0]; }
    }
    return best;
  }
  drawing.on("click", ({ nodes: hit, pointer }) => {
    if (hit.length) { choose(hit[0]); return; }
    const link = linkAt(pointer.canvas.x, pointer.canvas.y);
    choose(link ? `link:${link}` : "");
  });
  drawing.on("hoverNode", ({ node, event }) => {
    container.classList.add("pointing");
    const claim = nodes.get(node)?.claims?.[0];
    hover(claim ? sentence(claim) : model.label(node), event);
  });
  drawing.on("blurNode", () => hover(""));
  drawing.on("dragStart", ({ nodes: moved }) => { hover(""); dragging = moved.length > 0; });
  drawing.on("dragEnd", ({ nodes: moved }) => { dragging = false; if (moved.length) { bendAll(); stale(); drawing.redraw(); } });

  function select(next) {
    const claims = passing(model, next);
    const byRing = new Map();
    for (const claim of claims) byRing.set(claim.ring, [...(byRing.get(claim.ring) ?? []), claim]);
    const scope = model.scope(next.scope);
    const found = scope.scenes[next.all ? scope.scenes.length - 1 : 0];
    if (found !== scene) {
      scene = found;
      nodes = new Map(found.nodes.map((node) => [node.id, { ...node }]));
      if (container.clientWidth < PHONE) pack(nodes, found.edges, container.clientWidth / COMFORT);
    }
    for (const node of nodes.values()) {
      if (node.kind !== "ring") continue;
      node.claims = byRing.get(node.id) ?? [];
      node.count = new Set(node.claims.filter((c) => !c.reported && !scope.voice.get(c.voice).summary).map((c) => c.voice)).size;
    }
    shown = new Set([...nodes.values()].filter((node) => node.kind === "ring" && node.claims.length).map((node) => node.id));
    const wanted = found.edges.filter((edge) => !edge.links || edge.kind === "contradiction" || next[edge.kind]);
    for (const { from, to, links } of wanted) {
      if (!links && (shown.has(from) || shown.has(to))) { if (from.startsWith("ent:")) shown.add(from); if (to.startsWith("ent:")) shown.add(to); }
    }
    edges = wanted.filter((edge) => shown.has(edge.from) && shown.has(edge.to)).map((edge) => ({ ...edge }));
    bendAll();
  }
  function bendAll() {
    const standing = [...shown].map((id) => nodes.get(id));
    const links = edges.filter((edge) => edge.links);
    if (links.length * standing.length > 300_000) return;
    for (const edge of links) edge.bend = bend(nodes.get(edge.from), nodes.get(edge.to), standing);
  }

  function narrow(next) {
    const start = [...focused()].filter((id) => shown.has(id));
    lit = null;
    if (start.length && next.depth > 0) {
      shown = within(start, next.depth, neighbours(edges));
      edges = edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
    } else if (start.length) lit = within(start, 1, neighbours(edges));
    if (next.q) {
      const hits = [...shown].filter((id) => {
        const node = nodes.get(id);
        return node.kind === "ring" ? node.claims.some((claim) => matches(claim, next.q)) : holds(model.label(id), next.q);
      });
      // Where nothing is found the page says so; a picture gone pale would only look broken.
      if (hits.length) lit = within(hits, 1, neighbours(edges.filter((edge) => !edge.links)));
    }
  }

  const bounds = () => around([...shown].map((id) => nodes.get(id)));
  function fit() {
    if (!shown.size) return;
    const { left, top, right, bottom } = bounds();
    const [wide, high] = [container.clientWidth, container.clientHeight];
    const across = (wide - 40) / (right - left);
    let scale = Math.max(0.05, Math.min(1.6, across, (high - 72) / (bottom - top)));
    // The buttons over the lower edge cover nothing.
    let position = { x: (left + right) / 2, y: (top + bottom) / 2 + 16 / scale };
    if (wide < PHONE && scale < COMFORT) {
      // Too small to be read on a phone: begin at the top, where the dispute is; the rest is a swipe away.
      scale = Math.min(COMFORT, Math.max(LEAST, across));
      const heart = nodes.get([...focused()].find((id) => shown.has(id)));
      const begin = Math.min(position.x, left - 20 / scale + wide / 2 / scale);
      position = heart ?? { x: begin, y: Math.min(position.y, top - 20 / scale + high / 2 / scale) };
    }
    drawing.moveTo({ position: { x: position.x, y: position.y }, scale });
  }

  /** What a node says, as a sentence for those who do not see the drawing. */
  function spoken(id) {
    const node = nodes.get(id);
    const scope = model.scope(state.scope);
    if (node.kind === "entity") return `${model.label(id)}, ${model.kind(id).toLowerCase()}, ${edges.filter((edge) => edge.from === id || edge.to === id).length} ties`;
    const names = (claims) => [...new Set(claims.map((claim) => scope.voice.get(claim.voice).label))].join(", ");
    const rivals = edges.filter((edge) => edge.kind === "contradiction" && (edge.from === id || edge.to === id));
    return `${sentence(node.claims[0])}. ${node.denied ? "Denied" : "Said"} by ${names(node.claims)}.`
      + (rivals.length ? ` Contradicted by ${rivals.map((edge) => sentence(nodes.get(edge.from === id ? edge.to : edge.from).claims[0])).join("; ")}.` : "");
  }

  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** Move the cursor to the nearest node in the direction of an arrow key; return its sentence. */
  function walk(key) {
    const [dx, dy] = STEPS[key];
    const ids = [...shown];
    if (!ids.length) return "";
    const start = shown.has(cursor) ? cursor : [...focused()].find((id) => shown.has(id));
    if (!start) cursor = ids.find((id) => edges.some((edge) => edge.kind === "contradiction" && edge.from === id)) ?? ids[0];
    else {
      const here = nodes.get(start);
      const cost = (id) => {
        const along = (nodes.get(id).x - here.x) * dx + (nodes.get(id).y - here.y) * dy;
        const aside = Math.abs((nodes.get(id).x - here.x) * dy) + Math.abs((nodes.get(id).y - here.y) * dx);
        return id === start || along <= 0 ? Infinity : along + 2.5 * aside;
      };
      const best = ids.reduce((a, b) => (cost(b) < cost(a) ? b : a));
      cursor = cost(best) < Infinity ? best : start;
    }
    reveal(0, cursor);
    drawing.redraw();
    return spoken(cursor);
  }

  /** Bring a node to sight where `below` pixels at the lower edge are covered. */
  function reveal(below = 0, id = [...focused()].find((key) => shown.has(key))) {
    if (!id) return;
    const at = drawing.canvasToDOM(nodes.get(id));
    const [w, hh] = [container.clientWidth, container.clientHeight - below];
    if (at.x > 40 && at.x < w - 40 && at.y > 40 && at.y < hh - 60) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    drawing.moveTo({ position: { x: nodes.get(id).x, y: nodes.get(id).y }, offset: { x: 0, y: -below / 2 }, animation: calm ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  }

  return {
    drawing,
    fit,
    walk,
    reveal,
    cursor: () => cursor,
    shown: () => shown,
    zoom(factor) { drawing.moveTo({ scale: drawing.getScale() * factor }); },
    repaint() { ink = readInk(); faces = new Map(); stale(); drawing.redraw(); },
    update(next) {
      const fresh = !state || state.scope !== next.scope || state.all !== next.all;
      const ego = !fresh && (state.depth !== next.depth || (next.depth > 0 && state.focus !== next.focus));
      state = next;
      faces = new Map();
      stale();
      select(next);
      narrow(next);
      if (fresh) {
        items.clear();
        items.add([...nodes.values()].map(({ id, x, y }) => ({ id, x, y, shape: "custom", ctxRenderer: renderer, hidden: !shown.has(id) })));
      } else items.update([...nodes.keys()].map((id) => ({ id, hidden: !shown.has(id) })));
      if (fresh || ego) fit();
      drawing.redraw();
    },
    svg(title) {
      const ties = edgeFaces();
      const groups = ties.map((face) => svgGroup(under(face), ink, { alpha: face.alpha }));
      for (const id of shown) {
        const node = nodes.get(id);
        const label = node.kind === "ring" ? sentence(node.claims[0]) : model.label(id);
        groups.push(svgGroup(face(id), ink, { x: node.x, y: node.y, alpha: look(id), title: label }));
      }
      groups.push(...ties.filter((face) => over(face).length).map((face) => svgGroup(over(face), ink, { alpha: face.alpha })));
      return svgText(groups, bounds(), ink, title);
    },
    png(done) {
      const { left, top, right, bottom } = bounds();
      const scale = Math.min(2, 8000 / (right - left + 60), 8000 / (bottom - top + 60));
      const canvas = document.createElement("canvas");
      canvas.width = (right - left + 60) * scale;
      canvas.height = (bottom - top + 60) * scale;
      const context = canvas.getContext("2d");
      context.scale(scale, scale);
      context.translate(30 - left, 30 - top);
      context.fillStyle = ink.paper;
      context.fillRect(left - 30, top - 30, right - left + 60, bottom - top + 60);
      const ties = edgeFaces();
      for (const face of ties) paint(context, under(face), ink, face.alpha);
      for (const id of shown) {
        const node = nodes.get(id);
        context.save();
        context.translate(node.x, node.y);
        paint(context, face(id), ink, look(id));
        context.restore();
      }
      for (const face of ties) paint(context, over(face), ink, face.alpha);
      canvas.toBlob(done, "image/png");
    },
  };
}
