"""contradictions, agreements, explain, positions and matrix."""

from collections.abc import Sequence

import click

from histgraph import compare, interchange, report
from histgraph import network as networks
from histgraph.api import Graph, open_graph
from histgraph.cli.console import chosen, format_option, note, store_option, store_spec, write
from histgraph.model import ClaimLink

_FORMATS = ("table", "md", "html", "csv", "json", "jsonl")
_STATES = ("dispute", "unanimous", "consensus", "single")


def _links(graph: Graph, links: Sequence[ClaimLink], form: str, out: str | None, title: str) -> None:
    verdicts = graph.replayed.verdicts
    if form in interchange.WRITERS:
        records = [
            interchange.link_record(k, str(verdicts[k.id]) if k.id in verdicts else None) for k in links
        ]
        write(interchange.write(records, interchange.LINK_FIELDS, form), out)
        return
    cases = report.cases(links, graph.corpus, verdicts)
    writer = {"table": report.plain, "md": report.markdown, "html": report.page}[form]
    write(writer(cases, title), out)
    note(f"{len(links)} found")


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
    _links(graph, _only_new(graph, graph.contradictions(tensions=tensions), new), form, out, "Contradictions")
    if form == "table" and not new:
        for view in compare.unheld(graph.corpus):
            claim = graph.corpus.claims[view.claim]
            note(f"\n{view.explanation}\n   {claim.document}: “{' '.join(claim.quote.split())}”")


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
    _links(graph, _only_new(graph, graph.agreements(), new), form, out, "Agreements")


@click.command()
@click.argument("one")
@click.argument("other")
@store_option
def explain(one: str, other: str) -> None:
    r"""Tell why the claims ONE and OTHER do or do not contradict each other.

    \b
    Example:
      histgraph explain 3fa2 91bc      (the first digits of their ids suffice)
    """
    click.echo(str(open_graph(store_spec()).explain(one, other)))


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
        write(report.positions_text(*told), out)
        note(f"{len(wanted)} propositions")
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
