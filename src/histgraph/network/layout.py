"""Places for nodes: computed once, here, so that no browser has to shake them into place.

Three steps, all without chance. A tree drawn outwards from the node with most ties gives
the start. Stress majorisation towards graph distances (Gansner, Koren, North 2004), for
large graphs with a few pivots instead of all pairs (Ortmann, Klimenta, Brandes 2017), gives
the shape. Overlapping boxes are then pushed apart, and the parts that nothing ties together
are laid out beside each other.
"""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float]
Floats = NDArray[np.float64]

GAP = 18.0
"""Space kept free between two boxes, in the unit of the boxes (CSS pixels)."""

STEPS = 60
PUSHES = 300
PATIENCE = 90


@dataclass(frozen=True, slots=True)
class _Part:
    """One connected part: names in order, neighbours by number with the wished-for distance, boxes."""

    names: tuple[str, ...]
    near: tuple[tuple[tuple[int, float], ...], ...]
    boxes: Floats


def arrange(
    boxes: Mapping[str, Box], ties: Iterable[tuple[str, str]], *, aspect: float = 1.9
) -> dict[str, tuple[int, int]]:
    """Return the centre of each node, in whole CSS pixels around (0, 0).

    Args:
        boxes: width and height of each node with its label.
        ties: pairs of names; unknown names and loops are ignored.
        aspect: width to height that the whole should have.

    Returns:
        A place for every node of ``boxes``; no two boxes overlap unless there are thousands.
    """
    parts = [_place(part) for part in _parts(boxes, ties)]
    return _pack(parts, boxes, aspect)


def _parts(boxes: Mapping[str, Box], ties: Iterable[tuple[str, str]]) -> list[_Part]:
    near: dict[str, set[str]] = {name: set() for name in sorted(boxes)}
    for a, b in ties:
        if a in near and b in near and a != b:
            near[a].add(b)
            near[b].add(a)
    parts, seen = [], set[str]()
    for name in near:
        if name in seen:
            continue
        members, waiting = [], [name]
        seen.add(name)
        while waiting:
            members.append(waiting.pop())
            fresh = near[members[-1]] - seen
            seen |= fresh
            waiting += sorted(fresh)
        parts.append(_part(sorted(members), near, boxes))
    return parts


def _part(names: list[str], near: Mapping[str, set[str]], boxes: Mapping[str, Box]) -> _Part:
    number = {name: at for at, name in enumerate(names)}

    def wish(a: str, b: str) -> float:
        # A node with many ties needs a wider circle around it, or its neighbours pile up.
        room = 14.0 * math.sqrt(max(len(near[a]), len(near[b])))
        return 70.0 + room + (max(boxes[a]) + max(boxes[b])) / 4

    return _Part(
        tuple(names),
        tuple(tuple((number[b], wish(a, b)) for b in sorted(near[a])) for a in names),
        np.array([boxes[name] for name in names], dtype=float).reshape(-1, 2),
    )


def _place(part: _Part) -> tuple[tuple[str, ...], Floats]:
    places = _tree(part)
    if len(part.names) > 2:
        places = _laid_down(_majorise(places, part))
    return part.names, _push_apart(places, part.boxes)


def _distances(part: _Part, start: int) -> Floats:
    far = np.full(len(part.names), np.inf)
    far[start] = 0.0
    heap = [(0.0, start)]
    while heap:
        so_far, node = heapq.heappop(heap)
        if so_far > far[node]:
            continue
        for other, length in part.near[node]:
            if so_far + length < far[other]:
                far[other] = so_far + length
                heapq.heappush(heap, (far[other], other))
    return far


