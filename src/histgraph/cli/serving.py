"""serve: the web app and the SPARQL endpoint."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from histgraph.cli.console import store_option, store_spec
from histgraph.errors import UsageError
from histgraph.serve import Limits, Settings

_USUAL = Limits()
_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Other machines reach only what is not loopback."
)
@click.option("--read-only", is_flag=True, help="Refuse every change: reviews, uploads, updates.")
@click.option(
    "--token", envvar="HISTGRAPH_TOKEN", help="Asked of whoever changes anything; turns SPARQL updates on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=_USUAL.seconds,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=_USUAL.workers,
    show_default=True,
    help="Queries that run at once.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A further name to answer to; may be repeated.",
)
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="A site whose pages may read the endpoint; * for all."
)
@click.option(
    "--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A proxy whose X-Forwarded-For is believed."
)
@click.option("--base", metavar="URL", help="The public address, behind a proxy.")
@store_option
def serve(
    port: int,
    host: str,
    read_only: bool,
    token: str | None,
    open_browser: bool,
    timeout: float,
    workers: int,
    hosts: tuple[str, ...],
    cors: tuple[str, ...],
    proxies: tuple[str, ...],
    base: str | None,
) -> None:
    r"""Start the web app and the SPARQL endpoint.

    \b
    Examples:
      histgraph serve --store history --open
      histgraph serve --read-only --host 0.0.0.0 --allow-host graph.example.org
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"The web app needs an extra: pip install 'histgraph[serve]' (missing: {', '.join(missing)})."
        )
    settings = Settings(
        store=_folder(store_spec()),
        host=host,
        port=port,
        read_only=read_only,
        token=token or None,
        hosts=hosts,
        cors=cors,
        proxies=proxies,
        base=base.rstrip("/") if base else None,
        open_browser=open_browser,
        limits=Limits(seconds=timeout, workers=workers, per_client=max(1, workers // 2)),
    )
    import_module("histgraph.serve.run").run(settings)  # loaded here: it needs the extra


def _folder(spec: str) -> Path:
    """Return the folder of a store; others cannot be served.

    Raises:
        UsageError: it is a store in memory or behind an endpoint.
    """
    if spec.startswith(("http://", "https://")):
        raise UsageError(f"{spec} is an endpoint already; histgraph serve needs the folder of a store.")
    if spec == "memory:":
        raise UsageError(
            "A store in memory ends with its program; histgraph serve needs a folder: --store DIR."
        )
    return Path(spec.removeprefix("oxigraph:"))
