"""Clauses that hang on a noun: relative clauses, participles, appositions."""

from dataclasses import replace

from histgraph.drafts import Phrase
from histgraph.extract.constructions.inner import RESULT_GERUNDS
from histgraph.extract.drafting.clauses import ClauseReader, is_copula, verb_key
from histgraph.extract.drafting.goals import quest
from histgraph.extract.drafting.phrases import NAMING, bare
from histgraph.extract.holders.scholars import is_cited
from histgraph.extract.holders.views import inability
from histgraph.extract.syntax.apposed import names_nothing, really_named, told_of_subject
from histgraph.extract.syntax.hedges import led_in
from histgraph.extract.syntax.modality import Modality, negative_phrase
from histgraph.extract.syntax.positive import positive_object
from histgraph.extract.syntax.scope import FIRST_SECOND, QUEST_NOUNS, Scope
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, conjuncts, is_finite, lemma
from histgraph.extract.syntax.tree import Token
from histgraph.model import EntityKind, Polarity


def read_noun(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read relative clauses, participles and appositions of a noun."""
    none = any(c.dep_ in {"relcl", "acl"} for c in noun.children) and bool(negative_phrase(noun))
    for c in noun.children:
        if c.i in reader.opaque or c.i in reader.visited or _of_the_page(c):
            continue
        before = len(reader.drafts)
        if c.dep_ == "relcl" and c.pos_ in {"VERB", "AUX"}:
            _relative(reader, noun, c, scope)
        elif c.dep_ == "acl" and c.tag_ in {"VBG", "VBN", "VBD"} and noun.pos_ in {"NOUN", "PROPN", "PRON"}:
            above = _clause_above(noun, c)
            if above is not None and above.i not in reader.opaque:
                reader.visit(c, scope.inner("participle", subjects=reader.subjects(above, scope)))
                continue
            subject = _antecedent(reader, noun, c)
            if subject.label:
                meant = scope.modality
                if noun.dep_ == "pobj" and noun.head.lower_ == "without":  # "without the lords knowing of it"
                    meant = Modality().denied("without")
                reader.visit(c, scope.inner("acl", subjects=(subject,), modality=meant))
        elif (
            c.dep_ == "appos"
            and c.doc[c.left_edge.i].lower_ not in {"just", "only", "merely"}
            and (c.pos_ in {"NOUN", "PROPN"} or (c.lower_ == "one" and child(c, "prep") is not None))
            and noun.pos_ in {"NOUN", "PROPN"}
        ):
            _apposition(reader, noun, c, scope)
        elif c.dep_ == "amod" and c.i > noun.i and c.pos_ == "ADJ":
            _qualities(reader, noun, c, scope)
        if none and c.dep_ in {"relcl", "acl"}:  # "had no money left to pay them": of that nothing is told
            reader.drafts[before:] = [d for d in reader.drafts[before:] if d.polarity is Polarity.DENIED]
    if lemma(noun) in {"inability", "failure", "refusal", "unwillingness", "reluctance"}:
        inability(reader, noun, scope)
    if lemma(noun) in QUEST_NOUNS and noun.pos_ == "NOUN":
        quest(reader, noun, scope)


def _of_the_page(clause: Token) -> bool:
    """Whether "the article linked above" speaks of the page itself."""
    return any(t.lower_ in {"above", "below"} for t in children(clause, "advmod"))


def read_told(reader: ClauseReader, noun: Token, scope: Scope) -> None:
    """Read what the author tells of a noun inside a clause that is wanted or believed."""
    for c in noun.children:
        if c.dep_ == "relcl" and c.i not in reader.opaque and c.i not in reader.visited:
            _relative(reader, noun, c, scope)


def _clause_above(noun: Token, participle: Token) -> Token | None:
    """Return the verb that "..., V-ing" belongs to, hung on a date or a list by the parser: "in 1300, exporting X"."""
    doc, left = noun.doc, participle.left_edge
    if participle.tag_ != "VBG" or left.i == 0 or doc[left.i - 1].text != ",":
        return None
    dated = noun.ent_type_ in {"DATE", "TIME", "CARDINAL"} or noun.like_num
    listed = noun.dep_ == "conj" and noun.pos_ == "PROPN"
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.i > noun.i or not (dated or listed) or child(verb, "nsubj", "nsubjpass") is None:
        return None
    return verb


def _qualities(reader: ClauseReader, noun: Token, first: Token, scope: Scope) -> None:
    """Read "the longbow, cheap and light, ...": the longbow was cheap, it was light."""
    doc, behind = noun.doc, first.right_edge.i + 1
    if noun.pos_ == "PRON" or any(c.lower_ == "or" for c in children(first, "cc")):
        return  # "everybody, rich or poor"
    if doc[first.left_edge.i - 1].text != "," or doc[min(behind, len(doc) - 1)].text not in {",", ".", ";"}:
        return
    subject = _antecedent(reader, noun, first)
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), noun)
    for one in conjuncts(first):
        if one.pos_ == "ADJ":
            phrase = reader.maker.phrase(one, joined=False)
            reader.emit(verb, scope, subject, "be", phrase, Modality(), "apposition", time=(None, None))


def _describes(noun: Token) -> bool:
    """Whether a subject only describes what its complement names: "one factor that ...", "the tribes that ..."."""
    return noun.pos_ == "NOUN" and any(
        c.lower_ in {"a", "an", "another", "one", "the", "two", "three"} for c in noun.children
    )


def _beside_bare(noun: Token, clause: Token) -> bool:
    """Whether a clause tells more of a bare noun: "the danger was methane, which gathered under the roof"."""
    left = clause.left_edge
    aside = clause.dep_ == "relcl" and left.i > 0 and left.nbor(-1).text == "," and left.lower_ == "which"
    return aside and not any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)


_UNKNOWN = frozenset({"", "these", "those", "they", "he", "she"})


def _antecedent(reader: ClauseReader, noun: Token, clause: Token) -> Phrase:
    """Return what a relative clause is about: behind a predicate noun, the subject it describes."""
    if noun.dep_ == "attr" and is_copula(noun.head) and clause.dep_ != "appos":
        subject = child(noun.head, "nsubj")
        if (
            subject is not None
            and subject.lower_ not in {"it", "there", "this", "that", "what"} | FIRST_SECOND
            and (noun.pos_ != "PROPN" or subject.pos_ != "NOUN")
            and not (subject.pos_ == "NOUN" and _beside_bare(noun, clause))
            and (described := bare(reader.maker.phrase(subject))).label.lower() not in _UNKNOWN
        ):
            return described
    if noun.dep_ == "nsubj" and is_copula(noun.head) and clause.dep_ == "relcl":
        complement = child(noun.head, "attr")
        named = complement is not None and not any(c.lower_ in {"a", "an"} for c in complement.children)
        if complement is not None and named and complement.pos_ in {"NOUN", "PROPN"} and _describes(noun):
            return bare(reader.maker.phrase(complement))
    if noun.dep_ == "appos" and noun.head.pos_ in {"PROPN", "NOUN"} and clause.dep_ != "appos":
        noun = noun.head
    without = [t.i for c in noun.children if c.dep_ in {"relcl", "acl", "appos"} for t in c.subtree]
    return bare(reader.maker.phrase(noun, without=without))


def _relative_pronoun(clause: Token) -> Token | None:
    tags = {"WDT", "WP", "WP$", "WRB"}
    return next(
        (
            t
            for t in clause.subtree
            if t.tag_ in tags or (t.lower_ == "that" and t.dep_ in SUBJECTS | {"dobj"})
        ),
        None,
    )


def _common(noun: Token) -> Token:
    """Return the common noun above a name: "that" restricts no name ("a war between A and B that ...")."""
    above = noun
    for _ in range(12):
        if above.pos_ == "NOUN" or above.head.i == above.i or above.pos_ in {"VERB", "AUX"}:
            break
        above = above.head
    return above if above.pos_ == "NOUN" else noun


_NO_OBJECTS = frozenset(
    {"reason", "ground", "hope", "fear", "belief", "way", "day", "year", "time", "moment", "place", "manner"}
)
"""Of "the reason the lords rebelled" nothing is rebelled."""


def _whole_clause(
    reader: ClauseReader, noun: Token, clause: Token, subject: Token | None, scope: Scope
) -> Phrase | None:
    """Return the clause before ", which led to ...", where "which" stands for all of it."""
    sentential = (
        subject is not None
        and subject.lower_ == "which"
        and (lemma(clause) in RESULT_GERUNDS | {"suggest", "indicate", "imply"} or noun.pos_ == "NUM")
        and clause.left_edge.i > 0
        and (clause.doc[clause.left_edge.i - 1].text == "," or noun.pos_ == "NUM")
    )
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    while verb is not None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        if child(verb, *SUBJECTS) is not None:
            break
        verb = verb.head
    if verb is None or not sentential or (noun.pos_ == "NUM" and lemma(verb) == "be"):
        return None
    return reader.event_phrase(verb, scope)


def _relative(reader: ClauseReader, noun: Token, clause: Token, scope: Scope) -> None:
    if noun.lower_ in _ANYBODY:
        reader.visited.add(clause.i)
        return
    pronoun = _relative_pronoun(clause)
    subject = child(clause, "nsubj", "nsubjpass")
    relative_subject = (subject is not None and subject.tag_ in {"WDT", "WP"}) or (
        subject is not None and (subject.lower_ in {"that", "which", "who"} or _of_them(subject))
    )
    if pronoun is not None and pronoun.lower_ == "that":
        noun = _common(noun)
    elif pronoun is not None:
        noun = _fitting(noun, pronoun)
    if subject is not None and pronoun is None and _behind_colon(noun, clause):
        reader.visit(clause, scope.inner("parataxis", subjects=()))
        return
    antecedent = _persons_before(reader, clause, pronoun) or _antecedent(reader, noun, clause)
    if relative_subject:
        antecedent = _whole_clause(reader, noun, clause, subject, scope) or antecedent
        inner = scope.inner("relative", subjects=_all_of_them(reader, noun, clause) or (antecedent,))
        if any(c.lower_ == "no" for c in noun.children):
            if (
                noun.dep_ in {"nsubj", "nsubjpass"}
                and noun.head.pos_ in {"VERB", "AUX"}
                and noun.i < noun.head.i
            ):
                reader.visited.add(
                    clause.i
                )  # "no country that took the aid went communist": the aid was taken
                return
            inner = scope.inner(
                "relative", subjects=(positive_object(antecedent),), modality=Modality().denied("no")
            )
        reader.visit(clause, inner)
    elif lemma(noun) in _NO_OBJECTS and pronoun is None:
        reader.visit(clause, scope.inner("relative_where"))
    elif (subject is not None and (pronoun is None or pronoun.dep_ == "dobj") and pronoun is None) or (
        pronoun is not None and pronoun.dep_ in {"dobj"}
    ):
        _with_gap(reader, clause, scope, antecedent)
    elif subject is not None and is_finite(clause):
        before = len(reader.drafts)
        reader.visit(clause, scope.inner("relative_where"))
        if len(reader.drafts) == before:
            _there(reader, clause, scope, antecedent)


def _all_of_them(reader: ClauseReader, noun: Token, clause: Token) -> tuple[Phrase, ...]:
    """Return A and B of "A and B, who had been his allies": what is said in the plural is said of each."""
    said = child(clause, "attr") if is_copula(clause) else None
    if said is None or said.tag_ not in {"NNS", "NNPS"} or noun.tag_ != "NNP" or noun.dep_ != "conj":
        return ()
    first = noun
    while first.dep_ == "conj" and first.head.tag_ == "NNP":
        first = first.head
    return tuple(bare(reader.maker.phrase(one, joined=False)) for one in conjuncts(first))


def _there(reader: ClauseReader, clause: Token, scope: Scope, place: Phrase) -> None:
    """Read "a battle in which N men died": N men died in the battle."""
    if clause.pos_ != "VERB" or child(clause, "dobj", "xcomp", "ccomp", "neg", "auxpass") is not None:
        return
    prep = next((p for p in children(clause, "prep") if any(c.lower_ == "which" for c in p.children)), None)
    how = reader.modality(clause, scope)
    if prep is None or how.polarity is Polarity.DENIED:
        return
    phrase = replace(place, label=f"{prep.lower_} {place.label}", name=False, span=None)
    for who in reader.subjects(clause, scope.inner("relative_where", subjects=())):
        reader.emit(clause, scope, who, verb_key(clause), phrase, how, "manner")


def _persons_before(reader: ClauseReader, clause: Token, pronoun: Token | None) -> Phrase | None:
    """Return the persons named right before ", both of whom V", wherever the parser has hung the clause."""
    last = clause.left_edge.i - 2
    if pronoun is None or pronoun.lower_ != "whom" or last < 0 or clause.doc[last + 1].text != ",":
        return None
    named = clause.doc[last]
    if named.ent_type_ != "PERSON" or named.pos_ != "PROPN":
        return None
    while named.dep_ in {"compound", "conj"} and named.head.pos_ == "PROPN":
        named = named.head
    gone = [t.i for c in children(named, "relcl", "appos") for t in c.subtree]
    return bare(reader.maker.phrase(named, without=gone))


def _fitting(noun: Token, pronoun: Token) -> Token:
    """Return the noun above that "who" or "which" fits: no place is "who", no person and no year "which"."""
    above = noun.head.head
    above = above.head if above.dep_ == "acl" else above
    time = noun.ent_type_ in {"DATE", "TIME"} or noun.like_num
    place = noun.ent_type_ in {"GPE", "LOC", "FAC"} or (noun.ent_type_ != "PERSON" and above.tag_ == "NNS")
    place = place and pronoun.lower_ in {"who", "whom"} and noun.pos_ == "PROPN"
    person = pronoun.lower_ == "which" and noun.ent_type_ == "PERSON"
    if noun.dep_ != "pobj" or not (place or person or time):
        return noun
    if above.pos_ in {"VERB", "AUX"} and (
        time or place
    ):  # "drew settlers from Kent, who", "built it in 1860, which"
        above = child(above, "dobj", "attr") or noun
    return above if above.pos_ in {"NOUN", "PROPN"} and above.i < noun.i else noun


def _of_them(subject: Token) -> bool:
    """Whether the subject of a relative clause speaks of its noun: "whose army", "both of whom", "most of which"."""
    owner = child(subject, "poss")
    if owner is not None and owner.tag_ == "WP$":
        return True
    return any(t.tag_ in {"WP", "WDT"} for of in children(subject, "prep") for t in children(of, "pobj"))


def _with_gap(reader: ClauseReader, clause: Token, scope: Scope, antecedent: Phrase) -> None:
    """Read "the city that Rome destroyed": Rome destroyed the city."""
    if is_copula(clause) or child(clause, "xcomp") is not None:
        reader.visit(clause, scope.inner("relative", gap=antecedent))
        return
    if lemma(clause) == "do" or child(clause, "auxpass") is not None:
        return  # "which many did" tells of the deed before it; what is done to a subject leaves nothing over
    how, inner = reader.modality(clause, scope), scope.inner("relative")
    for phrase in reader.subjects(clause, scope):
        if child(clause, "ccomp") is None:
            reader.visited.add(clause.i)
            reader.emit(clause, inner, phrase, verb_key(clause), antecedent, how, "relative_object")


_ANYBODY = frozenset({"nobody", "anybody", "anyone", "any", "no-one", "none", "anything", "nothing"})
"""What restricts these is no claim: "fed nobody who was of no use"."""


def _behind_colon(noun: Token, clause: Token) -> bool:
    """Whether a colon or a bracket parts a clause from the noun that a parser hung it on."""
    return any(t.text in {":", "("} for t in noun.doc[noun.i + 1 : clause.left_edge.i])


_PICKING = frozenset({
    "particularly", "especially", "notably", "namely", "mainly", "chiefly", "including", "among", "most",
    "mostly", "more",
})  # fmt: skip


def _names_none(noun: Token, other: Token) -> bool:
    """Whether what a parser takes for an apposition is none: part of a list, an example, another sentence."""
    between = other.doc[noun.i + 1 : other.i]
    told = any(a.pos_ in {"VERB", "AUX"} for a in noun.ancestors)
    if any((t.text == ":" and told) or t.tag_ == "VBG" for t in between) or other.tag_ == "VBG":
        return True
    first = other.doc[other.left_edge.i]
    return (
        first.lower_ in _PICKING
        or (first.tag_ == "PRP$" and noun.pos_ != "PROPN")
        or any(t.lower_ == "among" for c in other.children for t in [c, *c.children])
        or (other.dep_ == "appos" and _listed_aside(other))
    )


def _listed_aside(other: Token) -> bool:
    """Whether a word stands in a list in brackets: "vessels (the udema, the turuma, the hemmema)"."""
    doc = other.doc
    opens = next((t.i for t in reversed(doc[max(0, other.i - 12) : other.i]) if t.text in "()"), None)
    if opens is None or doc[opens].text != "(":
        return False
    closes = next((t.i for t in doc[other.i : other.i + 12] if t.text == ")"), None)
    return closes is not None and sum(t.text == "," for t in doc[opens:closes]) > 1


def _apposition(reader: ClauseReader, noun: Token, other: Token, scope: Scope) -> None:
    """Read "Trotsky, one of the leaders": Trotsky was one of the leaders."""
    if (
        child(other, "conj", "cc") is not None
        or child(noun, "conj", "cc") is not None
        or other.text == noun.text
        or lemma(noun) in NAMING
        or any(t.lower_ == "not" for t in other.doc[max(0, other.left_edge.i - 2) : other.left_edge.i + 1])
        or _names_none(noun, other)
        or names_nothing(noun, other)
        or (is_cited(noun) and other.doc[noun.i + 1].i < other.i)
    ):
        return
    noun = really_named(noun, other)
    phrase = reader.maker.phrase(other)
    if told_of_subject(noun, other):
        for who in reader.subjects(noun.head, scope):
            how = reader.modality(noun.head, scope)
            reader.emit(noun.head, scope, who, "be", phrase, how, "apposition")
        return
    subject = _antecedent(reader, noun, other)
    if noun.pos_ != "PROPN" and other.pos_ == "PROPN":
        subject, phrase = (
            bare(reader.maker.phrase(other)),
            reader.maker.phrase(noun, without=[t.i for t in other.subtree]),
        )
    counted = {EntityKind.TIME, EntityKind.QUANTITY}
    if subject.kind in counted or (phrase.kind in counted and other.lower_ != "one"):
        return
    verb = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), noun)
    meant = led_in(other, Modality())
    reader.emit(verb, scope, subject, "be", phrase, meant, "apposition", time=(None, None))
