"""completion: what a shell needs to complete commands, options and saved queries."""

import click
from click.shell_completion import get_completion_class

from histgraph.cli.console import chosen

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", metavar="|".join(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    r"""Print the script by which SHELL completes commands, options and saved queries.

    \b
    Examples:
      histgraph completion bash >> ~/.bashrc
      histgraph completion fish > ~/.config/fish/completions/histgraph.fish
    """
    shell = chosen(shell, SHELLS, "shell")
    made = get_completion_class(shell)
    if made is not None:
        click.echo(made(context.find_root().command, {}, "histgraph", "_HISTGRAPH_COMPLETE").source())
