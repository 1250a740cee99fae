"""contradictions, agreements, explain and positions."""

from collections.abc import Sequence

import click

from histgraph import interchange, report
from histgraph.api import Graph, open_graph
from histgraph.cli.console import chosen, note, store_option, store_spec, write
from histgraph.model import ClaimLink

_FORMATS = ("table", "md", "html", "csv", "json", "jsonl")


def _links(graph: Graph, links: Sequence[ClaimLink], form: str, out: str | None, title: str) -> None:
    form = chosen(form, _FORMATS, "format")
    verdicts = graph.replayed.verdicts
    if form in {"csv", "json", "jsonl"}:
        records = [
            interchange.link_record(k, str(verdicts[k.id]) if k.id in verdicts else None) for k in links
        ]
        write(interchange.write(records, interchange.LINK_FIELDS, form), out)
        return
    cases = report.cases(links, graph.corpus, verdicts)
    writer = {"table": report.plain, "md": report.markdown, "html": report.page}[form]
    write(writer(cases, title), out)
    note(f"{len(links)} found")


@click.command()
@click.option("--format", "-f", "form", default="table", show_default=True, metavar="|".join(_FORMATS))
@click.option("--tensions", is_flag=True, help="Also what pulls apart though both can be true.")
@click.option("-o", "--out", help="Write to a file.")
@store_option
def contradictions(form: str, tensions: bool, out: str | None) -> None:
    r"""List where claims contradict each other, strongest first, with both quotes.

    \b
    Examples:
      histgraph contradictions
      histgraph contradictions -f md -o disputes.md
    """
    graph = open_graph(store_spec())
    _links(graph, graph.contradictions(tensions=tensions), form, out, "Contradictions")


@click.command()
@click.option("--format", "-f", "form", default="table", show_default=True, metavar="|".join(_FORMATS))
@click.option("-o", "--out", help="Write to a file.")
@store_option
def agreements(form: str, out: str | None) -> None:
    r"""List where independent contributions say the same; summaries never count.

    \b
    Example:
      histgraph agreements -f csv
    """
    graph = open_graph(store_spec())
    _links(graph, graph.agreements(), form, out, "Agreements")


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
@click.option("--state", metavar="dispute|consensus|single", help="Only those in this state.")
@store_option
def positions(state: str | None) -> None:
    r"""Tell for each proposition who affirms it, who denies it, and how many are silent.

    \b
    Example:
      histgraph positions --state dispute
    """
    graph = open_graph(store_spec())
    if state is not None:
        state = chosen(state, ("dispute", "consensus", "single"), "state")
    wanted = [p for p in graph.positions() if state is None or p.state == state]
    click.echo(report.positions_text(wanted, graph.corpus))
    note(f"{len(wanted)} propositions")
