"""Which sentence is whose partner, by ids, by names and ids, by text, and what is told of the others."""

from __future__ import annotations

from dataclasses import replace

from made import made_document

from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.snacs.evaluation import Answers, answers
from construal.annotation.snacs.evaluation.pairing import Pairing, paired

TEXTS = [["a", "mill"], ["a", "lake"], ["a", "mill"]]


def document(texts: list[list[str]], ids: list[str], *, id: int = 1, name: str = "made") -> Document:
    """A made document with these sentence ids."""
    made = made_document(texts, id=id, name=name)
    made.sentences.ids = Column.of(ids)
    return made


def side(name: str, *documents: Document) -> Answers:
    """Answers without any decision."""
    return answers(name, documents, [])


def partners(pairing: Pairing) -> list[int | None]:
    """For each gold sentence the number of its partner."""
    return [None if partner is None else partner.number for _, partner in pairing.pairs]


def test_by_ids_in_any_order() -> None:
    """Equal ids are partners wherever they stand."""
    gold = side("gold", document(TEXTS, ["x-1", "x-2", "x-3"]))
    pairing = paired(gold, side("system", document(TEXTS[::-1], ["x-3", "x-2", "x-1"], id=2)))
    assert partners(pairing) == [2, 1, 0]
    assert pairing.remarks == ()


def test_numbers_count_only_with_the_same_text() -> None:
    """Bare numbers are no proof: a file cut differently is matched by its text."""
    gold = side("gold", document(TEXTS, ["1", "2", "3"]))
    pairing = paired(gold, side("system", document([["a", "lake"], ["a", "mill"]], ["1", "2"], id=2)))
    assert partners(pairing) == [1, 0, None]
    assert pairing.remarks == ("Sentence 3 of gold is not in system; it counts as left without any answer.",)


def test_numbers_within_documents() -> None:
    """Where each document counts from 1, its name tells whose sentence it is."""
    gold = side("gold", *(document([[word]], ["1"], id=n, name=word) for n, word in enumerate("ab")))
    system = side("system", *(document([[word]], ["1"], id=n + 5, name=word) for n, word in enumerate("ba")))
    pairing = paired(gold, system)
    assert [(s.document.name, p.document.name) for s, p in pairing.pairs if p] == [("a", "a"), ("b", "b")]


def test_by_text_in_order() -> None:
    """Without ids in common, equal texts are partners, the first with the first."""
    gold = side("gold", document(TEXTS, ["x", "y", "z"]))
    pairing = paired(gold, side("system", document(TEXTS, ["1", "2", "3"], id=2)))
    assert partners(pairing) == [0, 1, 2]


def test_an_id_given_twice() -> None:
    """An id that stands twice proves nothing; the text decides."""
    gold = side("gold", document(TEXTS, ["x", "x", "x"]))
    pairing = paired(gold, side("system", document(TEXTS, ["x", "x", "y"], id=2)))
    assert partners(pairing) == [0, 1, 2]


def test_other_words() -> None:
    """A sentence cut into other words has no partner, and is told."""
    gold = side("gold", document([["mill's"]], ["x"]))
    pairing = paired(gold, side("system", document([["mill", "'s"]], ["x"], id=2)))
    assert partners(pairing) == [None]
    assert pairing.remarks == (
        "Sentence x has other words in system than in gold; it counts as left without any answer.",
    )
    assert pairing.extra == ()


def test_other_spelling() -> None:
    """A sentence of as many words that are spelled otherwise is compared word by word, and told."""
    gold = side("gold", document([["a", "mill"], ["a", "lake"]], ["x", "y"]))
    pairing = paired(gold, side("system", document([["A", "mill"], ["a", "lake"]], ["x", "y"], id=2)))
    assert partners(pairing) == [0, 1]
    assert pairing.remarks == ("Sentence x is spelled otherwise in system; word is compared with word in order.",)


def test_what_only_the_system_has() -> None:
    """Sentences that gold lacks are left out, and told."""
    pairing = paired(side("gold"), side("system", document(TEXTS, ["x", "y", "z"])))
    assert [sentence.id for sentence in pairing.extra] == ["x", "y", "z"]
    assert pairing.remarks == ("3 sentences (the first is x) of system are not in gold; they are left out.",)


def test_two_annotators_of_one_document() -> None:
    """The same document is its own partner, whatever its ids."""
    same = document(TEXTS, ["1", "1", "1"])
    assert partners(paired(side("anna", same), side("ben", same))) == [0, 1, 2]
    assert partners(paired(side("anna", same), replace(side("ben", same), name="anna"))) == [0, 1, 2]
