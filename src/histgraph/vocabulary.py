"""The vocabulary as the program sees it: relations with their verbs, prefixes and IRI bases.

Everything here is read from ``ontology/relations.ttl``, so a verb added there is known
to the extractor without a change of code. The file is parsed once by pyoxigraph
(importing rdflib would cost ten times as long as the parse).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from histgraph.errors import ShapeError
from histgraph.model import Mode
from histgraph.resources import ontology_dir

ONTOLOGY = "https://w3id.org/histgraph/ontology#"
RELATION = "https://w3id.org/histgraph/relation#"
NEGATION = "https://w3id.org/histgraph/not#"
ENTITY = "https://w3id.org/histgraph/id/"
CLAIM = "https://w3id.org/histgraph/claim/"
PROPOSITION = "https://w3id.org/histgraph/proposition/"
CONTRIBUTION = "https://w3id.org/histgraph/contribution/"
SOURCE = "https://w3id.org/histgraph/source/"
QUESTION = "https://w3id.org/histgraph/question/"
PASSAGE = "https://w3id.org/histgraph/passage/"
LINK = "https://w3id.org/histgraph/link/"
REVIEW = "https://w3id.org/histgraph/review/"
RUN = "https://w3id.org/histgraph/extraction/"
GRAPH = "https://w3id.org/histgraph/graph/"
AGENT = "https://w3id.org/histgraph/agent/"
ALIAS = "https://w3id.org/histgraph/alias/"
OPPOSITION = "https://w3id.org/histgraph/opposition/"
TOOL = "https://w3id.org/histgraph/tool/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "hg": ONTOLOGY,
        "rel": RELATION,
        "not": NEGATION,
        "": ENTITY,
        "claim": CLAIM,
        "prop": PROPOSITION,
        "ans": CONTRIBUTION,
        "src": SOURCE,
        "q": QUESTION,
        "pas": PASSAGE,
        "link": LINK,
        "rev": REVIEW,
        "run": RUN,
        "g": GRAPH,
        "who": AGENT,
        "alias": ALIAS,
        "opp": OPPOSITION,
        "tool": TOOL,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
        "cito": "http://purl.org/spar/cito/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "sh": "http://www.w3.org/ns/shacl#",
        "np": "http://www.nanopub.org/nschema#",
    }
)
"""Prefix to namespace, as every export and query of histgraph uses them."""

_RELATION_CLASS = f"{ONTOLOGY}Relation"


@dataclass(frozen=True, slots=True)
class RelationDef:
    """One relation of the vocabulary.

    ``id`` is its local name ("sought"), ``label`` in the past tense ("was born in").
    ``verbs`` are lemmas or "lemma particle" phrases, in the order of the file.
    ``opposite`` cannot well hold of the same subject and object at the same time
    (favored, opposed); ``undone_by`` can, later (established, abolished). ``inverse`` says
    the same with subject and object changed over. ``broader`` follows from this relation.
    ``functional`` relations have one true object for a subject, those ``functional_at_time``
    one at any one time. ``subject_kind`` and ``object_kind`` are local names of ontology
    classes that are usual, never enforced.
    """

    id: str
    label: str
    definition: str
    verbs: tuple[str, ...] = ()
    opposite: str | None = None
    undone_by: str | None = None
    inverse: str | None = None
    broader: str | None = None
    functional: bool = False
    functional_at_time: bool = False
    symmetric: bool = False
    default_mode: Mode = Mode.ACTUAL
    subject_kind: str | None = None
    object_kind: str | None = None
    example: str = ""


@cache
def relations() -> Mapping[str, RelationDef]:
    """Return the relations of the vocabulary by id, in the order of their ids.

    Raises:
        ShapeError: relations.ttl is missing or cannot be read as Turtle.
    """
    return read_relations(ontology_dir() / "relations.ttl")


def read_relations(path: Path) -> Mapping[str, RelationDef]:
    """Read a relation vocabulary from a Turtle file.

    Raises:
        ShapeError: the file is missing, is no Turtle, or defines no relation.
    """
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and subject.value.startswith(RELATION):
                rows[_local(subject.value)][quad.predicate.value].append(_value(quad.object))
    except (OSError, SyntaxError) as error:
        raise ShapeError(
            f"{path}: the relation vocabulary cannot be read: {error}. Restore it or correct its Turtle."
        ) from error
    found = {
        id_: _definition(id_, rows[id_])
        for id_ in sorted(rows)
        if _RELATION_CLASS in rows[id_][f"{PREFIXES['rdf']}type"]
    }
    if not found:
        raise ShapeError(f"{path}: defines no hg:Relation. Is this the relation vocabulary?")
    return MappingProxyType(found)


def _local(iri: str) -> str:
    """Return what stands after the last # or /."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _value(term: object) -> str:
    """Return a term's text: the IRI or the lexical form."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _definition(id_: str, row: Mapping[str, list[str]]) -> RelationDef:
    """Make the record of one relation from its triples."""

    def one(prefix: str, name: str) -> str:
        return next(iter(row.get(PREFIXES[prefix] + name, ())), "")

    def local(prefix: str, name: str) -> str | None:
        return _local(value) if (value := one(prefix, name)) else None

    types = row.get(f"{PREFIXES['rdf']}type", [])
    mode = local("hg", "defaultMode")
    return RelationDef(
        id=id_,
        label=one("rdfs", "label"),
        definition=one("skos", "definition"),
        verbs=tuple(row.get(f"{ONTOLOGY}verb", ())),
        opposite=local("hg", "opposite"),
        undone_by=local("hg", "undoneBy"),
        inverse=local("owl", "inverseOf"),
        broader=local("rdfs", "subPropertyOf"),
        functional=f"{ONTOLOGY}FunctionalRelation" in types,
        functional_at_time=f"{ONTOLOGY}FunctionalAtTimeRelation" in types,
        symmetric=f"{PREFIXES['owl']}SymmetricProperty" in types,
        default_mode=Mode(mode.lower()) if mode else Mode.ACTUAL,
        subject_kind=local("hg", "subjectType"),
        object_kind=local("hg", "objectType"),
        example=one("skos", "example"),
    )


@cache
def _by_phrase() -> Mapping[str, str]:
    """Return the relation id of each verb phrase."""
    return {verb: relation.id for relation in relations().values() for verb in relation.verbs}


def relation_for(verb_phrase: str) -> RelationDef | None:
    """Return the relation that a verb lemma or "lemma particle" phrase expresses.

    Case and runs of blanks do not matter. None where the vocabulary knows no such verb.
    """
    id_ = _by_phrase().get(" ".join(verb_phrase.lower().split()))
    return relations()[id_] if id_ else None


@cache
def opposites(relation: str) -> frozenset[str]:
    """Return the ids of the relations that are opposed to ``relation``, declared on either side."""
    known = relations()
    own = known[relation].opposite if relation in known else None
    others = {other.id for other in known.values() if other.opposite == relation}
    return frozenset(others | ({own} if own else set()))


@cache
def broader_relations(relation: str) -> tuple[str, ...]:
    """Return the ids of the wider relations that follow from ``relation``, nearest first."""
    found: list[str] = []
    known = relations()
    current = known[relation].broader if relation in known else None
    while current is not None and current not in found:
        found.append(current)
        current = known[current].broader if current in known else None
    return tuple(found)
