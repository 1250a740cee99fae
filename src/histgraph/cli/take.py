"""build and forget."""

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path, PurePath

import click

from histgraph.cli.console import counted, note, progress, store_option, store_spec, then
from histgraph.errors import HistgraphError, ShapeError, SourceError
from histgraph.pipeline import Report, Settings, State
from histgraph.pipeline import build as build_graph
from histgraph.pipeline import forget as forget_sources
from histgraph.store import open_store


def tell(report: Report) -> None:
    """Print problems and a summary to standard error."""
    tell_problems(report)
    tell_summary(report)


def tell_problems(report: Report) -> None:
    """Print a line for each problem: where, what, and what to do."""
    for problem in report.problems:
        remedy = f" {problem.remedy}" if problem.remedy else ""
        place = f":{problem.offset}" if problem.offset is not None else ""
        note(f"{problem.document}{place}: {problem.message}.{remedy}")


def tell_summary(report: Report) -> None:
    """Print what was done, what the store holds now, and which reviews lost their target."""
    for words in report.unattached:
        note(f"review without its target: {words}")
    counts = (
        (len(report.added), "added"), (len(report.replaced), "replaced"),
        (len(report.unchanged), "unchanged"), (len(report.forgotten), "forgotten"),
    )  # fmt: skip
    done = ", ".join(f"{n} {what}" for n, what in counts if n) or "nothing changed"
    held = (
        (report.sources, "source"), (report.contributions, "contribution"), (report.claims, "claim"),
        (report.contradictions, "contradiction"), (report.agreements, "agreement"),
    )  # fmt: skip
    note(f"{done}. The store holds {', '.join(counted(*of) for of in held)}.")
    former = report.sources - len(report.added)
    if report.new_links and former:
        links = "1 link is" if len(report.new_links) == 1 else f"{len(report.new_links)} links are"
        note(f"{links} new since the last build: {then('contradictions --new')}")


def tell_next(report: Report) -> None:
    """Say what to do with what a build found."""
    if not report.claims:
        note("No claim was found: see whether the pages hold sentences in English that say something.")
    elif report.contradictions:
        note(f"Next: {then('contradictions')}, or look: {then('view -o network.html')}")
    else:
        told = f"{then('positions')}, or look: {then('view -o network.html')}"
        note(f"No contradiction was found. What the answers say: {told}")


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--extractor", default="rules", show_default=True, help="rules, llm, or package.module:Class.")
@click.option("--model", help="For rules a spaCy pipeline, for llm the name of a model.")
@click.option("--jobs", default=1, show_default=True, help="Processes; 0 is one for each core.")
@click.option("--fetch", is_flag=True, help="Allow addresses on the web to be read.")
@click.option("--no-quotes", is_flag=True, help="Store offsets and hashes only, not the words of the texts.")
@click.option(
    "--nli", metavar="DIR", help="Folder of a cross-encoder for a second opinion. [default: $HISTGRAPH_NLI]"
)
@click.option("--strict", is_flag=True, help="End with an error if any source had a problem.")
@store_option
def build(
    sources: tuple[str, ...],
    extractor: str,
    model: str | None,
    jobs: int,
    fetch: bool,
    no_quotes: bool,
    nli: str | None,
    strict: bool,
) -> None:
    r"""Take SOURCES (files, folders, addresses, - for standard input) into the graph.

    What stands in the store unchanged is left alone; a changed source replaces only itself.

    \b
    Examples:
      histgraph build answers.txt essays/
      curl ... | histgraph build -
    """
    settings = Settings(extractor, model, jobs, fetch, not no_quotes, nli)
    new = not Path(store_spec()).exists()
    store = open_store(store_spec())
    try:
        with progress("reading") as show:
            report = build_graph(sources, store, settings=settings, progress=show)
    except HistgraphError:
        new = new and not State(store).known  # what was taken in before the trouble stays
        store.close()
        if new and Path(store_spec()).is_dir():
            shutil.rmtree(store_spec(), ignore_errors=True)
        raise
    finally:
        store.close()
    tell_problems(report)
    if not report.taken:
        if new and not report.sources and Path(store_spec()).is_dir():
            shutil.rmtree(store_spec(), ignore_errors=True)  # nothing was taken in: leave nothing behind
        raise click.exceptions.Exit(SourceError.exit_code)
    tell_summary(report)
    tell_next(report)
    if any(problem.document in sources for problem in report.problems):
        raise click.exceptions.Exit(SourceError.exit_code)
    if strict and report.problems:
        raise ShapeError(f"{len(report.problems)} problems in the input; see above")


@click.command()
@click.argument("names", nargs=-1, required=True)
@store_option
def forget(names: tuple[str, ...]) -> None:
    r"""Take the sources NAMES out of the store, with all that followed from them.

    \b
    Example:
      histgraph forget answers.txt

    A source is known by the name of its file, and found by its path too.
    """
    store = open_store(store_spec(), create=False)
    try:
        report = forget_sources(_known(names, State(store).known), store)
    finally:
        store.close()
    tell_problems(report)
    if not report.forgotten:
        raise click.exceptions.Exit(SourceError.exit_code)
    tell_summary(report)


def _known(names: Sequence[str], held: Collection[str]) -> list[str]:
    """Return names as the store knows them; of a path the longest end that is a name there."""
    found = []
    for name in names:
        parts = PurePath(name).parts
        ends = (str(PurePath(*parts[start:])) for start in range(1, len(parts)))
        found.append(name if name in held else next((end for end in ends if end in held), name))
    return found
