"""The ontology's files: complete, fresh, readable by others, and of use to a reasoner."""

import re
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import graph_example
from histgraph import graph, model, vocabulary
from histgraph.graph import twins
from histgraph.resources import ontology_dir

FOLDER = ontology_dir()
FILES = ["histgraph.ttl", "relations.ttl", "negations.ttl", "shapes.ttl"] + [
    f"alignments/{name}.ttl" for name in ("prov", "webannotation", "crminf", "schema", "cito")
]
HG = rdflib.Namespace(vocabulary.ONTOLOGY)
REL = rdflib.Namespace(vocabulary.RELATION)
NOT = rdflib.Namespace(vocabulary.NEGATION)
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")


@pytest.fixture(scope="module")
def core() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "histgraph.ttl")


@pytest.mark.parametrize("name", FILES)
def test_both_engines_read_the_same_triples(name: str) -> None:
    path = FOLDER / name
    theirs = rdflib.Graph().parse(path)
    ours = set(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert len(theirs) == len(ours) > 0


@pytest.mark.parametrize("name", ["histgraph.ttl", "relations.ttl"])
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy])
def test_every_term_is_labelled_defined_and_shown(name: str, predicate: rdflib.URIRef) -> None:
    parsed = rdflib.Graph().parse(FOLDER / name)
    spaces = (str(HG), str(REL))
    terms = {s for s in parsed.subjects(RDF.type, None) if str(s).startswith(spaces)}
    assert len(terms) > 100
    assert {term for term in terms if (term, predicate, None) not in parsed} == set()
    assert {term for term in terms if len(list(parsed.objects(term, RDFS.label))) != 1} == set()


def test_the_negations_are_fresh() -> None:
    written = (FOLDER / "negations.ttl").read_text(encoding="utf-8")
    assert written == twins.negations(), "run python -m histgraph.graph.twins"


def test_the_example_is_fresh() -> None:
    assert graph_example.EXAMPLE.read_text(encoding="utf-8") == graph_example.text(), (
        "run tests/graph_example.py"
    )


def test_the_example_comes_back_as_the_claims_it_was_made_of() -> None:
    quads = list(ox.parse(path=str(graph_example.EXAMPLE), format=ox.RdfFormat.TRIG))
    expected = (graph_example.essay_reading(), graph_example.page_reading())
    assert graph.readings(quads) == expected
    assert set(graph.links(quads)) == set(graph_example.LINKS)
    assert graph.reviews(quads) == graph_example.REVIEWS


LISTS = {
    "Polarity": model.Polarity,
    "Certainty": model.Certainty,
    "Mode": model.Mode,
    "Stance": model.Stance,
    "LinkKind": model.LinkKind,
    "Strength": model.Strength,
    "Verdict": model.Verdict,
    "Action": model.ReviewAction,
}


@pytest.mark.parametrize("name", LISTS)
def test_closed_lists_are_those_of_the_model(name: str, core: rdflib.Graph) -> None:
    from histgraph.graph import terms

    expected = {terms.value(member).value for member in LISTS[name]}
    assert {str(s) for s in core.subjects(RDF.type, HG[name])} == expected
    (one_of,) = core.objects(core.value(HG[name], OWL.equivalentClass), OWL.oneOf)
    assert {str(item) for item in core.items(one_of)} == expected


@pytest.mark.parametrize("name", [name for name in LISTS if name != "Action"])
def test_the_shapes_allow_just_those_lists(name: str, core: rdflib.Graph) -> None:
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    shapes = rdflib.Graph().parse(FOLDER / "shapes.ttl")
    lists = [{str(item) for item in shapes.items(head)} for head in shapes.objects(None, sh["in"])]
    assert {str(s) for s in core.subjects(RDF.type, HG[name])} in lists


def test_classes_of_entities_and_contributions_are_those_of_the_model(core: rdflib.Graph) -> None:
    from histgraph.graph import terms

    wanted = {
        terms.value(member).value for kind in (model.EntityKind, model.ContributionKind) for member in kind
    }
    assert wanted <= {str(s) for s in core.subjects(RDF.type, OWL.Class)}


def test_cues_of_the_model_are_properties(core: rdflib.Graph) -> None:
    expected = {str(HG[f"{kind.value}Cue"]) for kind in model.CueKind}
    assert {str(s) for s in core.subjects(RDFS.subPropertyOf, HG.cue)} == expected


def test_everything_that_is_written_is_defined(core: rdflib.Graph) -> None:
    defined = {str(s) for s in core.subjects(RDF.type, None)}
    used = {
        node.value
        for quad in graph_example.quads()
        for node in (quad.predicate, quad.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(str(HG))
    }
    assert used, "the example uses the ontology"
    assert used <= defined


def test_the_documentation_and_the_shapes_speak_of_defined_terms_only(core: rdflib.Graph) -> None:
    defined = {str(s).removeprefix(str(HG)) for s in core.subjects(RDF.type, None)}
    paths = [FOLDER / "README.md", FOLDER / "shapes.ttl", *sorted(FOLDER.glob("**/*.rq"))]
    paths += sorted((Path(__file__).parents[1] / "docs").glob("ontology*.md"))
    assert len(paths) > 30
    for path in paths:
        named = set(re.findall(r"(?<![\w:])hg:(\w+)", path.read_text(encoding="utf-8")))
        assert named <= defined, f"{path.name}: {sorted(named - defined)}"


# --- what a reasoner that knows nothing of our code makes of it


def _closure(*names: str) -> rdflib.Graph:
    """Return the OWL-RL closure of the relations, their denials and the views of some contributions."""
    reasoned = rdflib.Graph()
    for file in ("relations.ttl", "negations.ttl"):
        for s, p, o in rdflib.Graph().parse(FOLDER / file):
            if p in {RDF.type, RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyDisjointWith}:
                reasoned.add((s, p, o))
    dataset = rdflib.Dataset()
    dataset.parse(graph_example.EXAMPLE, format="trig")
    for name in names:
        view = dataset.graph(rdflib.URIRef(vocabulary.CONTRIBUTION + name))
        assert len(view) > 0
        for triple in view:
            reasoned.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(reasoned)
    return reasoned


def _errors(reasoned: rdflib.Graph) -> list[str]:
    return [
        str(message)
        for node in reasoned.subjects(RDF.type, ERROR)
        for message in reasoned.objects(node, None)
    ]


@pytest.mark.parametrize(
    "names", [("bruges-1", "bruges-3"), ("bruges-3", "antwerp-1"), ("bruges-3", "bruges-4")]
)
def test_owl_finds_contributions_with_a_flat_denial_inconsistent(names: tuple[str, ...]) -> None:
    assert _errors(_closure(*names))


@pytest.mark.parametrize(
    "names", [("bruges-1", "bruges-2", "antwerp-1"), ("bruges-2", "bruges-3"), ("bruges-4",)]
)
def test_owl_finds_contributions_that_agree_consistent(names: tuple[str, ...]) -> None:
    assert _errors(_closure(*names)) == []


def test_owl_reads_inverses_and_wider_relations() -> None:
    reasoned = _closure("bruges-1")
    thing = rdflib.Namespace(vocabulary.ENTITY)
    assert (thing["decline-of-bruges"], REL.causedBy, thing["silt"]) in reasoned
    reasoned.add((thing["junta"], REL.purged, thing["officers"]))
    reasoned.add((thing["junta"], NOT.removed, thing["officers"]))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(reasoned)
    assert _errors(reasoned), "who purged removed, so the denial of removing cannot stand beside it"
