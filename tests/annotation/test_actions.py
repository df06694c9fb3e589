"""Actions: own statements change in place, anybody else's stays and is replaced in the author's reading."""

import itertools
from typing import Any

import pytest
from made import made_document
from treebank import treebank

from construal.annotation import actions
from construal.annotation.actions import Author
from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Command
from construal.annotation.history import History
from construal.annotation.reading import decisions, reading
from construal.annotation.snacs.relations import Relation
from construal.annotation.state import DocumentRecord, Memory

DOCUMENT = made_document([["go", "out", "of", "town"]])
ANN = Author("ann", itertools.count(100).__next__, 7)


def suggested(**fields: Any) -> Annotation:
    values = {"strength": "single", "role": "Source", "function": "Source"}
    defaults = {"id": 1, "document": 1, "layer": "lexical", "anchor": span((3, 6)), "values": values}
    return Annotation(**{**defaults, "status": Status.SUGGESTED, "source": "frequency 1", "confidence": 0.5, **fields})


class Desk:
    """A state with one document and its history."""

    def __init__(self, *present: Annotation) -> None:
        self.state = Memory()
        self.state.put_records([DocumentRecord(id=1, name="d")])
        self.state.put_annotations(present)
        self.history = History(self.state)

    def do(self, command: Command) -> None:
        self.history.do(command)

    def seen(self, name: str = "ann") -> list[Annotation]:
        return reading(self.state.annotations.values(), name)


def test_accepting_keeps_the_suggestion_and_its_source() -> None:
    """An accepted suggestion is the author's decision with the model's name and confidence; the suggestion is kept."""
    desk = Desk(suggested())
    desk.do(actions.accept(desk.seen()[0], ANN))

    [mine] = desk.seen()

    assert (mine.annotator, mine.status, mine.replaces) == ("ann", Status.GOLD, 1)
    assert (mine.source, mine.confidence) == ("frequency 1", 0.5)
    assert desk.seen("bob") == [suggested()]


def test_correcting_twice_changes_one_statement() -> None:
    """The first correction makes an own statement, the second changes it in place."""
    desk = Desk(suggested())
    desk.do(actions.relabel(desk.seen()[0], ANN, role="Goal", function="Locus"))
    first = desk.seen()[0]
    desk.do(actions.relabel(first, ANN, role="Goal", function="Goal"))

    [mine] = desk.seen()

    assert mine.id == first.id
    assert actions.name(mine) == "Goal"
    assert actions.name(first) == "Goal ↝ Locus"


def test_rejected_stays_open_and_removed_is_gone() -> None:
    """A rejection is seen as an answer; a removal leaves nothing, and bob sees both as before."""
    desk = Desk(suggested(), suggested(id=2, anchor=span((7, 9)), status=Status.GOLD))
    desk.do(actions.reject(desk.seen()[0], ANN))
    desk.do(actions.remove(desk.seen()[1], ANN))

    assert [a.status for a in desk.seen()] == [Status.REJECTED]
    assert decisions(desk.state.annotations.values(), "ann") == []
    assert len(desk.seen("bob")) == 2


def test_own_statement_is_really_removed() -> None:
    """What somebody made and takes away is dropped."""
    desk = Desk()
    desk.do(actions.create(1, "lexical", span((0, 2)), {"strength": "single", "supersense": "v.motion"}, ANN))
    desk.do(actions.remove(desk.seen()[0], ANN))

    assert desk.state.annotations == {}


def test_not_a_target_is_a_decision_and_a_label_takes_it_back() -> None:
    """‘Not a target’ counts as decided; a later label makes it a target again."""
    desk = Desk(suggested())
    desk.do(actions.not_target(desk.seen()[0], ANN))
    refused = desk.seen()[0]
    assert refused.is_decided
    assert refused.values == {"target": False, "strength": "single"}

    desk.do(actions.relabel(refused, ANN, role="Source", function="Source"))

    assert desk.seen()[0].values == {"strength": "single", "role": "Source", "function": "Source"}


@pytest.mark.parametrize(("strength", "left"), [("strong", ["strong"]), ("weak", ["single", "weak"])])
def test_joining_swallows_what_cannot_stand_beside_it(strength: Any, left: list[str]) -> None:
    """A strong expression takes the place of single ones, a weak one stands above them; undo gives all back."""
    desk = Desk(suggested())
    before = dict(desk.state.annotations)
    desk.do(actions.join(DOCUMENT, [1, 2], strength, desk.seen(), ANN))

    assert sorted(a.text("strength") for a in desk.seen()) == left
    desk.history.undo()
    assert desk.state.annotations == before


def test_joining_keeps_a_decided_label() -> None:
    """The label of the first word that was decided goes to the expression."""
    desk = Desk(suggested(status=Status.GOLD))
    desk.do(actions.join(DOCUMENT, [1, 2], "strong", desk.seen(), ANN))

    [mine] = desk.seen()

    assert mine.anchor == span((3, 9))
    assert mine.values["role"] == "Source"


def test_link_decides_a_mention() -> None:
    """Linking a suggested mention to a concept accepts it."""
    desk = Desk(suggested(layer="concept", values={"canonical": "town"}))
    desk.do(actions.link(desk.seen()[0], "C_town", ANN))

    [mine] = desk.seen()

    assert (mine.status, dict(mine.values)) == (Status.GOLD, {"canonical": "town", "concept": "C_town"})


def test_a_relation_is_stated_where_it_differs() -> None:
    """Governor and object are kept as ids where the tree says otherwise; back to the tree, nothing is kept."""
    document = treebank("go/VERB/VB/0/root out/ADP/IN/4/case of/ADP/IN/2/fixed town/NOUN/NN/1/obl")
    desk = Desk(suggested())
    desk.do(actions.relate(document, desk.seen()[0], ANN, Relation(None, 3, "stranded")))
    [mine] = desk.seen()

    assert dict(mine.values) == {
        "strength": "single", "role": "Source", "function": "Source", "governor": "0", "config": "stranded",
    }  # fmt: skip
    assert (mine.status, mine.annotator) == (Status.SUGGESTED, "ann")

    desk.do(actions.relate(document, mine, ANN, Relation(0, 3, "default")))

    assert dict(desk.seen()[0].values) == dict(suggested().values)

    desk.history.undo()

    assert desk.seen() == [mine]
