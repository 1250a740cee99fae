"""Trees that cannot be right, put right: a sentence whose verb was taken for a participle, a subject hung elsewhere.

Each repair names what the parser did; a tree that none of them fits stays as it is.
"""

from collections.abc import Iterable, Iterator

from histgraph.extract.repairs.attached import attached, emphatic
from histgraph.extract.repairs.denied_lists import denied_beside
from histgraph.extract.repairs.fronted import opening_denied
from histgraph.extract.repairs.gapped import gaps_righted
from histgraph.extract.repairs.joined import clause_joined, links_joined
from histgraph.extract.repairs.members import named_members
from histgraph.extract.repairs.misread import list_righted, said_over, thanks_to, whole_righted
from histgraph.extract.repairs.negated import denial_righted
from histgraph.extract.repairs.objects import BEHIND, not_because, righted, righted_second, stolen_subject
from histgraph.extract.repairs.openings import opening_parted, title_parted
from histgraph.extract.repairs.pseudoclefts import all_was, what_did, what_for
from histgraph.extract.repairs.relatives import relative_righted
from histgraph.extract.repairs.reports import right_reports
from histgraph.extract.repairs.subjects import asked_verb, own_subject, own_verb
from histgraph.extract.repairs.unmarked import parted
from histgraph.extract.repairs.verbless import given_a_verb
from histgraph.extract.syntax.modality import cues
from histgraph.extract.syntax.scope import BELIEF_VERBS, SAYING_VERBS
from histgraph.extract.syntax.tokens import SUBJECTS, child, children, is_finite, lemma
from histgraph.extract.syntax.tree import Doc, Token
from histgraph.resources import load_toml

_CLAIMS = cues("judged", "nouns") | cues("opinion", "tales")
_CLAIMS |= {"sign", "proof", "evidence", "indication", "hint"}
_HANDLED = cues("judged", "handling") | cues("judged", "takes_object")
_TAKEN = frozenset({"dobj", "npadvmod", "oprd", "dep", "attr", "conj"})
"""What "thanks to X" is taken for beside a verb."""
_PAST = frozenset({"VBN", "VBD"})
_REGNAL = frozenset(load_toml("lexicon.toml")["regnal"]["names"])


