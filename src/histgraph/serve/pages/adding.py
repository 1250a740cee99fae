"""Adding texts: a file or pasted words, taken in beside the server, with its progress."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from histgraph.serve.body import BadRequest
from histgraph.serve.context import context_of, library_of
from histgraph.serve.forms import form_of
from histgraph.serve.jobs import KINDS, safe_name
from histgraph.serve.rendering import back_to, render


def form(request: Request) -> Response:
    """Show the form."""
    return render(
        request, "upload.html", kinds=KINDS, most=context_of(request).settings.limits.upload // (1 << 20)
    )


async def upload(request: Request) -> Response:
    """Take a text in; lead to its progress."""
    sent = await form_of(request, upload=True)
    file, pasted = sent.file("file"), sent.get("text")
    if file is not None:
        given, data = file.name, file.data
    elif pasted.strip():
        given, data = f"{sent.get('title').strip() or 'pasted'}.txt", pasted.encode()
    else:
        raise BadRequest("Choose a file, or paste a text")
    taken = await run_in_threadpool(library_of(request).names)
    job = await context_of(request).jobs.upload(safe_name(given, taken), data, owner=request.state.session)
    return back_to(request, f"/job/{job.id}")


async def sample(request: Request) -> Response:
    """Take the sample corpus in; lead to its progress."""
    await form_of(request)
    job = await context_of(request).jobs.sample(owner=request.state.session)
    return back_to(request, f"/job/{job.id}")


def job(request: Request) -> Response:
    """Show how far a job is, and what came of it."""
    found = context_of(request).jobs.get(request.path_params["id"], owner=request.state.session)
    if found is None:
        raise BadRequest("There is no such upload; it may be long done", 404)
    library = library_of(request)
    named = (library.named(str(name)) for name in found.report.get("taken", ())[:20])
    return render(request, "job.html", job=found, sources=[row for row in named if row is not None])
