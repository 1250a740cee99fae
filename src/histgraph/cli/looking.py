"""view and export."""

import click

from histgraph import interchange
from histgraph import network as networks
from histgraph.api import Graph, open_graph
from histgraph.cli.console import chosen, note, store_option, store_spec, write
from histgraph.cli.reports import RECORD_FIELDS, link_records
from histgraph.errors import UsageError
from histgraph.extract import page_triples
from histgraph.graph import FORMATS as GRAPH_FORMATS

_RECORDS = tuple(interchange.WRITERS)
_WHAT = ("claims", "contradictions", "agreements", "graph", "network", "triples")


@click.command()
@click.option("-o", "--out", default="network.html", show_default=True, help="The page to write.")
@click.option("--title", default="histgraph", help="Its title.")
@store_option
def view(out: str, title: str) -> None:
    r"""Write one offline page: network, matrix, texts side by side, all claims.

    \b
    Example:
      histgraph view -o network.html
    """
    path = open_graph(store_spec()).view(out, title=title)
    note(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB); open it in a browser")


@click.command()
@click.argument("what", metavar="|".join(_WHAT))
@click.option(
    "--format", "-f", "form", help="jsonl csv json; trig ttl nq nt jsonld rdf12 nanopub; graphml gexf json."
)
@click.option("--no-quotes", is_flag=True, help="Leave the words of the texts out.")
@click.option("-o", "--out", help="Write to a file.")
@store_option
def export(what: str, form: str | None, no_quotes: bool, out: str | None) -> None:
    r"""Write claims, contradictions, agreements, graph, network or triples.

    \b
    Examples:
      histgraph export claims --format jsonl > claims.jsonl
      histgraph export graph --format trig --no-quotes -o graph.trig
      histgraph export network --format gexf -o network.gexf
    """
    what = chosen(what, _WHAT, "export")
    graph = open_graph(store_spec())
    write(_exported(graph, what, form, quotes=not no_quotes), out)


def _exported(graph: Graph, what: str, form: str | None, *, quotes: bool) -> str:
    if what == "graph":
        return graph.serialise(chosen(form or "trig", tuple(GRAPH_FORMATS), "format"), quotes=quotes)
    if what == "network":
        return networks.export(graph.network(), chosen(form or "graphml", tuple(networks.FORMATS), "format"))
    form = chosen(form or "jsonl", _RECORDS, "format")
    if what == "claims":
        records = [interchange.claim_record(c, quotes=quotes) for c in graph.claims()]
        return interchange.write(records, interchange.CLAIM_FIELDS, form)
    if what == "triples":
        if not quotes:
            raise UsageError("Triples are the words of the texts; they cannot be written without quotes.")
        rows = [row for page in graph.pages() for row in page_triples(page)]
        return interchange.write(rows, interchange.TRIPLE_FIELDS, form)
    links = graph.contradictions() if what == "contradictions" else graph.agreements()
    return interchange.write(link_records(graph, links, quotes=quotes), RECORD_FIELDS, form)
