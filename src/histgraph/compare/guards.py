"""Differences that keep two claims from contradicting each other, weighed and recorded."""

import re
from dataclasses import dataclass

from histgraph.dates import overlap
from histgraph.model import Certainty, Claim, CueKind, Mode, Stance

_WORD = re.compile(r"[a-z]{3,}")
_EMPTY = frozenset(
    ["the", "and", "for", "that", "was", "were", "with", "from", "his", "her", "its", "their", "into", "over", "this", "these", "those", "had", "has"]
)


@dataclass(frozen=True, slots=True)
class Guard:
    """One difference. ``bars`` tells that it excludes a contradiction; ``weakens`` that it softens one."""

    text: str
    bars: bool = False
    weakens: bool = False


def guards(a: Claim, b: Claim) -> tuple[Guard, ...]:
    """Return all differences between two claims that bear on whether they contradict each other."""
    return tuple(g for g in (*_time(a, b), *_mode(a, b), *_holder(a, b), *_words(a, b)) if g is not None)


def _time(a: Claim, b: Claim) -> list[Guard | None]:
    if not a.time or not b.time or a.time == b.time:
        return []
    shared = overlap(a.time, b.time)
    if shared is False:
        return [Guard(f"different time: {a.time_text or a.time} and {b.time_text or b.time}", bars=True)]
    return [Guard(f"times that overlap: {a.time_text or a.time} and {b.time_text or b.time}")]


def _mode(a: Claim, b: Claim) -> list[Guard | None]:
    found: list[Guard | None] = []
    unreal = {Mode.HYPOTHETICAL, Mode.COUNTERFACTUAL}
    if a.mode is not b.mode and {a.mode, b.mode} & unreal:
        found.append(Guard(f"different mode: {a.mode} and {b.mode}", bars=True))
    elif {a.mode, b.mode} & unreal:
        found.append(Guard(f"both only supposed ({a.mode})", weakens=True))
    if bool(a.condition) != bool(b.condition):
        found.append(Guard(f"a condition on one side: {a.condition or b.condition}", bars=True))
    elif a.condition and a.condition != b.condition:
        found.append(Guard(f"different conditions: {a.condition}; {b.condition}", bars=True))
    hedged = [c for c in (a, b) if c.certainty is not Certainty.CERTAIN]
    if hedged:
        found.append(Guard(f"hedged: {', '.join(str(c.certainty) for c in hedged)}", weakens=True))
    return found


def _holder(a: Claim, b: Claim) -> list[Guard | None]:
    found: list[Guard | None] = []
    for one, other in ((a, b), (b, a)):
        if one.attributed_to and one.stance is Stance.REJECTS:
            found.append(Guard(f"a view of {one.attributed_to} that its author rejects", bars=True))
        elif one.attributed_to and one.stance is Stance.NEUTRAL and one.attributed_to != other.attributed_to:
            found.append(Guard(f"a view reported from {one.attributed_to}", weakens=True))
    if (
        a.attributed_to
        and b.attributed_to
        and a.attributed_to != b.attributed_to
        and a.contribution == b.contribution
    ):
        found.append(Guard(f"different holders: {a.attributed_to} and {b.attributed_to}", bars=True))
    return found


def _words(a: Claim, b: Claim) -> list[Guard | None]:
    found: list[Guard | None] = []
    scopes = [{q.text for q in c.cues if q.kind is CueKind.SCOPE} for c in (a, b)]
    if scopes[0] != scopes[1]:
        told = ", ".join(sorted(scopes[0] ^ scopes[1]))
        found.append(Guard(f"a scope on one side: {told}", weakens=True))
    if a.has_cue(CueKind.CONCESSION) or b.has_cue(CueKind.CONCESSION):
        found.append(Guard("said in a concession", weakens=True))
    if bool(a.place) and bool(b.place) and a.place != b.place:
        found.append(Guard(f"different places: {a.place} and {b.place}", bars=True))
    if (
        not content(a.object.label) & content(b.object.label)
        and content(a.object.label)
        and content(b.object.label)
    ):
        found.append(
            Guard(f"worded without a shared word: “{a.object.label}”, “{b.object.label}”", weakens=True)
        )
    return found


def content(label: str) -> frozenset[str]:
    """Return the stems (first five letters) of the content words of a label."""
    return frozenset(w[:5] for w in _WORD.findall(label.lower()) if w not in _EMPTY)
