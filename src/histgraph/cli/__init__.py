"""The command line: thin, results on standard output, everything else on standard error."""

import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

from histgraph.cli.console import fail, store_option
from histgraph.errors import HistgraphError, UsageError

_COMMANDS = {
    "build": ("take", "build"), "forget": ("take", "forget"), "demo": ("demo", "demo"),
    "query": ("asking", "query"), "validate": ("asking", "validate"), "status": ("asking", "status"),
    "contradictions": ("reports", "contradictions"), "agreements": ("reports", "agreements"),
    "explain": ("reports", "explain"), "positions": ("reports", "positions"), "matrix": ("reports", "matrix"),
    "view": ("looking", "view"), "export": ("looking", "export"), "serve": ("serving", "serve"),
    "review": ("judging", "review"), "completion": ("completion", "completion"),
}  # fmt: skip
"""Command -> (module, function). Loaded when called: spaCy and rdflib take their time."""


class Commands(click.Group):
    """Loads a command when it is called, and answers a typo with the nearest name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        found = getattr(import_module(f"histgraph.cli.{module}"), name)
        if not isinstance(found, click.Command):
            return None
        if found.help:  # docstrings are raw, so the mark for "leave these lines alone" is two characters
            found.help = found.help.replace("\\b\n", "\b\n")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; a file or folder in its place is built; else name the nearest."""
        if args and args[0] not in _COMMANDS and (args[0] == "-" or not args[0].startswith("-")):
            if args[0] == "-" or Path(args[0]).exists() or args[0].startswith(("http://", "https://")):
                return super().resolve_command(ctx, ["build", *args])
            near = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UsageError(f"There is no command {args[0]}.{hint} There are: {', '.join(_COMMANDS)}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with a line each, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SHORT[name]) for name in _COMMANDS])


SHORT = {
    "build": "Take files, folders or pages into the graph.",
    "forget": "Take sources out, with all that followed from them.",
    "demo": "Run the sample corpus through everything.",
    "query": "Ask: a saved query, a file, or SPARQL.",
    "validate": "Check the graph against its shapes.",
    "status": "Say what the store holds and what to do next.",
    "contradictions": "List where claims contradict each other, with both quotes.",
    "agreements": "List where independent answers agree.",
    "explain": "Tell why two claims do or do not contradict each other.",
    "positions": "Tell who affirms, denies and is silent on each proposition.",
    "view": "Write one offline page: network, matrix, texts, claims.",
    "export": "Write claims, links, graph, network or triples.",
    "serve": "Start the web app and the SPARQL endpoint.",
    "matrix": "Set answer against answer: who contradicts whom, who agrees.",
    "review": "Judge claims and contradictions; export and import verdicts.",
    "completion": "Print the script by which a shell completes commands.",
}

EXAMPLES = """\b
Examples:
  histgraph demo
  histgraph essay.txt                       (the same as: histgraph build essay.txt)
  histgraph build essays/ page.html --store history
  histgraph contradictions --store history
  histgraph query who-sought --param subject=Stalin
  histgraph query 'SELECT ?c { ?c a hg:Claim } LIMIT 3'
  histgraph view -o network.html
"""


@click.command(cls=Commands, invoke_without_command=True, epilog=EXAMPLES)
@store_option
@click.version_option(package_name="histgraph", message="%(package)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Claims that texts make about the past, as an RDF graph: quoted, attributed, compared."""
    if context.invoked_subcommand is None:
        context.invoke(import_module("histgraph.cli.asking").status)


def _where(error: click.ClickException) -> str:
    """Return where the right words stand: in the help of the command that was meant, not of all."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path.split() if context is not None else []
    extra = "=" in error.format_message() and command[1:] == ["query"]
    hint = "A parameter of a saved query is given with -p: -p NAME=VALUE. " if extra else ""
    return f"{hint}See {' '.join(['histgraph', *command[1:]])} --help."


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end with the exit code that the exceptions prescribe."""
    try:
        code = cli.main(args=arguments, prog_name="histgraph", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except HistgraphError as error:
        sys.exit(fail(error))
    except click.exceptions.Abort:
        click.echo("histgraph: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(f"histgraph: {error.format_message()} {_where(error)}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
