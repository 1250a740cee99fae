"""review: judging claims and contradictions, correcting, merging, undo, import and export."""

import getpass
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from histgraph.api import Graph, open_graph
from histgraph.cli.console import chosen, note, store_option, store_spec, then, write
from histgraph.cli.session import Session
from histgraph.cli.take import tell
from histgraph.errors import SourceError, UsageError
from histgraph.model import Claim, ClaimLink, Review, Verdict
from histgraph.report import measured_text, spaced
from histgraph.review import (
    correct,
    from_csv,
    from_jsonl,
    gold,
    in_force,
    measured,
    merge,
    now,
    split,
    to_csv,
    to_jsonl,
    undo,
)


@click.command()
@click.option("--as", "reviewer", help="Your name. [default: the name you are logged in under]")
@click.option("--claims", is_flag=True, help="Judge claims one at a time, the least certain readings first.")
@click.option("--again", is_flag=True, help="Show those that were judged already, too.")
@click.option("--judge", metavar="ID", help="Judge one claim or link by id, without questions.")
@click.option("--verdict", metavar="holds|'does not hold'|unsure", help="The verdict for --judge.")
@click.option("--reason", default="", help="The reason, for the record.")
@click.option("--correct", nargs=3, metavar="CLAIM FIELD VALUE", help="Correct one field of a claim.")
@click.option("--merge", nargs=2, metavar="ENTITY INTO", help="Say that two entities are one.")
@click.option("--split", nargs=2, metavar="ENTITY WORDING", help="Say that a wording is another entity.")
@click.option("--undo", metavar="ID", help="Take a review back; 'last' is your last one.")
@click.option("--stats", is_flag=True, help="Tell how many judged cases hold, by kind and strength.")
@click.option("--lost", is_flag=True, help="List reviews whose target is no longer in the texts.")
@click.option("--export", metavar="csv|jsonl|gold", help="Write all reviews, or what was upheld as gold.")
@click.option("--import", "take_in", metavar="FILE", help="Take reviews in from CSV or JSON Lines.")
@click.option("-o", "--out", help="Write to a file.")
@store_option
def review(reviewer: str | None, claims: bool, again: bool, out: str | None, **wanted: Any) -> None:
    r"""Judge contradictions one at a time: both quotes, then h holds, n does not, u unsure.

    Verdicts are kept apart from the graph, are on disk at once, and survive every rebuild.

    \b
    Examples:
      histgraph review --as Ada
      histgraph review --judge 5f0c --verdict "does not hold" --reason "another king"
      histgraph review --correct 3fa2 polarity denied
      histgraph review --merge czar-nicholas nicholas-ii
      histgraph review --undo last
      histgraph review --export csv -o reviews.csv
    """
    reads = wanted["export"] is not None or wanted["stats"] or wanted["lost"]
    graph = open_graph(store_spec(), write=not reads)
    who, reason = reviewer or getpass.getuser(), wanted["reason"]
    if wanted["export"] is not None:
        _export(graph, chosen(wanted["export"], ("csv", "jsonl", "gold"), "format"), out)
    elif wanted["stats"]:
        write(_stats(graph), out)
    elif wanted["lost"]:
        write("\n".join(graph.replayed.unattached) or "Every review has its target.", out)
    elif wanted["take_in"] is not None:
        _import(graph, Path(wanted["take_in"]))
    elif wanted["undo"] is not None:
        _undo(graph, wanted["undo"], who)
    elif wanted["judge"] is not None:
        if wanted["verdict"] is None:
            raise UsageError("--judge needs --verdict: holds, 'does not hold' or unsure.")
        verdict = chosen(wanted["verdict"], tuple(Verdict), "verdict")
        _kept(graph.judge(wanted["judge"], verdict, reviewer=who, reason=reason))
    elif any(wanted[name] for name in ("correct", "merge", "split")):
        _change(graph, _changed(graph, wanted, who, reason))
    else:
        cases = _waiting(graph, claims=claims, again=again)
        if cases:
            Session(graph, who, cases).run()
        elif again or not graph.replayed.verdicts:
            what = "claim" if claims else "contradiction"
            note(f"There is no {what} to judge. What the store holds: {then('status')}")
        else:
            note("Every case has been judged. Look again with --again.")


