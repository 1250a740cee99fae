"""The queries behind the pages: what "show the query" shows and the editor runs.

Each is a plain SPARQL query that gives what the page says, in the words of the ontology, so that
a reader who wants to go on can start from there. Prefixes are added by whoever runs it.
"""

from histgraph.graph import terms

OVERVIEW = """SELECT ?question (COUNT(DISTINCT ?answer) AS ?answers) (COUNT(DISTINCT ?claim) AS ?claims) {
  ?answer hg:answers ?question .
  OPTIONAL { ?claim hg:statedIn ?answer }
} GROUP BY ?question ORDER BY ?question"""

DISPUTES = """SELECT ?kind ?strength ?answer1 ?quote1 ?answer2 ?quote2 ?why {
  ?link a hg:Contradiction ; hg:kind ?kind ; hg:strength ?strength ; hg:explanation ?why ; hg:between ?c, ?d .
  FILTER (STR(?c) < STR(?d))
  ?c hg:quote ?quote1 ; hg:statedIn ?answer1 .
  ?d hg:quote ?quote2 ; hg:statedIn ?answer2 .
} ORDER BY ?strength ?kind LIMIT 200"""

CLAIMS = """SELECT ?confidence ?statement ?polarity ?answer ?quote {
  ?claim a hg:Claim ; hg:confidence ?confidence ; rdfs:label ?statement ; hg:polarity ?polarity ;
    hg:statedIn ?answer ; hg:quote ?quote .
} ORDER BY ?confidence LIMIT 200"""

NETWORK = """SELECT ?subject ?relation ?object (COUNT(DISTINCT ?answer) AS ?answers) {
  ?answer a hg:Contribution .
  GRAPH ?answer { ?subject ?relation ?object }
} GROUP BY ?subject ?relation ?object ORDER BY DESC(?answers) LIMIT 300"""

TIMELINE = """SELECT ?time ?statement ?answer ?quote {
  ?claim hg:time ?time ; hg:earliest ?from ; rdfs:label ?statement ; hg:statedIn ?answer ; hg:quote ?quote .
} ORDER BY ?from ?statement LIMIT 500"""


def _iri(term: object) -> str:
    return str(term)


def question(source: str) -> str:
    """Return who says what of one source, proposition by proposition."""
    return f"""SELECT ?proposition ?polarity (COUNT(DISTINCT ?answer) AS ?answers) {{
  ?answer hg:source {_iri(terms.source(source))} .
  ?claim hg:statedIn ?answer ; hg:polarity ?polarity ; hg:proposition ?p .
  ?p rdfs:label ?proposition .
}} GROUP BY ?proposition ?polarity ORDER BY DESC(?answers) ?proposition"""


def matrix(source: str) -> str:
    """Return the cells of the matrix of one source."""
    return f"""SELECT ?proposition ?answer ?polarity ?certainty ?quote {{
  ?answer hg:source {_iri(terms.source(source))} .
  ?claim hg:statedIn ?answer ; hg:polarity ?polarity ; hg:certainty ?certainty ; hg:quote ?quote ; hg:proposition ?p .
  ?p rdfs:label ?proposition .
}} ORDER BY ?proposition ?answer"""


def reading(source: str) -> str:
    """Return the claims of one source in the order of the text, with their places."""
    return f"""SELECT ?start ?end ?answer ?statement ?quote {{
  ?answer hg:source {_iri(terms.source(source))} .
  ?claim hg:statedIn ?answer ; rdfs:label ?statement ; hg:quote ?quote ; hg:evidence ?passage .
  ?passage oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}} ORDER BY ?start"""


def claim(id_: str) -> str:
    """Return all that is said of one claim."""
    return f"SELECT ?property ?value {{ {_iri(terms.claim(id_))} ?property ?value }} ORDER BY ?property"


def link(id_: str) -> str:
    """Return all that is said of one link."""
    return f"SELECT ?property ?value {{ {_iri(terms.link(id_))} ?property ?value }} ORDER BY ?property"


def proposition(id_: str) -> str:
    """Return who affirms and who denies one proposition."""
    return f"""SELECT ?answer ?polarity ?certainty ?quote {{
  ?claim hg:proposition {_iri(terms.proposition(id_))} ; hg:statedIn ?answer ; hg:polarity ?polarity ;
    hg:certainty ?certainty ; hg:quote ?quote .
}} ORDER BY ?polarity ?answer"""


def entity(id_: str) -> str:
    """Return what is said about one entity."""
    iri = _iri(terms.entity(id_))
    return f"""SELECT ?statement ?answer ?polarity ?quote {{
  {{ ?claim hg:subject {iri} }} UNION {{ ?claim hg:object {iri} }}
  ?claim rdfs:label ?statement ; hg:statedIn ?answer ; hg:polarity ?polarity ; hg:quote ?quote .
}} ORDER BY ?statement ?answer LIMIT 500"""


def search(words: str) -> str:
    """Return the claims whose quote holds some words (slow on a large store: the page asks an index)."""
    escaped = words.lower().replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f"""SELECT ?statement ?answer ?quote {{
  ?claim hg:quote ?quote ; rdfs:label ?statement ; hg:statedIn ?answer .
  FILTER (CONTAINS(LCASE(?quote), "{escaped}"))
}} LIMIT 100"""
