"""The web application: which address is served by what."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from histgraph.errors import HistgraphError, StoreError
from histgraph.serve import api, assets, pages, things
from histgraph.serve.body import BadRequest
from histgraph.serve.context import Context, context_of
from histgraph.serve.graphstore import graph_store
from histgraph.serve.library.shelf import Told
from histgraph.serve.pages.entering import trouble, wants_page
from histgraph.serve.protocol import problem, query_endpoint, sparql_endpoint, update_endpoint
from histgraph.serve.security import Guardian
from histgraph.serve.settings import Settings


async def healthz(request: Request) -> Response:
    """Say that the server answers, and which copy of the store it serves."""
    return JSONResponse({"status": "ok", "snapshot": context_of(request).snapshots.current.number})


async def metrics(request: Request) -> Response:
    """Return counts for monitoring."""
    context = context_of(request)
    return PlainTextResponse(
        context.metrics.text(context.gauges()), media_type="text/plain; version=0.0.4; charset=utf-8"
    )


def _routes() -> list[BaseRoute]:
    return [
        Route("/healthz", healthz),
        Route("/metrics", metrics),
        Route("/sparql", sparql_endpoint, methods=["GET", "POST"]),
        Route("/query", query_endpoint, methods=["GET", "POST"]),
        Route("/update", update_endpoint, methods=["POST"]),
        Route("/store", graph_store, methods=["GET", "PUT", "POST", "DELETE"]),
        Route("/store/{path:path}", graph_store, methods=["GET", "PUT", "POST", "DELETE"]),
        *api.routes(),
        *assets.routes(),
        *things.routes(),
        *pages.routes(),
    ]


def _told(request: Request, status: int, message: str) -> Response:
    """Return what went wrong: a page for people, else text or JSON."""
    show = trouble if wants_page(request) else problem
    return show(request, status, message)


async def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadRequest)
    response = _told(request, error.status, str(error))
    response.headers.update(error.headers)
    return response


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _told(request, error.status_code, error.detail)
    response.headers.update(error.headers or {})
    return response


async def _store_error(request: Request, error: Exception) -> Response:
    response = _told(request, 503, str(error))
    response.headers["Retry-After"] = "5"
    return response


async def _own_error(request: Request, error: Exception) -> Response:
    return _told(request, 500, str(error))


async def _failed(request: Request, _error: Exception) -> Response:
    return problem(request, 500, "Something went wrong in the server; its log tells more")


def create_app(settings: Settings, told: Told = lambda _done, _total: None) -> Starlette:
    """Return the application.

    Args:
        settings: how it is run.
        told: hears how many sources of how many are indexed.

    Raises:
        StoreError: there is no store and none may be made, or it is locked.
    """
    context = Context(settings, told)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await context.pool.start(context.snapshots.current.path)
        context.renew()
        watcher = asyncio.create_task(context.watch())
        try:
            yield
        finally:
            watcher.cancel()
            await context.close()

    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guardian, settings=settings, metrics=context.metrics)],
        exception_handlers={
            BadRequest: _bad_request,
            HTTPException: _http_error,
            StoreError: _store_error,
            HistgraphError: _own_error,
            Exception: _failed,
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.context = context
    return app
