// Geometry of the drawing as plain primitives: {d, fill, stroke, width, dash, alpha} or {text, x, y, ...}.
// The screen paints them on a canvas and the download writes them as SVG, so both always agree.

const TURN = 2 * Math.PI;
const at = (radius, angle) => `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;

// Paper behind words, so that lines pass under them.
const pad = (x, y, w, h, alpha = 0.86) => ({ d: `M ${x - w / 2} ${y - h / 2} h ${w} v ${h} h ${-w} Z`, paper: true, alpha });

export function circle(r) {
  return `M ${r} 0 A ${r} ${r} 0 1 1 ${-r} 0 A ${r} ${r} 0 1 1 ${r} 0 Z`;
}

function slice(inner, outer, from, to) {
  if (to - from >= TURN - 1e-6) return `${circle(outer)} ${circle(inner)}`;
  const large = to - from > Math.PI ? 1 : 0;
  return `M ${at(outer, from)} A ${outer} ${outer} 0 ${large} 1 ${at(outer, to)} `
    + `L ${at(inner, to)} A ${inner} ${inner} 0 ${large} 0 ${at(inner, from)} Z`;
}

/** The slices of a ring: one for each voice, or for and hedged where voices have no colours. */
export function slices(claims, scope, ink) {
  const own = new Map();
  for (const claim of claims) {
    if (claim.reported) continue;
    const before = own.get(claim.voice);
    own.set(claim.voice, { hedged: Boolean(claim.certainty) && (before?.hedged ?? true) });
  }
  const found = [...own].map(([number, { hedged }]) => ({ ...scope.voice.get(number), hedged, share: 1 }));
  found.sort((a, b) => a.number - b.number);
  if (found.every((voice) => voice.slot)) {
    return found.map((v) => ({ ...v, fill: ink[`v${v.slot}`], on: ink[`v${v.slot}-ink`] }));
  }
  const denied = claims[0]?.denied;
  return [false, true]
    .map((hedged) => ({ hedged, share: found.filter((v) => v.hedged === hedged).length }))
    .filter((part) => part.share)
    .map((part) => ({ ...part, letter: "", fill: denied ? ink.denied : ink.v0, on: ink.paper }));
}

export function ring(node, parts, ink, { selected = false, count = 0 } = {}) {
  const r = node.radius;
  const hole = r * 0.46;
  const out = [];
  if (selected) out.push({ d: circle(r + 9), stroke: ink.focus, width: 3 });
  out.push({ d: circle(r), fill: ink.paper });
  const total = parts.reduce((sum, part) => sum + part.share, 0);
  let from = -Math.PI / 2;
  for (const part of parts) {
    const to = from + (TURN * part.share) / total;
    const inner = part.summary ? r * 0.74 : hole;
    const d = slice(inner, r, from, to);
    out.push({ d, fill: part.fill, alpha: part.hedged ? 0.5 : 1, even: true });
    out.push({ d, stroke: ink.paper, width: 1.6 });
    if (part.letter && !part.summary && r >= 18) {
      const middle = (from + to) / 2;
      const radius = (r + hole) / 2;
      out.push({
        text: part.letter, x: radius * Math.cos(middle), y: radius * Math.sin(middle) + 0.5,
        size: Math.min(11.5, r * 0.44), bold: true, fill: part.hedged ? ink.ink : part.on,
      });
    }
    from = to;
  }
  if (!parts.length) out.push({ d: circle(r - 1), stroke: ink.edge, width: 1.5, dash: [2, 3] });
  else out.push({ d: circle(r), stroke: ink.ink, width: 0.7, alpha: 0.35 });
  const hedged = parts.length > 0 && parts.every((part) => part.hedged);
  if (node.denied) {
    const arm = hole * 0.5, many = count > 1;
    out.push({ d: circle(r + 4.5), stroke: ink.denied, width: 2, dash: [5, 4], alpha: hedged ? 0.65 : 1 });
    // Denied by one: a cross. By several: how many, as on the rings of those who say so.
    if (many) out.push({ text: `×${count}`, x: 0, y: 0.5, size: Math.max(10, hole * 0.95), bold: true, fill: ink.denied });
    else out.push({ d: `M ${-arm} ${-arm} L ${arm} ${arm} M ${arm} ${-arm} L ${-arm} ${arm}`, stroke: ink.denied, width: 2.8, alpha: hedged ? 0.65 : 1 });
  } else if (parts.length) {
    out.push({ text: count ? String(count) : "", x: 0, y: 0.5, size: Math.max(10, hole * 1.05), bold: true, fill: ink.ink });
  }
  let y = r + (node.denied ? 16 : 13);
  const notes = hedged || !parts.length ? 1 : 0;
  out.push(pad(0, y + 7.5 * (node.lines.length + notes - 1), Math.max(...node.lines.map((line) => line.length)) * 6.6, 15 * (node.lines.length + notes)));
  node.lines.forEach((line, number) => {
    const verb = number === 0;
    out.push({ text: line, x: 0, y, size: 12.5, serif: true, italic: verb, bold: node.denied && verb, halo: true, fill: node.denied ? ink.denied : verb ? ink.soft : ink.ink });
    y += 15;
  });
  if (hedged || !parts.length) out.push({ text: parts.length ? "hedged" : "reported", x: 0, y, size: 10.5, halo: true, fill: ink.soft });
  return out;
}

const PEOPLE = new Set(["Person", "Group", "Polity"]);

export function box(node, kind, ink, { selected = false } = {}) {
  const w = node.width / 2, hh = node.height / 2;
  const dark = PEOPLE.has(kind);
  const c = dark ? 5 : hh > 16 ? 10 : hh;
  const d = `M ${-w + c} ${-hh} H ${w - c} Q ${w} ${-hh} ${w} ${-hh + c} V ${hh - c} Q ${w} ${hh} ${w - c} ${hh} H ${-w + c} Q ${-w} ${hh} ${-w} ${hh - c} V ${-hh + c} Q ${-w} ${-hh} ${-w + c} ${-hh} Z`;
  const out = [{ d, fill: dark ? ink.box : ink["box-soft"], stroke: selected ? ink.focus : dark ? ink.box : ink.edge, width: selected ? 4 : 1 }];
  node.lines.forEach((text, number) => out.push({
    text, x: 0, y: (number - (node.lines.length - 1) / 2) * 17, size: 14, serif: true, bold: dark, fill: dark ? ink["box-ink"] : ink.ink,
  }));
  return out;
}

/** The dashed frame round the node that the arrow keys have come to. */
export function frame(node, ink) {
  const w = node.kind === "ring" ? node.radius + 9 : node.width / 2 + 5, hh = node.kind === "ring" ? w : node.height / 2 + 5;
  return [{ d: `M ${-w} ${-hh} H ${w} V ${hh} H ${-w} Z`, stroke: ink.focus, width: 2.5, dash: [6, 3] }];
}

// Where a line from the middle of a node towards another leaves the node.
function border(node, dx, dy) {
  const length = Math.hypot(dx, dy) || 1;
  if (node.kind === "ring") return node.radius + (node.denied ? 7 : 2);
  return Math.min(node.width / 2 / Math.max(Math.abs(dx / length), 1e-6), node.height / 2 / Math.max(Math.abs(dy / length), 1e-6)) + 2;
}

// Where a line begins and ends; one that bows leaves its nodes on the side to which it bows.
function ends(from, to, bow = 0) {
  const dx = to.x - from.x, dy = to.y - from.y;
  const straight = Math.hypot(dx, dy) || 1;
  const turn = Math.atan2(2 * bow, straight);
  const [c, s] = [Math.cos(turn) / straight, Math.sin(turn) / straight];
  const a = border(from, dx, dy), b = border(to, dx, dy);
  const x1 = from.x + (dx * c - dy * s) * a, y1 = from.y + (dy * c + dx * s) * a;
  const x2 = to.x - (dx * c + dy * s) * b, y2 = to.y - (dy * c - dx * s) * b;
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  return { x1, y1, x2, y2, ux: (x2 - x1) / length, uy: (y2 - y1) / length, length: Math.max(0, straight - a - b) };
}

export function tie(edge, from, to, ink) {
  const e = ends(from, to);
  const denied = from.denied || to.denied;
  const width = 1 + Math.min(6, edge.answers ?? 0) * 0.75;
  const colour = denied ? ink.denied : ink.edge;
  const out = [{ d: `M ${e.x1.toFixed(1)} ${e.y1.toFixed(1)} L ${e.x2.toFixed(1)} ${e.y2.toFixed(1)}`, stroke: colour, width: denied ? 1.4 : width, dash: denied ? [6, 4] : null }];
  if (e.length < 12) return out;
  const size = 5 + width;
  const px = -e.uy, py = e.ux;
  const head = denied
    ? { d: `M ${e.x2 + px * size} ${e.y2 + py * size} L ${e.x2 - px * size} ${e.y2 - py * size}`, stroke: colour, width: 2.4 }
    : { d: `M ${e.x2} ${e.y2} L ${e.x2 - e.ux * size * 1.5 + px * size * 0.6} ${e.y2 - e.uy * size * 1.5 + py * size * 0.6} L ${e.x2 - e.ux * size * 1.5 - px * size * 0.6} ${e.y2 - e.uy * size * 1.5 - py * size * 0.6} Z`, fill: colour };
  return [...out, head];
}

const WORDS = { contradiction: "contradicts", tension: "in tension", agreement: "agrees" };

/** How far a line between two rings must bend, and to which side, to pass what stands in its way. */
export function bend(from, to, others) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const ux = (to.x - from.x) / length, uy = (to.y - from.y) / length;
  // Words stand under the rings: what lies level is passed above it.
  const up = ux > 0 ? -1 : 1;
  let most = 0;
  for (const node of others) {
    if (node === from || node === to) continue;
    const half = node.kind === "ring" ? node.radius : (Math.abs(ux) * node.height + Math.abs(uy) * node.width) / 2;
    if (distance(node.x, node.y, from, to) >= half + 10) continue;
    const above = ((node.y - from.y) * ux - (node.x - from.x) * uy) * up;
    most = Math.max(most, above + half + 28);
  }
  const words = past(from, to) - past(to, from);
  return words ? Math.sign(words) * Math.max(Math.abs(words), most) : up * most;
}

// What it takes to pass beside the words under a ring, for a line that leaves it downwards: on the side it goes to.
function past(ring, other) {
  const aside = other.x - ring.x, down = other.y - ring.y;
  const way = down - ring.radius - other.radius;
  let most = 0;
  ring.lines.forEach((line, number) => {
    const deep = (ring.denied ? 16 : 13) + 15 * number;
    if (deep >= way) return;
    const wanted = line.length * 3.3 + 10 - ring.radius / 5 - Math.abs(aside) * ((ring.radius + deep) / down);
    most = Math.max(most, wanted / (4 * (deep / way) * (1 - deep / way)));
  });
  return Math.min(most, 90) * (aside < 0 ? 1 : -1);
}

export function bolt(edge, from, to, ink, { qualified = false, selected = false } = {}) {
  const bow = edge.bend ?? 0;
  const e = ends(from, to, bow);
  const colour = { contradiction: ink.denied, tension: ink.tension, agreement: ink.agree }[edge.kind];
  const width = (edge.kind === "contradiction" ? 2.6 : 1.5) + (selected ? 2 : 0);
  // A point along the line, bowed out to one side, and a little beside it for the teeth.
  const point = (part, side = 0) => {
    const out = 4 * bow * part * (1 - part) + side;
    return [e.x1 + (e.x2 - e.x1) * part - e.uy * out, e.y1 + (e.y2 - e.y1) * part + e.ux * out];
  };
  const path = (points) => `M ${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(" L ")}`;
  const out = [];
  if (edge.kind === "agreement") {
    out.push({ d: path(Array.from({ length: 13 }, (_, n) => point(n / 12))), stroke: colour, width, dash: [1, 4] });
  } else {
    const teeth = Math.max(2, 2 * Math.round((e.length + Math.abs(bow)) / 18));
    const swing = edge.kind === "contradiction" ? 6 : 4;
    const d = path(Array.from({ length: teeth + 1 }, (_, n) => point(n / teeth, n === 0 || n === teeth ? 0 : n % 2 ? swing : -swing)));
    out.push({ d, stroke: ink.paper, width: width + 3, alpha: 0.8 }, { d, stroke: colour, width, alpha: qualified ? 0.6 : 1 });
  }
  if (e.length > 130 || selected) {
    const text = qualified && edge.kind === "contradiction" ? "contradicts, hedged" : WORDS[edge.kind];
    const [x, y] = point(0.5);
    out.push(pad(x, y, text.length * 6.4 + 4, 22, 1), { text, x, y, size: 11, bold: true, fill: colour });
  }
  return out;
}

export function distance(x, y, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y;
  const part = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - part * dx, y - a.y - part * dy);
}