def _tree(part: _Part) -> Floats:
    """Draw a tree outwards from the best-tied node; each branch gets its share of the circle."""
    count = len(part.names)
    root = max(range(count), key=lambda n: (len(part.near[n]), -n))
    order, parent, depth = [root], {root: -1}, {root: 0.0}
    for node in order:
        for other, length in part.near[node]:
            if other not in parent:
                parent[other], depth[other] = node, depth[node] + length
                order.append(other)
    leaves = [0] * count
    for node in reversed(order):
        leaves[node] = leaves[node] or 1
        if parent[node] >= 0:
            leaves[parent[node]] += leaves[node]
    places = np.zeros((count, 2))
    start = {root: 0.0}
    used = dict.fromkeys(order, 0.0)
    for node in order[1:]:
        above = parent[node]
        start[node] = start[above] + used[above]
        used[above] += 2 * math.pi * leaves[node] / leaves[root]
        angle = start[node] + math.pi * leaves[node] / leaves[root]
        places[node] = depth[node] * math.cos(angle), depth[node] * math.sin(angle)
    return places


def _terms(part: _Part) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return pairs of nodes and the distance each pair should have: neighbours, siblings, pivots."""
    count = len(part.names)
    pivots = count if count <= 220 else max(24, 24_000 // count)
    wished: dict[tuple[int, int], float] = {}
    far = np.full(count, np.inf)
    pivot = 0
    for _ in range(min(pivots, count)):
        reach = _distances(part, pivot)
        wished.update(((node, pivot), float(reach[node])) for node in range(count) if node != pivot)
        far = np.minimum(far, reach)
        pivot = int(np.argmax(far))
    for node, near in enumerate(part.near):
        wished.update(((node, other), length) for other, length in near)
        for (one, a), (other, b) in zip(near, near[1:] + near[:1], strict=True):
            if one != other:
                wished.setdefault((one, other), a + b)
                wished.setdefault((other, one), a + b)
    pairs = np.array(list(wished), dtype=np.int64)
    return pairs[:, 0], pairs[:, 1], np.array(list(wished.values()))


def _majorise(places: Floats, part: _Part) -> Floats:
    moved, fixed, wished = _terms(part)
    count = len(part.names)
    weight = 1.0 / wished**2
    total = np.bincount(moved, weight, count)
    for _ in range(STEPS):
        apart = places[moved] - places[fixed]
        length = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-6)
        target = places[fixed] + apart * (wished / length)[:, None]
        best = np.column_stack([np.bincount(moved, weight * target[:, axis], count) for axis in (0, 1)])
        # Half steps: with pivots the terms are lopsided, and full ones swing to and fro.
        places = 0.5 * places + 0.5 * best / total[:, None]
    return places


def _laid_down(places: Floats) -> Floats:
    """Turn a part so that its long side lies level: screens are wide, and so are words."""
    middle = places - places.mean(axis=0)
    if np.allclose(middle, 0):
        return places
    values, axes = np.linalg.eigh(middle.T @ middle)
    if values[1] < 1.2 * values[0]:
        return places  # as round as it is long: there is nothing to lay down
    along = axes[:, 1] if axes[0, 1] >= 0 else -axes[:, 1]
    across = np.array([-along[1], along[0]])
    return np.column_stack([middle @ along, middle @ across])


def _push_apart(places: Floats, boxes: Floats) -> Floats:
    """Move overlapping boxes apart along the axis on which they overlap less, in small steps."""
    places = places.copy()
    if len(places) < 2:
        return places
    for turn in range(PUSHES):
        order = np.argsort(places[:, 0], kind="stable")
        push = np.zeros_like(places)
        met = 0
        for one, other, cut in _overlaps(places, boxes, order):
            met += len(one)
            apart = places[other] - places[one]
            side = np.where(apart >= 0, 1.0, -1.0)
            # Boxes in exactly the same place part by their number.
            sideways = cut[:, 0] < cut[:, 1]
            move = np.zeros_like(cut)
            move[sideways, 0] = (cut * side)[sideways, 0]
            move[~sideways, 1] = (cut * side)[~sideways, 1]
            np.add.at(push, one, -move)
            np.add.at(push, other, move)
        if not met:
            break
        places += push * 0.5
        if turn > PATIENCE and turn % 6 == 0:
            # Where there is no room left, pushing only passes an overlap on: make room.
            places *= 1.03
    return places


def _overlaps(
    places: Floats, boxes: Floats, order: NDArray[np.int64]
) -> Iterable[tuple[NDArray[np.int64], NDArray[np.int64], Floats]]:
    """Yield pairs that overlap and by how much on each axis; compare with the next ones to the right only."""
    widest = float(boxes[:, 0].max()) + GAP
    for step in range(1, len(order)):
        one, other = order[:-step], order[step:]
        close = places[other, 0] - places[one, 0] < widest
        if not close.any():
            return
        one, other = one[close], other[close]
        cut = (boxes[one] + boxes[other]) / 2 + GAP - np.abs(places[other] - places[one])
        hit = (cut > 0.5).all(axis=1)
        if hit.any():
            yield one[hit], other[hit], cut[hit]


def _pack(
    parts: list[tuple[tuple[str, ...], Floats]], boxes: Mapping[str, Box], aspect: float
) -> dict[str, tuple[int, int]]:
    """Lay the parts out, the tallest first, each as high up as there is room; centre the whole."""
    framed = []
    for names, places in parts:
        half = np.array([boxes[name] for name in names]) / 2
        low, high = (places - half).min(axis=0), (places + half).max(axis=0)
        framed.append((names, places - low, high - low))
    framed.sort(key=lambda part: (-round(float(part[2][1])), -round(float(part[2][0])), part[0]))
    room = sum(float(w + 3 * GAP) * float(h + 3 * GAP) for _, _, (w, h) in framed)
    widest = max((float(size[0]) for _, _, size in framed), default=0.0)
    wanted = math.sqrt(room * aspect)
    tried = [_set_out(framed, max(widest, wanted * share)) for share in _SHARES]
    placed, right, deepest = min(tried, key=lambda made: max(made[1] / aspect, made[2]))
    across, down = right / 2, deepest / 2
    return {name: (round(px - across), round(py - down)) for name, px, py in sorted(placed)}


_SHARES = (1.0, 0.85, 1.15, 1.3, 1.5)
"""Widths that are tried, as shares of what the parts would fill without gaps: the best stands."""


def _set_out(
    framed: Sequence[tuple[tuple[str, ...], Floats, Floats]], wanted: float
) -> tuple[list[tuple[str, float, float]], float, float]:
    """Lay the parts out within a width; return the places, and how far right and down they reach."""
    placed: list[tuple[str, float, float]] = []
    skyline = [(0.0, wanted, 0.0)]  # from, to, depth: how far down each stretch is taken
    right = deepest = 0.0
    for names, places, size in framed:
        w, h = float(size[0]), float(size[1])
        x, y = _lowest(skyline, w, wanted)
        skyline = _raise(skyline, x, x + w + 3 * GAP, y + h + 3 * GAP)
        placed += [(n, x + px, y + py) for n, (px, py) in zip(names, places.tolist(), strict=True)]
        right, deepest = max(right, x + w), max(deepest, y + h)
    return placed, right, deepest


def _lowest(skyline: list[tuple[float, float, float]], width: float, most: float) -> tuple[float, float]:
    """Return the place nearest the top, then the left, where so wide a part fits."""
    best = (math.inf, 0.0)
    for start, _, _ in skyline:
        if start and start + width > most:
            continue
        depth = max(d for a, b, d in skyline if a < start + width and b > start)
        best = min(best, (depth, start))
    return best[1], best[0]


def _raise(
    skyline: list[tuple[float, float, float]], left: float, right: float, depth: float
) -> list[tuple[float, float, float]]:
    """Return the skyline with a stretch taken down to a depth."""
    kept = [(a, min(b, left), d) for a, b, d in skyline if a < left]
    kept.append((left, right, depth))
    kept += [(max(a, right), b, d) for a, b, d in skyline if b > right]
    return kept
