"""Where the command line talks: results to standard output, everything else to standard error."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from histgraph.errors import HistgraphError, StoreError, UsageError

Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_STORE = ".histgraph"


def store_spec(context: click.Context | None = None, *, default: str = DEFAULT_STORE) -> str:
    """Return the store that the user meant: option, else HISTGRAPH_STORE, else the default."""
    context = context or click.get_current_context()
    chosen = context.find_root().meta.get("histgraph.store")
    return str(chosen or os.environ.get("HISTGRAPH_STORE") or default)


def _remember(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        context.find_root().meta["histgraph.store"] = value


def store_option(command: Command) -> Command:
    """Add ``--store`` to a command; it may stand before or after the command's name."""
    return store_option_of(f"./{DEFAULT_STORE}")(command)


def store_option_of(usual: str) -> Callable[[Command], Command]:
    """Add ``--store`` to a command that keeps its graph elsewhere where nobody says where."""
    return click.option(
        "--store",
        metavar="DIR|URL",
        expose_value=False,
        callback=_remember,
        help="Where the graph is kept: a folder, memory:, or the address of a SPARQL 1.1 endpoint. "
        f"[default: $HISTGRAPH_STORE, else {usual}]",
    )


def then(command: str) -> str:
    """Return a command to type next, on the same store: as it stands it can be copied."""
    spec = store_spec()
    plain = spec == os.environ.get("HISTGRAPH_STORE", DEFAULT_STORE)
    return f"histgraph {command}" if plain else f"histgraph {command} --store {shlex.quote(spec)}"


def stores_beside() -> str:
    """Return a hint at the stores in this folder, for who left ``--store`` out; "" where there is none."""
    is_store = import_module("histgraph.store").is_store  # loaded here: a typo in a command needs no store
    found = sorted(path.name for path in Path.cwd().iterdir() if is_store(path))
    if not found:
        return ""
    return f"\nStores in this folder: {', '.join(found[:5])}. Name one with --store {shlex.quote(found[0])}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 source", "2 sources"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def format_option(*formats: str, default: str) -> Callable[[Command], Command]:
    """Add ``--format`` with these choices; a wrong one is answered with the nearest."""
    return click.option(
        "--format",
        "-f",
        "form",
        metavar="|".join(formats),
        default=default,
        show_default=True,
        callback=lambda _context, _parameter, value: chosen(value, formats, "format"),
        help="How to write the result.",
    )


def chosen(value: str, among: tuple[str, ...], what: str) -> str:
    """Return the value if it is one of those there are.

    Raises:
        UsageError: otherwise, naming the nearest and all others.
    """
    if value in among:
        return value
    near = get_close_matches(value, among, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"There is no {what} named {value}.{hint} There are: {', '.join(among)}.")


def write(text: str, out: str | None = None) -> None:
    """Write a result to standard output, or to a file when one is named ("-" is standard output).

    Raises:
        StoreError: if the file cannot be written.
    """
    if not text.endswith("\n"):
        text += "\n"
    if out in {None, "-"}:
        click.echo(text, nl=False)
        return
    path = Path(str(out))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}. Name another file with -o.") from error
    note(f"wrote {path}")


def note(text: str) -> None:
    """Say something beside the result."""
    click.echo(text, err=True)


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on standard error while something runs; nothing when nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def fail(error: HistgraphError) -> int:
    """Print an error in one place and manner; return the exit code it asks for."""
    missing = isinstance(error, StoreError) and str(error).startswith("There is no store")
    hint = stores_beside() if missing else ""
    click.echo(f"histgraph: {error}{hint}", err=True)
    return error.exit_code
