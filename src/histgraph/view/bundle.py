"""The scripts and styles of the page as one text each, with the hashes its policy names.

The modules in ``static/`` import each other; a page opened from a folder cannot load them, so
each becomes a function that returns its exports, in the order of their imports. vis-network
comes out of the installed pyvis wheel, version and hash are checked, and travels compressed.
"""

import base64
import gzip
import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from histgraph.errors import HistgraphError

STATIC = Path(__file__).resolve().parent / "static"
VIS_VERSION = "9.1.2"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
"""SHA-256 of vis-network.min.js in the pyvis wheel (vis-network, Apache-2.0 or MIT)."""
_STYLES = ("tokens", "page", "network", "matrix", "reading", "claims")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\s*$', re.MULTILINE)


@cache
def script() -> str:
    """Return all modules as one script without imports."""
    parts: list[str] = []
    _gather("main", parts, set())
    return '"use strict";\nconst modules = {};\n' + "\n".join(parts) + "\n"


def _gather(name: str, parts: list[str], seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    text = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    for _, other in _IMPORT.findall(text):
        _gather(other, parts, seen)
    exports = re.findall(r"^export (?:async )?(?:const|let|function\*?|class) (\w+)", text, re.MULTILINE)
    body = _IMPORT.sub(lambda m: f"const {{{_renamed(m[1])}}} = modules.{m[2]};", text)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    parts.append(f"modules.{name} = (() => {{\n{body}\nreturn {{ {', '.join(exports)} }};\n}})();")


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")


@cache
def styles() -> str:
    """Return all styles as one sheet."""
    return "\n".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)


@cache
def vis_code() -> str:
    """Return vis-network as it lies in the pyvis wheel.

    Raises:
        HistgraphError: if pyvis is not the version whose hash is known.
    """
    spec = find_spec("pyvis")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder / "lib" / f"vis-{VIS_VERSION}" / "vis-network.min.js"
    if not path.is_file():
        raise HistgraphError("pyvis 0.3.2 is needed for its drawing library: pip install pyvis==0.3.2")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != VIS_SHA256:
        raise HistgraphError(
            f"{path} is not the drawing library that histgraph knows; install pyvis==0.3.2 anew"
        )
    return data.decode("utf-8")


@cache
def vis_packed() -> str:
    """Return vis-network compressed (gzip, base64); the same bytes every time."""
    return base64.b64encode(gzip.compress(vis_code().encode("utf-8"), 9, mtime=0)).decode("ascii")


def policy_hash(text: str) -> str:
    """Return a text's hash as a Content-Security-Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