def repaired(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the documents with their trees put right, in place."""
    for doc in docs:
        for token in doc:
            _noun_in_charge(token)
            named_members(token)
            _numeral(token)
        for token in doc:
            if token.dep_ == "neg":
                not_because(token)
            denial_righted(token)
            denied_beside(token)
            opening_denied(token)
            relative_righted(token)
            if token.dep_ in {"aux", "auxpass"}:
                _moved_subject(token)
                _moved_negation(token)
            elif token.dep_ == "conj":
                _finite_conjunct(token)
                clause_joined(token)
            if token.dep_ in {"conj", "appos"}:
                righted_second(token)
            list_righted(token)
            said_over(token)
            if token.dep_ in BEHIND and token.tag_ in {"VBD", "VBZ", "VBP"}:
                stolen_subject(token)
            if token.tag_ == "NN":
                emphatic(token)
            if token.pos_ == "VERB":
                own_subject(token)
                righted(token)
                parted(token)
                attached(token)
                if token.dep_ == "advcl":
                    _reason_of_all(token)
            if token.pos_ == "AUX":
                attached(token)
            if token.lemma_ == "do":
                _behind_aside(token)
            if token.dep_ in {"relcl", "acl"} and token.head.lemma_ in _CLAIMS:
                _content(token)
            if token.lower_ == "for" and token.dep_ == "prep" and token.i and token.nbor(-1).text == ",":
                _for_reason(token)
            if token.lower_ == "thanks" and token.dep_ in _TAKEN and token.head.pos_ in {"VERB", "AUX"}:
                thanks_to(token)
            if token.lower_ == "owing" and child(token, "prep") is not None:
                token.dep_ = "prep"
        _whole_clauses(doc)
        yield doc


def _whole_clauses(doc: Doc) -> None:
    """Put right what several clauses, or a clause and its subject, have to do with each other."""
    for root in [t for t in doc if t.head.i == t.i]:
        _told_by_relative(root)
    for root in [t for t in doc if t.head.i == t.i]:
        _reduced(root)
        own_verb(root)
        asked_verb(root)
        whole_righted(root)
        opening_parted(root)
    title_parted(doc)
    words = {token.lower_ for token in doc}
    right_reports(doc)
    for root in [t for t in doc if t.head.i == t.i] if words & {"what", "all"} else ():
        what_did(root)
        all_was(root)
    for token in doc if words & {"according", "what"} else ():
        _according_to_which(token)
        what_for(token)
    for root in [t for t in doc if t.head.i == t.i]:
        given_a_verb(root)
        _adverbial_subject(root)
        _inverted_copula(root)
        _inverted_perfect(root)
    if "," in words or "and" in words:
        gaps_righted(doc)
    links_joined(doc)


def _content(clause: Token) -> None:
    """Make S of "a story that S" a content clause where "that" was taken for an object of what needs none."""
    that = clause.left_edge
    own = child(clause, "nsubj", "nsubjpass", "expl")
    if that.lower_ != "that" or that.dep_ != "dobj" or that.head.i != clause.i or own is None:
        return
    if clause.lemma_ not in _HANDLED:
        that.dep_, clause.dep_ = "mark", "acl"


def _for_reason(word: Token) -> None:
    """Make "..., for the sultan could not pay them" a clause: its subject was taken for an object of "for"."""
    noun = child(word, "pobj")
    verb = next((c for c in children(word.head, "conj") if noun is not None and c.i > noun.i), None)
    if noun is None or verb is None or verb.left_edge.i != noun.right_edge.i + 1 or not is_finite(verb):
        return
    noun.head, noun.dep_ = verb, "nsubjpass" if child(verb, "auxpass") is not None else "nsubj"
    word.head, word.dep_ = verb, "mark"
    verb.dep_ = "advcl"


def _reason_of_all(clause: Token) -> None:
    """Hang the reason of "it failed when he came because S" on what happened, not on when."""
    when = child(clause, "mark", "advmod")
    if when is None or when.lower_ not in {"when", "after", "before", "until", "once"}:
        return
    last = clause.children[-1]
    reason = last.dep_ == "advcl" and any(m.lower_ == "because" for m in children(last, "mark"))
    if reason and clause.head.i < clause.i < last.i and clause.head.pos_ in {"VERB", "AUX"}:
        last.head = clause.head


def _numeral(token: Token) -> None:
    """Read the "I" of "James I dissolved Parliament" as a numeral: the parser hears the author speak."""
    if token.text != "I" or token.tag_ != "PRP" or token.i == 0 or token.head.pos_ not in {"VERB", "AUX"}:
        return
    name = token.nbor(-1)
    if name.pos_ != "PROPN" or name.lower_ not in _REGNAL or name.i > token.head.i:
        return
    if any(t is name for t in token.head.ancestors):
        return
    name.head, name.dep_ = token.head, token.dep_
    token.tag_, token.pos_ = "CD", "NUM"
    token.head, token.dep_ = name, "nummod"


def _inverted_copula(root: Token) -> None:
    """Give "Nor was Ivan a patriot." a subject and a property: the parser has an apposition, or two properties."""
    opening = root.doc[root.left_edge.i]
    if root.lower_ not in {"was", "were", "is", "are"} or opening.i >= root.i or not _opens_denied(root):
        return
    behind = [c for c in root.children if c.dep_ in {"nsubj", "attr"} and c.i > root.i]
    if not behind or len(behind) > 2:
        return
    first = behind[0]
    if len(behind) == 2:
        what = behind[1]
    else:
        beside = [c for c in first.children if c.i > first.i and c.dep_ in {"appos", "amod", "acomp"}]
        if len(beside) != 1 or beside[0].left_edge.i != first.i + 1:
            return
        what = beside[0]
    if opening.dep_ == "nsubj":
        opening.dep_ = "cc"
    first.dep_, what.dep_ = "nsubj", "acomp" if what.pos_ == "ADJ" else "attr"
    what.head = root


def _adverbial_subject(root: Token) -> None:
    """Make "peasants" the subject of "Not many peasants owned horses.": the parser took it for a measure."""
    if root.pos_ != "VERB" or root.tag_ not in _PAST or child(root, *SUBJECTS, "expl") is not None:
        return
    passive = child(root, "auxpass") is not None
    before = [
        c
        for c in root.children
        if c.dep_ in {"npadvmod", "advmod"} and c.i < root.i and c.pos_ in {"NOUN", "PROPN"}
    ]
    if (
        len(before) == 1
        and before[0].left_edge.i == root.left_edge.i
        and before[0].ent_type_ not in {"DATE", "TIME"}
    ):
        before[0].dep_ = "nsubjpass" if passive else "nsubj"
        root.tag_ = root.tag_ if passive else "VBD"


def _moved_subject(token: Token) -> None:
    """Give a verb the subject that the parser hung on its auxiliary: "The city was, however, burned"."""
    if token.dep_ not in {"aux", "auxpass"} or token.head.pos_ not in {"VERB", "AUX"}:
        return
    verb, subject = token.head, child(token, "nsubj", "nsubjpass")
    if subject is None or child(verb, *SUBJECTS) is not None or not _helps(token):
        return
    subject.head = verb
    subject.dep_ = "nsubjpass" if token.dep_ == "auxpass" else "nsubj"
    for c in [c for c in token.children if c.dep_ in {"neg", "advmod", "mark"}]:
        c.head = verb


def _helps(token: Token) -> bool:
    """Whether a verb can be the auxiliary of its head: not "crumbling", nor the "did" of "(if it did) is V-ing"."""
    if lemma(token) == "do":
        return token.head.tag_ not in {"VBG", "VBN"}
    return token.tag_ == "MD" or lemma(token) in {"be", "have", "get"}


def _finite_conjunct(token: Token) -> None:
    """Give "V" of "asked to be heard and never V-ed" to the verb in charge: an infinitive has no finite conjunct."""
    above = token.head
    if (
        token.dep_ != "conj"
        or token.tag_ not in _PAST
        or above.dep_ != "xcomp"
        or above.tag_ not in {"VB", "VBN"}
    ):
        return
    if token.tag_ == "VBN":  # "refused to sail and borrowed money"
        if above.tag_ == "VBN" or child(token, "aux", "auxpass") is not None:
            return
        if child(above.head, "auxpass") is None:  # "were told to leave or banished"
            token.tag_ = "VBD"
    to = any(t.lower_ == "to" for t in above.children if t.dep_ == "aux")
    if to and token.lower_.endswith("ed") and child(token, *SUBJECTS) is None and is_finite(above.head):
        for c in [c for c in children(above, "cc") if above.i < c.i < token.i]:
            c.head = above.head
        token.head = above.head


def _inverted_perfect(root: Token) -> None:
    """Make one clause of "Never had the valley seen such a flood.": the parser sees one inside the other."""
    verb = child(root, "ccomp")
    if root.lower_ not in {"had", "has", "have", "did"} or verb is None or child(root, *SUBJECTS) is not None:
        return
    subject = child(verb, "nsubj")
    if (
        verb.tag_ not in {"VBN", "VB", "VBD"}
        or subject is None
        or subject.i < root.i
        or not _opens_denied(root)
    ):
        return
    rest = list(root.children)
    verb.head, verb.dep_ = verb, "ROOT"
    for c in [root, *(c for c in rest if c is not verb)]:
        c.head = verb
    root.dep_ = "aux"


def _opens_denied(root: Token) -> bool:
    """Whether a negative word or phrase opens a clause and turns it round: "Nor was ...", "In no sense was ..."."""
    first = root.doc[root.left_edge.i]
    if first.lower_ in {"nor", "neither", "never", "seldom", "rarely", "hardly", "scarcely", "nowhere"}:
        return True
    if first.lower_ == "not" and root.i == first.i + 2:
        return True
    told = child(first, "pobj") if first.dep_ == "prep" and first.head is root else None
    return (
        told is not None and any(c.lower_ == "no" for c in told.children) and told.right_edge.i == root.i - 1
    )


def _noun_in_charge(noun: Token) -> None:
    """Put "were" in charge of "These were not pilgrims.": the parser has a noun with an auxiliary."""
    if noun.pos_ not in {"NOUN", "PROPN", "ADJ"} or noun.tag_.startswith("VB"):
        return
    be = child(noun, "auxpass", "aux")
    if be is None or be.lemma_ != "be":
        return
    subject = child(noun, "nsubj", "nsubjpass") or child(be, "nsubj", "nsubjpass")
    if subject is None or not subject.i < be.i < noun.i:
        return
    above, label = noun.head, noun.dep_
    rest = [c for c in noun.children if c.i < be.i or c.dep_ in {"neg", "punct", "cc", "conj", "advcl"}]
    be.head = be if above.i == noun.i else above
    be.dep_ = label
    noun.head = be
    noun.dep_ = "acomp" if noun.pos_ == "ADJ" else "attr"
    for c in rest:
        if c.i != be.i:
            c.head = be
    subject.dep_ = "nsubj"


def _moved_negation(token: Token) -> None:
    """Give a verb the "not" that the parser hung on its auxiliary: "did not, as is often said, lose".

    Behind a subject that stands between the two, the verb has its own clause: "it wasn't dear in Ghent, Ypres made it".
    """
    if token.dep_ in {"aux", "auxpass"} and token.head.pos_ in {"VERB", "AUX"}:
        own = child(token.head, *SUBJECTS)
        if own is not None and token.i < own.i < token.head.i and token.i > token.head.left_edge.i:
            return
        opens = token.doc[token.head.left_edge.i]  # "Never had the city seen such crowds"
        for c in [c for c in children(token, "neg") if c.i > token.i or c is opens]:
            c.head = token.head


def _put_in_place(new: Token, old: Token) -> None:
    """Put a verb where another one hangs, and what that one governs below it."""
    rooted, head, dep = old.head.i == old.i, old.head, old.dep_
    governed = [c for c in old.children if c.i != new.i]
    new.head = new if rooted else head
    new.dep_ = dep
    for c in governed:
        c.head = new
    old.head = new


def _behind_aside(verb: Token) -> None:
    """Make V the verb of "X did not, as is often claimed, V": the parser took "did" for it."""
    if lemma(verb) != "do" or not is_finite(verb) or verb.dep_ in {"aux", "auxpass"}:
        return
    doc, opens = verb.doc, verb.i + (2 if child(verb, "neg") is not None else 1)
    if child(verb, "dobj", "xcomp") is not None or opens >= len(doc) or doc[opens].text != ",":
        return
    closes = next((t.i for t in doc[opens + 1 : opens + 10] if t.text == ","), None)
    told = next((t for t in doc[closes + 1 : closes + 3] if t.tag_ == "VB"), None) if closes else None
    if told is None or children(told, "aux", *SUBJECTS):
        return
    _put_in_place(told, verb)
    verb.dep_ = "aux"


def _reduced(root: Token) -> None:
    """Make "tried" a participle in "Ricochet fire, first tried at A and perfected at B, dismounted C"."""
    subject = child(root, "nsubj")
    if root.head.i != root.i or root.tag_ not in _PAST or subject is None or child(root, "dobj", "aux"):
        return
    doc, opens = root.doc, subject.right_edge.i + 1
    if opens > root.i:
        return
    if doc[opens].text != "," and doc[subject.right_edge.i].text == ",":
        opens -= 1
    if doc[opens].text != "," or not root.lower_.endswith(("ed", "en", "t", "wn")):
        return
    main = next((c for c in children(root, "conj") if doc[c.i - 1].text == "," and c.tag_ == "VBD"), None)
    if main is None or child(main, *SUBJECTS) is not None or opens > root.i or root.i - opens > 3:
        return
    if any(
        t.dep_ == "cc" and t.i > root.i and t.head.i == root.i and t.nbor(1).i == main.i for t in doc[:-1]
    ):
        return
    main.head, main.dep_ = main, "ROOT"
    for c in [c for c in root.children if c.i > main.i]:
        c.head = main
    subject.head = main
    root.head, root.dep_, root.tag_ = subject, "acl", "VBN"


def _told_by_relative(noun: Token) -> None:
    """Make "is" the verb of "the aim that explains the rest is Z": the parser made "the rest is Z" a clause inside."""
    clause = child(noun, "relcl")
    inner = child(clause, "ccomp") if clause is not None else None
    if clause is None or inner is None or noun.head.i != noun.i or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    subject = child(inner, "nsubj")
    if (
        subject is None
        or lemma(inner) != "be"
        or lemma(clause) in (SAYING_VERBS | BELIEF_VERBS) - {"explain"}
    ):
        return
    if child(inner, "mark") is not None or subject.left_edge.i != clause.i + 1:
        return
    inner.head, inner.dep_ = inner, "ROOT"
    subject.head, subject.dep_ = clause, "dobj"
    for c in [
        c for c in noun.children if c.i > inner.i or (c.i < noun.i and c.dep_ in {"prep", "advmod", "punct"})
    ]:
        c.head = inner
    noun.head, noun.dep_ = inner, "nsubj"


def _according_to_which(verb: Token) -> None:
    """Part "the view, according to which S, is V": the parser hangs the view and "is V" on the verb of S."""
    by = next((c for c in children(verb, "prep") if c.lower_ == "according"), None)
    subjects = children(verb, "nsubj", "nsubjpass")
    if by is None or len(subjects) != 2 or not subjects[0].i < by.i < subjects[1].i:
        return
    above = [verb.head] if verb.dep_ == "ccomp" and verb.i < verb.head.i else []
    later = [c for c in [*children(verb, "conj"), *above] if is_finite(c) and child(c, *SUBJECTS) is None]
    main = next(iter(later), None)
    if main is None:
        return
    if main.head.i == verb.i:
        rooted, head, dep = verb.head.i == verb.i, verb.head, verb.dep_
        main.head, main.dep_ = (main if rooted else head), dep
    for c in [c for c in verb.children if c.dep_ == "mark" or c.i > main.i]:
        c.head = main
    subjects[0].head = main
    subjects[0].dep_ = "nsubjpass" if child(main, "auxpass") is not None else "nsubj"
    verb.head, verb.dep_ = subjects[0], "relcl"
