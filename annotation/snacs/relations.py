"""Governor, object and configuration of adpositions and possessives: derived from the tree, or stated by a person.

What is derived is what the STREUSLE tools derive from the same tree, English being the language their rules know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Value
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import STRONG, rows_of
from construal.annotation.snacs.tree import Tree, sentence_ids, tree

DEFAULT = "default"
PREDICATIVE = "predicative"
POSSESSIVE = "possessive"
SUBORDINATING = "subordinating"
STRANDED = "stranded"
PREDICATIVE_STRANDED = "predicative+stranded"
CONFIGS = (DEFAULT, PREDICATIVE, POSSESSIVE, SUBORDINATING, STRANDED, PREDICATIVE_STRANDED)
LEXCATS = frozenset(("P", "PP", "INF.P", "POSS", "PRON.POSS"))  # whose relations files carry
KEYS = ("governor", "object", "config")
NONE = "0"  # the value that says that there is no governor, or no object

_MARKERS = ("case", "mark")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")
_CLAUSES = ("acl:relcl", "acl", "advcl")
_EMBEDDED = frozenset(("acl", "advcl", "ccomp", "csubj", "xcomp"))  # relations of a clause's head, without subtype
# Adverbs that stand before a prepositional phrase of the verb's, and have it as their own in UD: ‘back from town’.
_PARTICLES = frozenset(("back", "down", "out", "over", "away", "home"))
_POSTPOSITIONS = frozenset(("ago", "hence"))  # adverbs in UD, their measure on them
_APPROXIMATORS = frozenset(("about", "around", "like", "over"))


class Relation(NamedTuple):
    """Token rows of governor and object, None where there is none, and one of `CONFIGS`."""

    governor: int | None
    object: int | None
    config: str


BARE = Relation(None, None, DEFAULT)


def relation(
    document: Document,
    rows: Sequence[int],
    *,
    anchor: Anchor | None = None,
    joined: Collection[int] = (),
    enhanced: bool = True,
) -> Relation | None:
    """The relation of an expression as its sentence's tree has it; None where there is no tree.

    A case marker inside its noun, which is the first of the expression's words where the `anchor` has nothing of that
    but its end, has the noun as its object and the noun's head as its governor; so has an empty node without a head,
    which belongs to the word before it.

    `rows` are the expression's token rows, in order, in one sentence. `joined` are the rows that stand second or later
    in a strong expression (`joined_rows`): of a particle that belongs to its verb, as in ‘went_out for bread’, the
    phrase depends on the particle. `enhanced` reads the enhanced dependencies of conjuncts where there are any.
    """
    if not rows:
        return None
    index = document.sentences.of_row(rows[0])
    first = document.sentences.rows(index).start
    found = tree(document, index, enhanced=enhanced)
    positions = [row - first for row in rows if 0 <= row - first < len(found.ids)]
    if not found.is_known or not positions:
        return None
    host = positions[0] if _is_ending(document, rows[0], anchor) else _before_node(found, positions[0])
    english = document.language.split("-")[0] == "en"
    inside = {row - first for row in joined}
    governor, object_, config = (
        _Derivation(found, positions, inside, english=english).relation() if host is None else _hosted(found, host)
    )
    return Relation(
        None if governor is None else first + governor, None if object_ is None else first + object_, config
    )


def stated(
    document: Document, annotation: Annotation, *, joined: Collection[int] = (), enhanced: bool = True
) -> Relation | None:
    """The relation of a lexical annotation: what somebody stated, on top of what the tree gives.

    None where there is neither. A stated id that its sentence does not have, and an unknown config, say nothing.
    """
    anchor = annotation.anchor
    rows = rows_of(document, anchor) or []
    found = relation(document, rows, anchor=anchor, joined=joined, enhanced=enhanced)
    if not rows or not any(annotation.get(key) is not None for key in KEYS):
        return found
    governor, object_, config = found or BARE
    config = annotation.text("config") if annotation.text("config") in CONFIGS else config
    return Relation(
        _row(document, rows[0], annotation.text("governor"), governor),
        _row(document, rows[0], annotation.text("object"), object_),
        config,
    )


def values_of(
    document: Document,
    rows: Sequence[int],
    relation_: Relation,
    *,
    anchor: Anchor | None = None,
    joined: Collection[int] = (),
    enhanced: bool = True,
) -> dict[str, Value]:
    """The values that state a relation of the expression on these rows: only where it differs from the derived one."""
    derived = relation(document, rows, anchor=anchor, joined=joined, enhanced=enhanced) or BARE
    values: dict[str, Value] = {}
    for key, row, without in (
        ("governor", relation_.governor, derived.governor),
        ("object", relation_.object, derived.object),
    ):
        if row != without:
            values[key] = NONE if row is None else token_id(document, row)
    if relation_.config != derived.config:
        values["config"] = relation_.config
    return values


def outer_head(document: Document, rows: Sequence[int]) -> int | None:
    """The row of the nearest head outside an expression, from its first word upwards; None where there is none."""
    if not rows:
        return None
    index = document.sentences.of_row(rows[0])
    first, found = document.sentences.rows(index).start, tree(document, index)
    inside, here = set(rows), found.head(rows[0] - first)
    while here is not None and first + here in inside:
        inside.remove(first + here)  # a circle comes to its end
        here = found.head(here)
    return None if here is None else first + here


def joined_rows(document: Document, annotations: Iterable[Annotation]) -> frozenset[int]:
    """The token rows that stand second or later in a strong multiword expression among these annotations."""
    result: set[int] = set()
    for annotation in annotations:
        if annotation.layer == LEXICAL and annotation.text("strength") == STRONG and annotation.is_decided:
            result.update((rows_of(document, annotation.anchor) or [])[1:])
    return frozenset(result)


def token_id(document: Document, row: int) -> str:
    """The UD id of a token row in its sentence."""
    index = document.sentences.of_row(row)
    return sentence_ids(document, index)[row - document.sentences.rows(index).start]


def _row(document: Document, near: int, id: str, derived: int | None) -> int | None:
    """The row of the token with this id in the sentence of `near`; the derived one where the id says nothing."""
    if not id or id == NONE:
        return None if id else derived
    index = document.sentences.of_row(near)
    ids = sentence_ids(document, index)
    return document.sentences.rows(index).start + ids.index(id) if id in ids else derived


def _is_ending(document: Document, row: int, anchor: Anchor | None) -> bool:
    """Whether an anchor has nothing of a word but its end."""
    if anchor is None or anchor.row is not None or not anchor.fragments:
        return False
    start, end = int(document.tokens.start[row]), int(document.tokens.end[row])
    return any(start < s < end <= e for s, e in anchor.fragments) and not anchor.overlaps(start, start + 1)


def _before_node(tree: Tree, position: int) -> int | None:
    """The word that an empty node stands behind; None for a word, and for a node that has a head of its own."""
    number, dot, _ = tree.ids[position].partition(".")
    if not dot or tree.head(position) is not None or number not in tree.ids:
        return None
    return tree.ids.index(number)


def _hosted(tree: Tree, host: int) -> Relation:
    """The relation, in positions, of a case marker inside this word."""
    copula = tree.child(host, ("cop",))
    if tree.relation(host).partition(":")[0] in _EMBEDDED:
        return Relation(tree.head(host), host if copula is None else copula, SUBORDINATING)
    if copula is not None:
        return Relation(tree.child(host, _SUBJECTS), host, PREDICATIVE)
    return Relation(tree.head(host), host, DEFAULT)


class _Derivation:
    """What a tree says about the expression at these positions.

    Source of the rules: the table of configurations that the STREUSLE tools publish with their relations.
    """

    def __init__(self, tree: Tree, positions: Sequence[int], joined: Collection[int], *, english: bool) -> None:
        self._tree = tree
        self._positions = positions
        self._joined = joined
        self._english = english
        self._first = positions[0]
        self._relation = tree.relation(self._first)

    def relation(self) -> Relation:
        """Governor, object (positions) and config."""
        tree, first = self._tree, self._first
        top, object_ = self._phrase()
        governor = tree.head(top)
        is_stranded, governor, object_ = self._stranded(governor, object_)
        config = STRANDED if is_stranded else self._marked()
        copula = tree.child(top, ("cop",))
        if copula is not None and config == SUBORDINATING:
            object_ = copula  # ‘before we were hungry’: the clause goes by its copula
        elif copula is not None and config in (DEFAULT, STRANDED):
            config = PREDICATIVE_STRANDED if config == STRANDED else PREDICATIVE
            governor = tree.child(top, _SUBJECTS)
        if governor in (object_, first):
            governor = None  # ‘about four days’: what is measured governs nothing but itself
        return Relation(governor, object_, config)

    def _marked(self) -> str:
        return {"nmod:poss": POSSESSIVE, "mark": SUBORDINATING}.get(self._relation, DEFAULT)

    def _phrase(self) -> tuple[int, int | None]:
        """The highest word of the phrase or clause, whose head governs, and the object inside."""
        tree, first = self._tree, self._first
        object_ = self._object_of_last()
        if self._relation in _MARKERS:
            complement = tree.head(first)
            object_ = complement if object_ is None else object_
            return (first if complement is None else self._above(complement)), object_
        if self._lexlemma in _POSTPOSITIONS:
            return first, tree.child(first, ("obl:npmod",))
        above = tree.head(first)
        if self._relation == "advmod" and above is not None and above > first:
            return self._before(above, object_)
        return first, object_

    @property
    def _lexlemma(self) -> str:
        return " ".join(self._tree.lemmas[p] for p in self._positions)

    def _object_of_last(self) -> int | None:
        """The object of a preposition of several words whose last one marks it: ‘out of the house’."""
        last = self._positions[-1]
        if last == self._first or self._tree.relation(last) not in _MARKERS:
            return None
        return self._tree.head(last)

    def _above(self, complement: int) -> int:
        """The highest word of a phrase with this complement: the complement, or an adverb that the phrase hangs on."""
        tree = self._tree
        above = tree.head(complement)
        if above is None:
            return complement
        if tree.lemmas[self._first] == "as" and tree.lemmas[above] == "as":
            return above  # ‘as tall as a horse’: governed by what the first ‘as’ is about
        if (
            self._relation == "case"
            and tree.relation(complement) in ("obl", "nmod")
            and tree.upos[above] == "ADV"
            and tree.lemmas[above] in _PARTICLES
            and above not in self._joined
            and tree.child(above, ("cop",)) is None
        ):
            return above
        return complement

    def _before(self, above: int, object_: int | None) -> tuple[int, int | None]:
        """As `_phrase`, for an adverb that stands before its head."""
        tree, first = self._tree, self._first
        several = len(self._positions) > 1
        if tree.lemmas[first] == "as":
            return above, above
        if above in self._positions:
            # ‘just about everyone’ has an object; ‘out there’, ‘at first’ have none.
            higher = tree.head(above)
            modifies = tree.relation(above) == "advmod" and higher is not None and higher > above
            return above, above if modifies else object_
        if tree.upos[above] == "ADV":
            return above, object_  # ‘back home’
        following = tree.after(first)
        if not several and following is not None and tree.upos[following] == "ADP" and tree.head(following) == above:
            return above, object_  # ‘back to me’
        if len(self._positions) == 2 and self._fixed(self._positions[1]):
            # ‘less than an hour’ measures; ‘at least try’ does not.
            return (first, object_) if self._lexlemma == "at least" else (first, above)
        if self._lexlemma in _APPROXIMATORS:
            return first, above
        return (above if several else first), object_

    def _fixed(self, position: int) -> bool:
        return self._tree.head(position) == self._first and self._tree.relation(position) == "fixed"

    def _stranded(self, governor: int | None, object_: int | None) -> tuple[bool, int | None, int | None]:
        """Whether the preposition stands without its object, and governor and object as they are then."""
        tree, first = self._tree, self._first
        if not self._english or tree.xpos[first] != "IN":
            return False, governor, object_
        if self._relation in _MARKERS:
            return object_ is not None and object_ < first, governor, object_
        if governor is not None and tree.relation(governor) in _CLAUSES:
            outside = tree.head(governor)
            if tree.relation(governor) == "advcl":  # ‘she was easy to work with’
                outside = tree.child(outside, _SUBJECTS)
            return True, governor, outside
        if self._relation == "acl:relcl":  # ‘the city I am in’
            return True, governor, governor
        return False, governor, object_
