"""The answer of a query: columns and rows with labels, and every usual form to carry it away."""

import csv
import html
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pyoxigraph as ox

from histgraph.errors import UsageError
from histgraph.store import Results, Store
from histgraph.vocabulary import NEGATION, ONTOLOGY, PREFIXES, RELATION, relations

Term = ox.NamedNode | ox.BlankNode | ox.Literal
FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")
_LABELS = 500
"""IRIs whose labels are looked up in one query."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came back: a table, a yes or no, or triples.

    ``rows`` have one RDF term or None a column. ``labels`` give the rdfs:label of IRIs.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    labels: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows) if self.triples is None else len(self.triples)

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self.values():
            yield dict(zip(self.columns, row, strict=True))

    def values(self) -> list[list[str]]:
        """Return the rows as words: labels of IRIs where there are any, else short names."""
        return [[self.shown(term) for term in row] for row in self.rows]

    def shown(self, term: Term | None) -> str:
        """Return one term as a person reads it."""
        if term is None:
            return ""
        if isinstance(term, ox.NamedNode):
            return self.labels.get(term.value) or _known(term.value) or short(term.value)
        return term.value

    def to_dataframe(self) -> Any:
        """Return a pandas DataFrame of the words; needs pandas (extra ``notebooks``)."""
        return import_module("pandas").DataFrame(self.values(), columns=list(self.columns))

    def to(self, form: str) -> str:
        """Write the answer in one of ``FORMATS`` but "table".

        Raises:
            UsageError: if there is no such form, or it does not fit the kind of answer.
        """
        if form not in FORMATS or form == "table":
            raise UsageError(f"There is no format {form}. There are: {', '.join(FORMATS)}.")
        if self.triples is not None:
            return _graph(self.triples, form)
        if form in {"ttl", "nt", "jsonld"}:
            raise UsageError(
                f"{form} writes triples; this query answers with a table: csv, tsv, json or xml."
            )
        if self.truth is not None and form in {"csv", "tsv"}:
            return ("true" if self.truth else "false") + "\n"
        return {"csv": self._csv, "tsv": self._tsv, "json": self._json, "xml": self._xml}[form]()

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([["" if t is None else t.value for t in row] for row in self.rows])
        return out.getvalue()

    def _tsv(self) -> str:
        lines = ["\t".join(f"?{c}" for c in self.columns)]
        lines += ["\t".join("" if t is None else str(t) for t in row) for row in self.rows]
        return "\n".join(lines) + "\n"

    def _json(self) -> str:
        if self.truth is not None:
            return json.dumps({"head": {}, "boolean": self.truth}) + "\n"
        bindings = [
            {c: _json_term(t) for c, t in zip(self.columns, row, strict=True) if t is not None}
            for row in self.rows
        ]
        table = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(table, ensure_ascii=False, indent=1) + "\n"

    def _xml(self) -> str:
        head = "".join(f'<variable name="{c}"/>' for c in self.columns)
        if self.truth is not None:
            body = f"<boolean>{'true' if self.truth else 'false'}</boolean>"
        else:
            rows = "".join(
                "<result>"
                + "".join(
                    f'<binding name="{c}">{_xml_term(t)}</binding>'
                    for c, t in zip(self.columns, row, strict=True)
                    if t is not None
                )
                + "</result>\n"
                for row in self.rows
            )
            body = f"<results>\n{rows}</results>"
        return (
            '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
            f"<head>{head}</head>\n{body}\n</sparql>\n"
        )

    def _repr_html_(self) -> str:
        """Show the answer in a notebook; everything is escaped."""
        if self.truth is not None:
            return f"<p>{'yes' if self.truth else 'no'}</p>"
        if self.triples is not None:
            return f"<pre>{html.escape(self.to('ttl'))}</pre>"
        head = "".join(f"<th>{html.escape(c)}</th>" for c in self.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.values()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def __repr__(self) -> str:
        if self.truth is not None:
            return f"<Result: {'yes' if self.truth else 'no'}>"
        if self.triples is not None:
            return f"<Result: {len(self.triples)} triples>"
        return f"<Result: {len(self.rows)} rows of {', '.join(self.columns)}>"


def _known(iri: str) -> str:
    """Return what the vocabulary calls an IRI of its own: relations, denials, fixed values."""
    if iri.startswith(RELATION):
        found = relations().get(iri[len(RELATION) :])
        return found.label if found else ""
    if iri.startswith(NEGATION):
        found = relations().get(iri[len(NEGATION) :])
        return f"not {found.label}" if found else ""
    if iri.startswith(ONTOLOGY):
        return "".join(f" {c.lower()}" if c.isupper() else c for c in iri[len(ONTOLOGY) :]).strip()
    return ""


def short(iri: str) -> str:
    """Return an IRI with its prefix where one is known."""
    for prefix, base in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def from_results(results: Results, store: Store) -> Result:
    """Make a result of what an engine gives, with labels looked up in the store."""
    if isinstance(results, ox.QueryBoolean):
        return Result(truth=bool(results))
    if isinstance(results, ox.QueryTriples):
        return Result(triples=tuple(sorted(set(results), key=str)))
    columns = tuple(v.value for v in results.variables)
    rows = tuple(tuple(solution[c] for c in columns) for solution in results)
    iris = sorted({t.value for row in rows for t in row if isinstance(t, ox.NamedNode)})
    return Result(columns, rows, labels=_labels(iris, store))


def _labels(iris: Sequence[str], store: Store) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(iris), _LABELS):
        listed = " ".join(f"<{iri}>" for iri in iris[start : start + _LABELS])
        query = (
            f"SELECT ?i (MIN(STR(?l)) AS ?label) WHERE {{ VALUES ?i {{ {listed} }} "
            "?i <http://www.w3.org/2000/01/rdf-schema#label> ?l } GROUP BY ?i"
        )
        for solution in store.query(query):  # type: ignore[union-attr]
            if solution["label"] is not None:
                found[solution["i"].value] = solution["label"].value
    return found


def _graph(triples: Iterable[ox.Triple], form: str) -> str:
    kinds = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
    if form not in kinds:
        raise UsageError(f"{form} writes tables; this query answers with triples: ttl, nt or jsonld.")
    prefixes = {k: v for k, v in PREFIXES.items() if k} if form == "ttl" else None
    data = ox.serialize(triples, format=kinds[form], prefixes=prefixes)
    return (data or b"").decode()


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    out = {"type": "literal", "value": term.value}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        out["datatype"] = term.datatype.value
    return out


def _xml_term(term: Term) -> str:
    value = html.escape(term.value, quote=False)
    if isinstance(term, ox.NamedNode):
        return f"<uri>{value}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{value}</bnode>"
    if term.language:
        return f'<literal xml:lang="{html.escape(term.language)}">{value}</literal>'
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return f"<literal>{value}</literal>"
    return f'<literal datatype="{html.escape(term.datatype.value)}">{value}</literal>'
