"""demo: the sample corpus through the whole pipeline."""

from pathlib import Path

import click

from histgraph import interchange, report
from histgraph import network as networks
from histgraph.api import Graph, build
from histgraph.cli.console import note, progress, store_option_of, store_spec
from histgraph.cli.tables import show
from histgraph.errors import StoreError
from histgraph.resources import sample_dir

_SHOWN = 5


@click.command()
@click.option("--out", default="demo-out", show_default=True, help="Where the files are written.")
@store_option_of("the folder store in --out")
def demo(out: str) -> None:
    r"""Run the sample corpus through everything: claims, agreements, contradictions, a query, the network.

    \b
    Example:
      histgraph demo
    """
    store = store_spec(default=str(Path(out) / "store"))  # a folder of its own: it is not the user's graph
    with progress("reading") as tick:
        graph = build(sample_dir() / "corpus", store=store, progress=tick)
    counts = graph.counts()
    click.echo("The sample corpus: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + ".\n")
    found = report.cases(graph.contradictions()[:_SHOWN], graph.corpus, graph.replayed.verdicts)
    click.echo(report.plain(found, f"The first {len(found)} contradictions, both sides word for word"))
    agreed = report.cases(graph.agreements()[:_SHOWN], graph.corpus, graph.replayed.verdicts)
    click.echo(report.plain(agreed, "What independent answers agree on"))
    click.echo("Who says that Stalin sought power?  (histgraph query who-sought)\n")
    result = graph.query("who-sought")
    show(list(result.columns), result.values())
    for path in written(graph, Path(out)):
        note(f"wrote {path}")
    click.echo(f"\nThe network: open {Path(out) / 'network.html'} in a browser.")
    if store != "memory:":
        click.echo(f"Go on asking: histgraph query --store {store}")


def written(graph: Graph, folder: Path) -> list[Path]:
    """Write the graph, the claims, what agrees and disagrees, and the network to a folder."""
    texts = files(graph)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        page = graph.view(folder / "network.html", title="histgraph: the sample corpus")
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written to: {error.strerror}. Name another with --out."
        ) from error
    return [*(folder / name for name in texts), page]


def files(graph: Graph) -> dict[str, str]:
    """Return the texts of the files that the demo writes, by name; equal graphs give equal texts."""
    claims = [interchange.claim_record(c) for c in graph.claims()]
    disagreed, agreed = graph.contradictions(), graph.agreements()
    against = report.cases(disagreed, graph.corpus, graph.replayed.verdicts)
    together = report.cases(agreed, graph.corpus, graph.replayed.verdicts)
    links = [interchange.link_record(k) for k in disagreed]
    return {
        "graph.trig": graph.serialise("trig"),
        "claims.csv": interchange.write(claims, interchange.CLAIM_FIELDS, "csv"),
        "claims.jsonl": interchange.write(claims, interchange.CLAIM_FIELDS, "jsonl"),
        "contradictions.md": report.markdown(against, "Where the answers contradict each other"),
        "contradictions.jsonl": interchange.write(links, interchange.LINK_FIELDS, "jsonl"),
        "agreements.md": report.markdown(together, "Where independent answers agree"),
        "network.graphml": networks.export(graph.network(), "graphml"),
    }
