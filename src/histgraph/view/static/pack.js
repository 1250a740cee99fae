// Places for a narrow screen: the parts that nothing ties together stand below each other, the disputed ones first.

const GAP = 40;

/** How far a node with its words reaches, from the corner at the upper left to the one at the lower right. */
export function reach(node) {
  const ring = node.kind === "ring";
  const half = ring ? Math.max(node.radius + 9, 3.3 * Math.max(...node.lines.map((line) => line.length)) + 4) : node.width / 2;
  const above = ring ? node.radius + 9 : node.height / 2, below = ring ? node.radius + 20 + 15 * node.lines.length : above;
  return { left: node.x - half, top: node.y - above, right: node.x + half, bottom: node.y + below };
}

/** The box around some nodes. */
export function around(nodes) {
  const all = nodes.map(reach);
  return {
    left: Math.min(...all.map((box) => box.left)), top: Math.min(...all.map((box) => box.top)),
    right: Math.max(...all.map((box) => box.right)), bottom: Math.max(...all.map((box) => box.bottom)),
  };
}

/** Who stands beside whom over some edges. */
export function neighbours(edges) {
  const near = new Map();
  for (const { from, to } of edges) {
    if (!near.has(from)) near.set(from, []);
    if (!near.has(to)) near.set(to, []);
    near.get(from).push(to);
    near.get(to).push(from);
  }
  return near;
}

/** The nodes within so many steps of some. */
export function within(start, depth, near) {
  const reached = new Set(start);
  let rim = [...start];
  for (let step = 0; step < depth && rim.length; step += 1) {
    rim = rim.flatMap((node) => near.get(node) ?? []).filter((node) => !reached.has(node) && reached.add(node));
  }
  return reached;
}

/** Move the nodes so that their parts fill rows of a width, each row as high as its highest part. */
export function pack(nodes, edges, width) {
  const near = neighbours(edges.filter((edge) => edge.kind !== "agreement"));
  const fought = new Set(edges.filter((edge) => edge.kind === "contradiction").map((edge) => edge.from));
  const seen = new Set(), parts = [];
  for (const id of nodes.keys()) {
    if (seen.has(id)) continue;
    const ids = [...within([id], Infinity, near)];
    ids.forEach((member) => seen.add(member));
    const members = ids.map((member) => nodes.get(member));
    parts.push({ members, box: around(members), calm: !ids.some((member) => fought.has(member)) });
  }
  parts.sort((a, b) => a.calm - b.calm || b.members.length - a.members.length);
  let x = 0, y = 0, deep = 0;
  for (const { members, box } of parts) {
    if (x && x + box.right - box.left > width) { x = 0; y += deep + GAP; deep = 0; }
    for (const node of members) { node.x += x - box.left; node.y += y - box.top; }
    x += box.right - box.left + GAP;
    deep = Math.max(deep, box.bottom - box.top);
  }
}
