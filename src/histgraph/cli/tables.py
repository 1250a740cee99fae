"""Tables on the terminal: plain text when nobody watches, so that pipes can read them."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text


def show(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """Print a table to standard output; cells are taken word for word."""
    console = Console(soft_wrap=False, width=None if Console().is_terminal else 160)
    table = Table(title=title or None, box=box.SIMPLE, title_justify="left", show_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
