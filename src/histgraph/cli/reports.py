"""contradictions, agreements, explain, positions and matrix."""

from collections import Counter
from collections.abc import Sequence

import click

from histgraph import compare, interchange, report
from histgraph import network as networks
from histgraph.api import Graph, open_graph
from histgraph.cli.console import (
    chosen,
    counted,
    format_option,
    note,
    store_option,
    store_spec,
    then,
    write,
)
from histgraph.errors import UsageError
from histgraph.model import ClaimLink, LinkKind, Strength

_FORMATS = ("table", "md", "html", "csv", "json", "jsonl")
_STATES = ("dispute", "unanimous", "consensus", "single")


RECORD_FIELDS = (*interchange.LINK_FIELDS, *report.SIDE_FIELDS)


def link_records(graph: Graph, links: Sequence[ClaimLink], *, quotes: bool = True) -> list[dict[str, object]]:
    """Return links as plain values, each with its verdict and what both claims say."""
    verdicts = graph.replayed.verdicts
    return [
        interchange.link_record(link, str(verdicts[link.id]) if link.id in verdicts else None)
        | report.side_record(link, graph.corpus, quotes=quotes)
        for link in links
    ]


def _links(graph: Graph, links: Sequence[ClaimLink], form: str, out: str | None, title: str) -> None:
    if form in interchange.WRITERS:
        write(interchange.write(link_records(graph, links), RECORD_FIELDS, form), out)
        return
    cases = report.cases(links, graph.corpus, graph.replayed.verdicts)
    writer = {"table": report.plain, "md": report.markdown, "html": report.page}[form]
    write(writer(cases, title), out)
    note(f"{len(links)} found")


def _further(graph: Graph, found: Sequence[ClaimLink], new: bool, command: str) -> None:
    """Say what to do where nothing was found, and how to weigh what was."""
    weaker = [k for k in graph.contradictions(tensions=True) if k.strength is Strength.TENSION]
    if found:
        note(f"Why: {then('explain ID')}. Judge them one at a time: {then('review')}")
        if command == "contradictions" and not new and weaker and not any(k in weaker for k in found):
            likely = sum(k.kind is LinkKind.LIKELY_DISPUTE for k in weaker)
            told = f", {likely} of them likely disputes that no rule decides" * bool(likely)
            note(f"{len(weaker)} more pull apart{told}: {then('contradictions --tensions')}")
    elif not graph.claims():
        note(f"The store holds no claims yet: {then('build FILE_OR_FOLDER...')}")
    elif new:
        note(f"The last build found none that was not there before. All: {then(command)}")
    elif command == "contradictions":
        note(f"What each answer says: {then('positions')}. Weaker ones: {then('contradictions --tensions')}")
    else:
        note(f"Who says what: {then('positions')}")


def _only_new(graph: Graph, links: Sequence[ClaimLink], new: bool) -> Sequence[ClaimLink]:
    return [link for link in links if link.id in graph.new_links()] if new else links


_new = click.option("--new", is_flag=True, help="Only those that the last build found first.")
_out = click.option("-o", "--out", help="Write to a file.")


@click.command()
@format_option(*_FORMATS, default="table")
@click.option("--tensions", is_flag=True, help="Also what pulls apart though both can be true.")
@_new
@_out
@store_option
def contradictions(form: str, tensions: bool, new: bool, out: str | None) -> None:
    r"""List where claims contradict each other, strongest first, with both quotes.

    At the end stand views that a text goes against although nobody here holds them.

    \b
    Examples:
      histgraph contradictions
      histgraph contradictions --new
      histgraph contradictions -f md -o disputes.md
    """
    graph = open_graph(store_spec())
    found = _only_new(graph, graph.contradictions(tensions=tensions), new)
    _links(graph, found, form, out, "New contradictions" if new else "Contradictions")
    if form == "table" and not new:
        for view in compare.unheld(graph.corpus):
            claim = graph.corpus.claims[view.claim]
            note(f"\n{view.explanation}\n   {claim.document}: “{' '.join(claim.quote.split())}”")
    if form == "table":
        _further(graph, found, new, "contradictions")


