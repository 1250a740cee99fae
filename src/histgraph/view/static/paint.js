// Two painters for the same primitives: the canvas on the screen, and SVG for the download.

const SERIF = '"Iowan Old Style", Palatino, Georgia, "DejaVu Serif", serif';
const SANS = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const font = (p) => `${p.italic ? "italic " : ""}${p.bold ? "700" : "400"} ${p.size}px ${p.serif ? SERIF : SANS}`;

/** Paint primitives; `bare` leaves out words, where they would be too small to read. */
export function paint(context, primitives, ink, alpha = 1, bare = false) {
  for (const p of primitives) {
    if (bare && (p.text !== undefined || p.paper)) continue;
    context.globalAlpha = (p.alpha ?? 1) * alpha;
    if (p.text !== undefined) {
      context.font = font(p);
      context.textAlign = "center";
      context.textBaseline = "middle";
      if (p.halo) {
        context.lineWidth = 4;
        context.lineJoin = "round";
        context.strokeStyle = ink.paper;
        context.strokeText(p.text, p.x, p.y);
      }
      context.fillStyle = p.fill;
      context.fillText(p.text, p.x, p.y);
      continue;
    }
    p.path ??= new Path2D(p.d);
    if (p.fill || p.paper) { context.fillStyle = p.paper ? ink.paper : p.fill; context.fill(p.path, p.even ? "evenodd" : "nonzero"); }
    if (p.stroke) {
      context.strokeStyle = p.stroke;
      context.lineWidth = p.width;
      context.setLineDash(p.dash ?? []);
      context.stroke(p.path);
      context.setLineDash([]);
    }
  }
  context.globalAlpha = 1;
}

const SVG = "http://www.w3.org/2000/svg";
function s(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A group of primitives as an SVG element, moved to (x, y). */
export function svgGroup(primitives, ink, { x = 0, y = 0, alpha = 1, title = "" } = {}) {
  const group = s("g", { transform: x || y ? `translate(${x} ${y})` : null, opacity: alpha < 1 ? alpha : null });
  if (title) group.append(s("title", {}, title));
  for (const p of primitives) {
    if (p.text !== undefined) {
      group.append(s("text", {
        x: p.x, y: p.y, "text-anchor": "middle", "dominant-baseline": "central", "font-family": p.serif ? SERIF : SANS,
        "font-size": p.size, "font-weight": p.bold ? 700 : null, "font-style": p.italic ? "italic" : null, fill: p.fill,
        stroke: p.halo ? ink.paper : null, "stroke-width": p.halo ? 4 : null, "stroke-linejoin": p.halo ? "round" : null, "paint-order": p.halo ? "stroke" : null,
      }, p.text));
    } else {
      group.append(s("path", {
        d: p.d, fill: p.paper ? ink.paper : p.fill ?? "none", "fill-rule": p.even ? "evenodd" : null, stroke: p.stroke ?? null,
        "stroke-width": p.stroke ? p.width : null, "stroke-dasharray": p.dash ? p.dash.join(" ") : null, opacity: p.alpha ?? null,
      }));
    }
  }
  return group;
}

export function svgText(groups, bounds, ink, title) {
  const pad = 30;
  const [x, y, w, hh] = [bounds.left - pad, bounds.top - pad, bounds.right - bounds.left + 2 * pad, bounds.bottom - bounds.top + 2 * pad].map(Math.round);
  const root = s("svg", { xmlns: SVG, viewBox: `${x} ${y} ${w} ${hh}`, width: w, height: hh, role: "img" });
  root.append(s("title", {}, title), s("rect", { x, y, width: w, height: hh, fill: ink.paper }), ...groups);
  return new XMLSerializer().serializeToString(root);
}
