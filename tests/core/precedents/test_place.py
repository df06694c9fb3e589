"""Which words a target's vector is made of, and what tells one target from another."""

import msgspec
import pytest
from made import made_document
from treebank import treebank

from construal.annotation.anchor import DOCUMENT
from construal.annotation.annotation import Annotation, Status
from construal.core.precedents.place import Place, is_precedent, key, place

SLEPT = "Dogs/NOUN/NNS/2/nsubj slept/VERB/VBD/0/root in/ADP/IN/5/case the/DET/DT/5/det yard/NOUN/NN/2/obl"
TREE = treebank(SLEPT)
IN = Annotation(
    id=1, document=1, layer="lexical", anchor=TREE.anchor_of([2]),
    values={"strength": "single", "role": "Locus", "function": "Locus"},
)  # fmt: skip


def changed(**values: object) -> Annotation:
    """The annotation with other values."""
    return msgspec.structs.replace(IN, values={**IN.values, **values})


def test_a_place_has_governor_and_object_of_the_tree() -> None:
    """The words that the tree gives, or nothing but the target's own."""
    assert place(TREE, IN) == Place((2,), 1, 4)
    bare = made_document([["Dogs", "slept", "in", "the", "yard"]])
    assert place(bare, IN) == Place((2,))


def test_what_is_stated_is_the_place_s() -> None:
    """A governor or object that a person states takes the place of the tree's, and makes another key."""
    elsewhere = changed(governor="1", object="0")
    assert place(TREE, elsewhere) == Place((2,), 0, None)
    assert key(elsewhere) != key(IN)
    assert key(changed(role="Goal", config="stranded")) == key(IN)


def test_a_place_without_words_is_none() -> None:
    """What is about the whole document has no place."""
    assert place(TREE, msgspec.structs.replace(IN, anchor=DOCUMENT)) is None


@pytest.mark.parametrize(
    "annotation",
    [
        msgspec.structs.replace(IN, status=Status.SUGGESTED),
        msgspec.structs.replace(IN, status=Status.REJECTED),
        msgspec.structs.replace(IN, layer="concept"),
        changed(role=""),
        changed(role="??"),
        changed(role="`$"),
        changed(target=False),
        changed(strength="weak"),
    ],
)
def test_what_is_no_precedent(annotation: Annotation) -> None:
    """Only a decided target with a role of the scheme is one."""
    assert is_precedent(IN)
    assert not is_precedent(annotation)