def _kept(made: Review) -> None:
    note(f"kept as {made.id}; take it back with histgraph review --undo {made.id}")


def _changed(graph: Graph, wanted: dict[str, Any], who: str, reason: str) -> Review:
    """Return the correction, merge or split that was asked for, its ids checked."""
    if wanted["correct"]:
        id_, field, value = wanted["correct"]
        return correct(graph.claim(id_), field, value, who, now(), reason)
    known = {entity.id: entity for entity in graph.entities()}
    entity, other = wanted["merge"] or wanted["split"]
    for id_ in (entity, other) if wanted["merge"] else (entity,):
        if id_ not in known:
            raise UsageError(f"There is no entity {id_}. Look: histgraph query names, or export claims.")
    if wanted["merge"]:
        if entity == other:
            raise UsageError("An entity cannot be merged into itself.")
        return merge(entity, other, who, now(), reason)
    wordings = {m.label for c in graph.claims() for m in (c.subject, c.object) if m.entity == entity}
    if other.lower() not in {wording.lower() for wording in wordings}:
        told = ", ".join(sorted(wordings)[:8])
        raise UsageError(f"No claim calls {entity} so: {other}. It is called: {told}.")
    return split(entity, other, who, now(), reason)


def _change(graph: Graph, made: Review) -> None:
    tell(graph.add_reviews([made]))
    _kept(made)


def _waiting(graph: Graph, *, claims: bool, again: bool) -> Sequence[Claim | ClaimLink]:
    judged = () if again else graph.replayed.verdicts
    if claims:
        ordered = sorted(graph.claims(), key=lambda c: (c.confidence, c.id))
        return [claim for claim in ordered if claim.id not in judged]
    return [link for link in graph.contradictions(tensions=True) if link.id not in judged]


def _undo(graph: Graph, target: str, who: str) -> None:
    standing = in_force(graph.reviews())
    if target == "last":
        found = [r for r in standing if r.reviewer == who][-1:]
    else:
        found = [r for r in standing if r.id.startswith(target)]
    if not found and target == "last":
        others = sorted({r.reviewer for r in standing})
        hint = f" Others did: {', '.join(others)}; name one with --as." if others else ""
        raise UsageError(f"{who} has nothing to take back.{hint}")
    if len(found) != 1:
        told = "Several reviews begin" if found else "No review begins"
        raise UsageError(f"{told} with {target}. List them: histgraph review --export csv")
    graph.add_reviews([undo(found[0], who, now())])
    note(f"took back {found[0].id}: {found[0].verdict or found[0].action}")


def _stats(graph: Graph) -> str:
    """Return how many judged cases hold: all contradictions, then by strength and by kind, then claims."""
    verdicts, dismissed = graph.replayed.verdicts, graph.every_link()
    links = {link.id: link for link in dismissed if not link.kind.is_agreement}
    judged = {id_: verdict for id_, verdict in verdicts.items() if id_ in links}
    lines = [f"contradictions: {measured_text(measured(judged.values()))}"]
    for name in ("strength", "kind"):
        values = sorted({getattr(links[id_], name) for id_ in judged})
        for value in values:
            told = measured(v for id_, v in judged.items() if getattr(links[id_], name) == value)
            lines.append(f"  {spaced(value)}: {measured_text(told)}")
    claims = {claim.id for reading in graph.readings() for claim in reading.claims}
    lines.append(f"claims: {measured_text(measured(v for id_, v in verdicts.items() if id_ in claims))}")
    if graph.replayed.unattached:
        lines.append(
            f"{len(graph.replayed.unattached)} reviews have lost their target: histgraph review --lost"
        )
    return "\n".join(lines)


def _export(graph: Graph, form: str, out: str | None) -> None:
    if form == "gold":
        documents = {page.source.name: page.source.sha256 for page in graph.pages()}
        found = gold(graph.claims(), graph.links(), graph.replayed.verdicts, documents)
        write(json.dumps(found, ensure_ascii=False, indent=1), out)
        return
    write((to_csv if form == "csv" else to_jsonl)(graph.reviews()), out)


def _import(graph: Graph, path: Path) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror}") from error
    found = from_csv(text) if path.suffix.lower() == ".csv" else from_jsonl(text)
    tell(graph.add_reviews(found))
    note(f"took in {len(found)} reviews")
