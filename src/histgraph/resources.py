"""Where the data files are: in an installed wheel, an editable install or a checkout."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def data_path(name: str) -> Path:
    """Return a file or folder of the package's own data (cues, layouts, name lists)."""
    return _HERE / "data" / name


def ontology_dir() -> Path:
    """Return the folder of ontology files."""
    packaged = _HERE / "ontology"
    return packaged if packaged.is_dir() else _HERE.parents[1] / "ontology"


def sample_dir() -> Path:
    """Return the folder with the sample corpus, the graph built from it and the saved queries."""
    packaged = _HERE / "graph_data"
    return packaged if packaged.is_dir() else _HERE.parents[1] / "graph"


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Read one of the package's TOML data files; the result must not be changed."""
    return tomllib.loads(data_path(name).read_text(encoding="utf-8"))
