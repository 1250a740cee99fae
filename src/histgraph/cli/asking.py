"""query, validate and status."""

import sys

import click
from click.shell_completion import CompletionItem

from histgraph.api import open_graph
from histgraph.cli.console import chosen, counted, note, store_option, store_spec, stores_beside, then, write
from histgraph.cli.tables import show
from histgraph.errors import HistgraphError, ShapeError, UsageError
from histgraph.graph.validate import validate as check_graph
from histgraph.query import AUDIENCES, FORMATS, Result, empty_columns, hints, resolve, saved
from histgraph.store import NO_STORE

_WARNINGS = 5
"""Warnings that are shown unasked: they tell of what is unusual, not of what is wrong."""


def _names(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Complete the names of saved queries, with their questions."""
    return [CompletionItem(q.name, help=q.title) for q in saved().values() if q.name.startswith(begun)]


@click.command()
@click.argument("query", required=False, shell_complete=_names)
@click.option("--format", "-f", "form", default="table", show_default=True, metavar="|".join(FORMATS))
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="Fill a saved query.")
@click.option("-o", "--out", help="Write to a file.")
@store_option
def query(query: str | None, form: str, params: tuple[str, ...], out: str | None) -> None:
    r"""Ask the graph: a saved query by name, a .rq file, SPARQL, or - for standard input.

    Without QUERY the saved ones are listed. Prefixes add themselves.

    \b
    Examples:
      histgraph query
      histgraph query who-sought -p subject=Stalin -p goal=power
      histgraph query 'SELECT ?s ?o { GRAPH ?answer { ?s rel:sought ?o } }' -f csv
    """
    if query is None:
        _list()
        return
    form = chosen(form, FORMATS, "format")
    given = dict(_pair(p) for p in params)
    text = sys.stdin.read() if query == "-" else query
    graph = open_graph(store_spec())
    result = graph.query(text, **given)
    if form == "table":
        _table(result, resolve(text, given))
        if not len(result) and text in saved() and result.truth is None:
            _other_values(text, given)
    else:
        write(result.to(form), out)


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        raise UsageError(f"A parameter is NAME=VALUE, not {param}.")
    return name, value


def _list() -> None:
    for audience in AUDIENCES:
        rows = [
            [q.name, q.title, ", ".join(f"{n}={v}" for n, v in q.params)]
            for q in saved().values()
            if q.audience == audience
        ]
        show(["name", "question", "parameters"], rows, title=f"for the {audience}")
    note("Run one: histgraph query NAME [--param NAME=VALUE]")


def _other_values(name: str, given: dict[str, str]) -> None:
    """Say of a saved query that found nothing with which values it was asked, and what else to try."""
    asked = dict(saved()[name].params) | given
    if not asked:
        note("The store holds nothing of this kind yet.")
        return
    values = ", ".join(f"{key}={value}" for key, value in asked.items() if value)
    first = next(iter(asked))
    note(f"Nothing was found with {values}. Other values: {then(f'query {name} -p {first}=...')}")
    note(f"The names that there are: {then('query names')}")


def _table(result: Result, text: str) -> None:
    if result.truth is not None:
        click.echo("yes" if result.truth else "no")
    elif result.triples is not None:
        write(result.to("ttl"))
    else:
        show(list(result.columns), result.values())
        note(counted(len(result), "row"))
        for hint in empty_columns(text) if len(result) else hints(text):
            note(hint)


@click.command()
@click.option("--all", "whole", is_flag=True, help=f"Every warning, not only the first {_WARNINGS}.")
@store_option
def validate(whole: bool) -> None:
    r"""Check the graph against its shapes and rules; the exit code tells.

    \b
    Example:
      histgraph validate --store history
    """
    graph = open_graph(store_spec())
    report = check_graph(graph.store.quads())
    broken = [finding for finding in report.findings if finding.severity == "violation"]
    warnings = [finding for finding in report.findings if finding.severity != "violation"]
    shown = warnings if whole else warnings[:_WARNINGS]
    for finding in (*broken, *shown):
        click.echo(f"{finding.severity}: {finding.message} {finding.node} {finding.value}".rstrip())
    if len(shown) < len(warnings):
        note(f"{len(warnings) - len(shown)} more warnings: histgraph validate --all")
    if broken:
        raise ShapeError(f"the graph breaks its shapes in {len(broken)} places")
    note(f"the graph conforms; {report.claims} claims were checked")


@click.command()
@store_option
def status() -> None:
    """Say what the store holds and what to do next."""
    try:
        graph = open_graph(store_spec())
    except HistgraphError as error:
        if not str(error).startswith(NO_STORE):
            raise
        click.echo(f"There is no store at {store_spec()} yet.{stores_beside()}")
        click.echo("Start with the sample:   histgraph demo")
        click.echo("or with texts of yours:  histgraph build FILE_OR_FOLDER...")
        click.echo("All commands:            histgraph --help")
        return
    counts = graph.counts()
    show(["", store_spec()], [[name, str(number)] for name, number in counts.items()])
    if not graph.claims():
        click.echo(f"No claims yet. Next: {then('build FILE_OR_FOLDER...')}")
        return
    found = graph.contradictions()
    for link in found[:3]:
        click.echo(f"- {link.explanation}")
    if len(found) > 3:
        click.echo(f"and {len(found) - 3} more")
    wanted = ("contradictions" if found else "positions", "query", "view -o network.html", "serve --open")
    click.echo("\n      ".join(["Next: " + then(wanted[0]), *map(then, wanted[1:])]))