@click.command()
@format_option(*_FORMATS, default="table")
@_new
@_out
@store_option
def agreements(form: str, new: bool, out: str | None) -> None:
    r"""List where independent contributions say the same; summaries never count.

    \b
    Example:
      histgraph agreements -f csv
    """
    graph = open_graph(store_spec())
    found = _only_new(graph, graph.agreements(), new)
    _links(graph, found, form, out, "New agreements" if new else "Agreements")
    if form == "table" and not found:
        _further(graph, found, new, "agreements")


@click.command()
@click.argument("one")
@click.argument("other", required=False)
@store_option
def explain(one: str, other: str | None) -> None:
    r"""Tell why the claims ONE and OTHER do or do not contradict each other.

    Alone, ONE is a contradiction or an agreement, by the id that the lists show.

    \b
    Examples:
      histgraph explain 5f0c           (the first digits of an id suffice)
      histgraph explain 3fa2 91bc
    """
    graph = open_graph(store_spec())
    if other is None:
        found = [link for link in graph.every_link() if link.id.startswith(one)]
        if len(found) != 1:
            told = (
                "several contradictions and agreements begin so" if found else "no contradiction or agreement"
            )
            raise UsageError(
                f"{one}: {told}{'' if found else ' begins so'}. Their ids: {then('contradictions')}. "
                f"Two claims are given by both their ids: {then('export claims')}"
            )
        one, other = found[0].claim_a, found[0].claim_b
    click.echo(str(graph.explain(one, other)))


@click.command()
@click.option("--state", metavar="|".join(_STATES), help="Only those in this state.")
@format_option("table", "csv", "json", "jsonl", default="table")
@_out
@store_option
def positions(state: str | None, form: str, out: str | None) -> None:
    r"""Tell for each proposition who affirms it, who denies it, and how many are silent.

    What all answers to a question agree on is "unanimous"; where the others are silent it is "consensus".

    \b
    Examples:
      histgraph positions --state unanimous
      histgraph positions --state dispute -f csv -o disputed.csv
    """
    graph = open_graph(store_spec())
    if state is not None:
        state = chosen(state, _STATES, "state")
    wanted = [p for p in graph.positions() if state is None or p.state == state]
    world = graph.corpus
    told = (wanted, compare.questions(world), compare.called(world))
    if form == "table":
        if wanted or state is None:
            write(report.positions_text(*told), out)
        else:
            others = Counter(p.state for p in graph.positions())
            held = ", ".join(f"{number} {name}" for name, number in others.most_common()) or "none at all"
            write(f"No proposition is in the state {state}. There are: {held}.", out)
        note(counted(len(wanted), "proposition"))
        return
    write(interchange.write(report.position_records(*told), report.POSITION_FIELDS, form), out)


@click.command()
@format_option(
    "table", "md", "html", "csv", "json", "jsonl", *sorted(set(networks.FORMATS) - {"json"}), default="table"
)
@_out
@store_option
def matrix(form: str, out: str | None) -> None:
    r"""Set answer against answer: how often each two contradict each other, and agree.

    As graphml or gexf it is a graph of who disagrees with whom.

    \b
    Examples:
      histgraph matrix
      histgraph matrix -f gexf -o quarrels.gexf
    """
    graph = open_graph(store_spec())
    if form in {"graphml", "gexf"}:
        write(networks.export(networks.disagreements(graph.network()), form), out)
        return
    world = graph.corpus
    ties = compare.ties(world, graph.links())
    questions, names = compare.questions(world), compare.called(world)
    if form in {"json", "jsonl"}:
        records = report.matrix_records(ties, questions, names)
        write(interchange.write(records, report.MATRIX_FIELDS, form), out)
        return
    write(report.matrix_written(report.matrices(compare.voices(world), ties, questions, names), form), out)
