"""Does a graph keep the rules of the ontology?

Three kinds of rules, one report. Core SHACL constraints go through pySHACL. The SPARQL constraints
of ``shapes.ttl`` are run once each over the whole graph by Oxigraph, not node by node (which took
0.2 s a claim); their text names its own target for that. What SHACL cannot say, because it
knows no named graphs, stands as queries in ``ontology/violations/``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, Store

from histgraph import vocabulary
from histgraph.errors import ShapeError
from histgraph.graph.terms import DATE, TYPE, hg, term
from histgraph.resources import ontology_dir

_VOCABULARY = NamedNode(f"{vocabulary.GRAPH}vocabulary")
_SHAPES = "https://w3id.org/histgraph/shapes#"
# The verbs are half of the vocabulary and no rule asks for them.
_NOT_ASKED = {hg("verb"), term("skos", "example"), term("skos", "definition"), term("rdfs", "isDefinedBy")}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One broken rule: which node, what is wrong, and whether it only looks unusual.

    ``severity`` is "violation" or "warning"; ``value`` is the value that broke the rule, empty
    where the rule speaks of the node itself; ``rule`` is the shape, constraint or query.
    """

    severity: str
    node: str
    message: str
    value: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """The findings on one graph, sorted, and how much was looked at."""

    findings: tuple[Finding, ...]
    claims: int
    links: int

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that break a rule."""
        return tuple(finding for finding in self.findings if finding.severity == "violation")

    @property
    def conforms(self) -> bool:
        """Whether claims were looked at and no rule is broken; warnings do not count."""
        return self.claims > 0 and not self.violations


@dataclass(frozen=True, slots=True)
class Rule:
    """A query that finds what breaks a rule, and the sentence that tells it."""

    name: str
    message: str
    query: str
    severity: str


def validate(quads: Iterable[Quad]) -> Validation:
    """Check a graph against shapes and violation queries.

    A graph without claims does not conform: a check of nothing proves nothing.

    Args:
        quads: the whole graph: sources, views, entities, relations, links and reviews.
    """
    store = Store()
    store.extend(quads)
    claims = _count(store, "Claim")
    links = sum(_count(store, name) for name in ("Contradiction", "Divergence", "Agreement"))
    if claims == 0:
        nothing = Finding("violation", "", "The graph holds no claim, so nothing was checked.", rule="claims")
        return Validation((nothing,), 0, links)
    store.extend(Quad(t.subject, t.predicate, t.object, _VOCABULARY) for t in _vocabulary())
    found = {*_core(store), *_queried(store)}
    return Validation(tuple(sorted(found)), claims, links)


def _count(store: Store, name: str) -> int:
    """Return how many nodes a class of the ontology has."""
    return len({quad.subject for quad in store.quads_for_pattern(None, TYPE, hg(name), None)})


@cache
def _vocabulary() -> tuple[Quad, ...]:
    """Return what the rules ask of ontology and relations."""
    folder = ontology_dir()
    quads: list[Quad] = []
    for name in ("histgraph.ttl", "relations.ttl"):
        quads += [quad for quad in _parsed(folder / name) if quad.predicate not in _NOT_ASKED]
    return tuple(quads)


def _parsed(path: Path) -> list[Quad]:
    try:
        return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ShapeError(f"{path}: cannot be read: {error}. Restore it or correct its Turtle.") from error


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules that are queries: SPARQL constraints of the shapes, and violation queries.

    Raises:
        ShapeError: a file is missing or cannot be read, or a rule has no message or no query.
    """
    return tuple(sorted([*_constraints(), *_violation_queries()], key=lambda rule: rule.name))


def _constraints() -> Iterator[Rule]:
    """Return the SPARQL constraints of shapes.ttl."""
    path = ontology_dir() / "shapes.ttl"
    rows: dict[str, dict[str, str]] = {}
    for quad in _parsed(path):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            name = quad.predicate.value.rsplit("#", 1)[-1]
            rows.setdefault(quad.subject.value, {})[name] = quad.object.value
    for iri, row in rows.items():
        if "select" not in row:
            continue
        if not row.get("message"):
            raise ShapeError(f"{path}: {iri} has no sh:message.")
        severity = "warning" if row.get("severity", "").endswith("#Warning") else "violation"
        yield Rule(iri.removeprefix(_SHAPES), row["message"], _with_prefixes(row["select"]), severity)


