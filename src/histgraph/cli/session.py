"""Judging one case at a time in a terminal: both quotes in their context, then one key."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import click

from histgraph.api import Graph
from histgraph.cli.console import note
from histgraph.model import Claim, ClaimLink, Polarity, Verdict
from histgraph.report import measured_text
from histgraph.review import measured, now, undo

KEYS = {"h": Verdict.HOLDS, "n": Verdict.DOES_NOT_HOLD, "u": Verdict.UNSURE}
MENU = "[h]olds [n]ot [u]nsure  [s]kip [b]ack  [m]ore [e]xplain  [t]ake back  [q]uit"
NEAR, FAR = 200, 1200
"""Code points of text shown around a quote, at first and on demand."""


@dataclass(slots=True)
class Session:
    """Cases that wait for a verdict, shown one at a time; each verdict is on disk before the next case.

    Args:
        graph: open for writing.
        reviewer: who judges.
        cases: claims or links, in the order in which they are shown.
    """

    graph: Graph
    reviewer: str
    cases: Sequence[Claim | ClaimLink]
    _given: list[tuple[int, str]] = field(default_factory=list)

    def run(self) -> None:
        """Ask for verdicts until the cases or the reviewer's patience are at their end."""
        place = 0
        try:
            while place < len(self.cases):
                place = self._case(place)
        except (click.Abort, EOFError):
            note("")
        finally:
            if self._given:
                self.graph.settle()
        judged = {case.id for case in self.cases}
        told = measured(v for k, v in self.graph.replayed.verdicts.items() if k in judged)
        note(f"{len(self._given)} judged now. {measured_text(told)}")

    def _case(self, place: int) -> int:
        """Show one case, act on one key, and return the place of the next case."""
        case = self.cases[place]
        click.echo(f"\n{'─' * 60}\n{place + 1} of {len(self.cases)}   {self._standing(case)}")
        click.echo(self.shown(case, NEAR))
        while True:
            key = _key()
            if key in KEYS:
                reason = click.prompt("reason (may be empty)", default="", show_default=False)
                made = self.graph.judge(
                    case.id, KEYS[key], reviewer=self.reviewer, reason=reason, settle=False
                )
                self._given.append((place, made.id))
                return place + 1
            if key == "s":
                return place + 1
            if key == "b":
                return max(0, place - 1)
            if key == "t":
                return self._take_back(place)
            if key in {"q", "\x03", "\x04", "\x1b"}:
                return len(self.cases)
            if key == "m":
                click.echo(self.shown(case, FAR))
            elif key == "e":
                click.echo(self._explained(case))
            else:
                click.echo(MENU)

    def _take_back(self, place: int) -> int:
        if not self._given:
            click.echo("Nothing was judged yet.")
            return place
        where, id_ = self._given.pop()
        made = next(r for r in self.graph.reviews() if r.id == id_)
        self.graph.record([undo(made, self.reviewer, now())])
        click.echo(f"took back: {made.verdict}")
        return where

    def _standing(self, case: Claim | ClaimLink) -> str:
        verdict = self.graph.replayed.verdicts.get(case.id)
        kind = f"{_spaced(case.kind.value)}, {case.strength}" if isinstance(case, ClaimLink) else "claim"
        return f"{kind}{f'; judged: {verdict}' if verdict else ''}   {case.id}"

    def shown(self, case: Claim | ClaimLink, around: int) -> str:
        """Return a case in words, with each quote in so many code points of its text."""
        if isinstance(case, Claim):
            told = [
                f"{case.label}",
                f"({case.mode}, {case.certainty}{f', held by {case.attributed_to}' * bool(case.attributed_to)})",
            ]
            return "\n".join([*told, self._quoted(case, around)])
        claims = self.graph.corpus.claims
        sides = sorted(
            (claims[case.claim_a], claims[case.claim_b]),
            key=lambda c: (c.polarity is Polarity.AFFIRMED, c.document, c.evidence),
        )
        lines = [case.explanation, *(self._quoted(claim, around) for claim in sides)]
        if case.guards:
            lines.append(f"\n  weighed: {'; '.join(case.guards)}")
        return "\n".join(lines)

    def _quoted(self, claim: Claim, around: int) -> str:
        text = self.graph.corpus.pages[claim.source].source.text
        start, end = claim.evidence.start, claim.evidence.end
        before = " ".join(text[max(0, start - around) : start].split())
        after = " ".join(text[end : end + around].split())
        quote = click.style(" ".join(claim.quote.split()) or "(the words are not kept)", bold=True)
        return f"\n  {self.graph.corpus.voice(claim)}, {claim.document}:\n  … {before} {quote} {after} …"

    def _explained(self, case: Claim | ClaimLink) -> str:
        if isinstance(case, ClaimLink):
            return str(self.graph.explain(case.claim_a, case.claim_b))
        cues = ", ".join(f"{cue.text} ({cue.kind})" for cue in case.cues) or "none"
        return f"cues: {cues}\nconfidence of the extractor: {case.confidence:.2f}"


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def _key() -> str:
    """Read one key where a person types, a line where the input is a file or a pipe."""
    click.echo(MENU)
    if sys.stdin.isatty():
        return click.getchar()[:1].lower()
    return str(click.prompt("", default="s", show_default=False, prompt_suffix=""))[:1].lower()
