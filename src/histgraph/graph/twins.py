"""The denials of relations: ``ontology/negations.ttl``, made from ``relations.ttl``.

Run ``python -m histgraph.graph.twins`` after a change to the relations; a test says when
that was forgotten.
"""

from histgraph import vocabulary
from histgraph.resources import ontology_dir
from histgraph.vocabulary import RelationDef

_HEAD = """\
# Made from relations.ttl by `python -m histgraph.graph.twins`: change that, not this.
@prefix rel:     <https://w3id.org/histgraph/relation#> .
@prefix not:     <https://w3id.org/histgraph/not#> .
@prefix owl:     <http://www.w3.org/2002/07/owl#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<https://w3id.org/histgraph/not> a owl:Ontology ;
    owl:imports <https://w3id.org/histgraph/relation> ;
    owl:versionIRI <https://w3id.org/histgraph/not/0.1.0> ; owl:versionInfo "0.1.0" ;
    dcterms:title "histgraph negations: one property for the denial of each relation"@en ;
    dcterms:description "\
In the view of a contribution, `:athens not:sought :peace` says that \
it denies that Athens sought peace. Each twin is disjoint with its relation, so that any OWL reasoner \
finds contributions that cannot both be right."@en ;
    dcterms:creator "The histgraph developers" ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> .

"""


def negations() -> str:
    """Return negations.ttl as the relation vocabulary asks for it, in the order of the ids."""
    return _HEAD + "".join(_twin(relation) for relation in vocabulary.relations().values())


def _twin(relation: RelationDef) -> str:
    """Return the Turtle of one denial.

    The denial of a symmetric relation is symmetric, denials of inverses are inverse, and
    who denies the wider relation denies the narrower.
    """
    lines = [f"not:{relation.id} a owl:ObjectProperty"]
    if relation.symmetric:
        lines[0] += ", owl:SymmetricProperty"
    lines.append(f'    rdfs:label "not: {relation.label}"@en')
    lines.append(f'    skos:definition "The denial of: {relation.definition}."@en')
    lines.append(f"    owl:propertyDisjointWith rel:{relation.id}")
    if relation.inverse:
        lines.append(f"    owl:inverseOf not:{relation.inverse}")
    lines += [
        f"    rdfs:subPropertyOf not:{other.id}"
        for other in vocabulary.relations().values()
        if other.broader == relation.id
    ]
    lines.append("    rdfs:isDefinedBy <https://w3id.org/histgraph/not>")
    return " ;\n".join(lines) + " .\n"


def main() -> None:
    """Write negations.ttl into the ontology folder of this checkout."""
    (ontology_dir() / "negations.ttl").write_text(negations(), encoding="utf-8")


if __name__ == "__main__":
    main()