def _with_prefixes(select: str) -> str:
    """Return a constraint's SELECT as a query of its own; ``$this`` and ``?this`` are one variable."""
    names = ("hg", "oa", "rdfs", "prov")
    return "".join(f"PREFIX {name}: <{vocabulary.PREFIXES[name]}>\n" for name in names) + select


def _violation_queries() -> Iterator[Rule]:
    """Return the queries of ontology/violations, whose first line holds the message."""
    paths = sorted((ontology_dir() / "violations").glob("*.rq"))
    if not paths:
        raise ShapeError(f"{ontology_dir() / 'violations'}: holds no violation queries. Restore the folder.")
    for path in paths:
        query = path.read_text(encoding="utf-8")
        first, _, _ = query.partition("\n")
        message = first.removeprefix("# message:").strip()
        if message == first:
            raise ShapeError(f"{path}: the first line must be '# message: ...'.")
        yield Rule(path.stem, message, query, "violation")


def _queried(store: Store) -> Iterator[Finding]:
    """Run the rules that are queries, each once over the whole graph."""
    for rule in rules():
        solutions = store.query(rule.query, use_default_graph_as_union=True)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ShapeError(f"The rule {rule.name} is no SELECT query.")
        names = {variable.value for variable in solutions.variables}
        for solution in solutions:
            value = _shown(solution["value"]) if "value" in names else ""
            message = rule.message.replace("{?value}", value)
            yield Finding(rule.severity, _shown(solution["this"]), message, value, rule.name)


def _shown(value: object) -> str:
    """Return a term as a reader knows it: an IRI with its prefix, a literal's words."""
    if isinstance(value, Literal):
        return value.value
    iri = value.value if isinstance(value, NamedNode) else str(value)
    spaces = [(space, prefix) for prefix, space in vocabulary.PREFIXES.items() if iri.startswith(space)]
    if not spaces:
        return iri
    space, prefix = max(spaces, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri[len(space) :]}"


def _core(store: Store) -> Iterator[Finding]:
    """Run the core constraints by pySHACL, with the SPARQL constraints taken out."""
    import pyshacl  # noqa: PLC0415  (half a second that only validation pays)
    import rdflib  # noqa: PLC0415

    shapes = rdflib.Graph().parse(ontology_dir() / "shapes.ttl")
    sparql = rdflib.URIRef(f"{vocabulary.PREFIXES['sh']}sparql")
    shapes.remove((None, sparql, None))
    data = rdflib.Graph()
    triples = {ox.Triple(quad.subject, quad.predicate, _in_our_era(quad.object)) for quad in store}
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, results, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    if not isinstance(results, rdflib.Graph):
        raise ShapeError(f"The shapes could not be run: {text}")
    yield from _results(results)


_EARLY = re.compile(r"(?P<year>-\d{4,}|0000)(?P<day>-\d\d-\d\d)")
_CALENDAR = 4000
"""A multiple of 400 years, after which leap years come round again."""


def _in_our_era(value: Any) -> Any:
    """Return a day before our era as one of it, since Python, and so rdflib, knows no day before the year 1.

    The core constraints ask for the datatype alone; which of two days is earlier, Oxigraph tells.
    """
    if not isinstance(value, Literal) or value.datatype != DATE:
        return value
    found = _EARLY.fullmatch(value.value)
    if found is None:
        return value
    year = abs(int(found["year"])) % _CALENDAR or _CALENDAR
    return Literal(f"{year:04d}{found['day']}", datatype=DATE)


def _results(results: Any) -> Iterator[Finding]:
    """Read pySHACL's report graph."""
    sh = vocabulary.PREFIXES["sh"]

    def name(local: str) -> Any:
        import rdflib  # noqa: PLC0415

        return rdflib.URIRef(sh + local)

    for node in results.objects(None, name("result")):
        severity = str(results.value(node, name("resultSeverity")))
        value = results.value(node, name("value"))
        path = results.value(node, name("resultPath"))
        yield Finding(
            "warning" if severity.endswith("#Warning") else "violation",
            _iri(results.value(node, name("focusNode"))),
            str(results.value(node, name("resultMessage"))),
            "" if value is None else _iri(value),
            "" if path is None else _iri(path),
        )


def _iri(value: Any) -> str:
    """Return an rdflib term as ``_shown`` returns pyoxigraph's."""
    text = str(value)
    return _shown(NamedNode(text)) if type(value).__name__ == "URIRef" else text
