"""review: judging claims and contradictions one at a time, undo, import and export."""

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path

import click

from histgraph.api import Graph, open_graph
from histgraph.cli.console import chosen, note, store_option, store_spec, write
from histgraph.cli.take import tell
from histgraph.errors import SourceError, UsageError
from histgraph.model import ClaimLink, Verdict
from histgraph.report import cases
from histgraph.review import from_csv, from_jsonl, gold, precision, to_csv, to_jsonl, undo

_KEYS = {"h": Verdict.HOLDS, "n": Verdict.DOES_NOT_HOLD, "u": Verdict.UNSURE}
_CONTEXT = 200
"""Code points of text shown around a quote."""


@click.command()
@click.option("--as", "reviewer", help="Your name. [default: the name you are logged in under]")
@click.option("--judge", "target", metavar="ID", help="Judge one claim or link by id, without questions.")
@click.option("--verdict", metavar="holds|'does not hold'|unsure", help="The verdict for --judge.")
@click.option("--reason", default="", help="The reason for --judge.")
@click.option("--undo", "take_back", metavar="ID", help="Take a review back; 'last' is your last one.")
@click.option("--export", "form", metavar="csv|jsonl|gold", help="Write all reviews.")
@click.option("--import", "source", metavar="FILE", help="Take reviews in from CSV or JSON Lines.")
@click.option("-o", "--out", help="Write to a file.")
@store_option
def review(
    reviewer: str | None, target: str | None, verdict: str | None, reason: str, take_back: str | None,
    form: str | None, source: str | None, out: str | None,
) -> None:  # fmt: skip
    r"""Judge contradictions one at a time: both quotes, then h holds, n does not, u unsure.

    Verdicts are kept apart from the graph and survive every rebuild.

    \b
    Examples:
      histgraph review --as Ada
      histgraph review --judge 5f0c... --verdict "does not hold" --reason "another king"
      histgraph review --undo last
      histgraph review --export csv -o reviews.csv
    """
    graph = open_graph(store_spec(), write=form is None)
    who = reviewer or getpass.getuser()
    if form is not None:
        _export(graph, chosen(form, ("csv", "jsonl", "gold"), "format"), out)
    elif source is not None:
        _import(graph, Path(source))
    elif take_back is not None:
        _undo(graph, take_back, who)
    elif target is not None:
        if verdict is None:
            raise UsageError("--judge needs --verdict: holds, 'does not hold' or unsure.")
        made = graph.judge(target, chosen(verdict, tuple(Verdict), "verdict"), reviewer=who, reason=reason)
        note(f"kept as {made.id}; take it back with histgraph review --undo {made.id}")
    else:
        _session(graph, who)


def _session(graph: Graph, who: str) -> None:
    """Show the links nobody judged, one at a time, and keep each answer at once."""
    judged = graph.replayed.verdicts
    waiting = [link for link in graph.contradictions(tensions=True) if link.id not in judged]
    if not waiting:
        note("Every contradiction has been judged.")
    for number, link in enumerate(waiting, 1):
        click.echo(_shown(graph, link, number, len(waiting)))
        key = click.prompt("holds? [h]olds [n]ot [u]nsure [s]kip [q]uit", default="s", show_default=False)[
            :1
        ].lower()
        if key == "q":
            break
        if key in _KEYS:
            reason = click.prompt("reason (may be empty)", default="", show_default=False)
            graph.judge(link.id, _KEYS[key], reviewer=who, reason=reason)
    share, count = precision(v for k, v in graph.replayed.verdicts.items())
    if share is not None:
        note(f"{count} judged so far, {share:.0%} of them hold")


def _shown(graph: Graph, link: ClaimLink, number: int, total: int) -> str:
    """Return one case with both quotes in their context."""
    case = cases([link], graph.corpus, {})[0]
    lines = [f"\n{number} of {total}  ({link.kind.value}, {link.strength})", case.link.explanation]
    claims = graph.corpus.claims
    for key in (link.claim_a, link.claim_b):
        claim = claims[key]
        text = graph.corpus.pages[claim.source].source.text
        before = " ".join(text[max(0, claim.evidence.start - _CONTEXT) : claim.evidence.start].split())
        after = " ".join(text[claim.evidence.end : claim.evidence.end + _CONTEXT].split())
        quote = click.style(" ".join(claim.quote.split()), bold=True)
        lines.append(f"\n  {graph.corpus.voice(claim)}, {claim.document}:\n  … {before} {quote} {after} …")
    if link.guards:
        lines.append(f"\n  weighed: {'; '.join(link.guards)}")
    return "\n".join(lines)


def _undo(graph: Graph, target: str, who: str) -> None:
    reviews = graph.reviews()
    if target == "last":
        mine = [r for r in reviews if r.reviewer == who and r.verdict is not None]
        found = mine[-1:]
    else:
        found = [r for r in reviews if r.id.startswith(target)]
    if len(found) != 1:
        raise UsageError(f"There is no one review {target}. List them: histgraph review --export csv")
    graph.add_reviews([undo(found[0], who, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))])
    note(f"took back {found[0].id}")


def _export(graph: Graph, form: str, out: str | None) -> None:
    if form == "gold":
        rows = gold(graph.claims(), graph.replayed.verdicts)
        write(json.dumps({"claims": rows}, ensure_ascii=False, indent=1), out)
        return
    write((to_csv if form == "csv" else to_jsonl)(graph.reviews()), out)


def _import(graph: Graph, path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror}") from error
    found = from_csv(text) if path.suffix.lower() == ".csv" else from_jsonl(text)
    tell(graph.add_reviews(found))
    note(f"took in {len(found)} reviews")
