"""Findings below the text: real keys on a project whose decisions break rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import CTRL, ID, SHIFT, Desk, opened, told
from made import prepared_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from treebank import treebank

from construal.annotation.annotation import Annotation
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.gui.panels.findings import FindingsPanel

TEXT = (
    "Dogs/NOUN/NNS/2/nsubj slept/VERB/VBD/0/root in/ADP/IN/5/case the/DET/DT/5/det yard/NOUN/NN/2/obl",
    "Cats/NOUN/NNS/2/nsubj hid/VERB/VBD/0/root under/ADP/IN/4/case beds/NOUN/NNS/2/obl",
    "Birds/NOUN/NNS/2/nsubj sang/VERB/VBD/0/root at/ADP/IN/4/case dawn/NOUN/NN/2/obl",
)
VALUES = {
    2: {"role": "Locus"},  # mechanical: the function may be the same
    7: {"role": "Participant", "function": "Locus"},  # a person decides
    11: {"role": "Time", "function": "Time", "lexcat": "DISC"},  # mechanical: the lexcat follows
}


def build(path: Path) -> None:
    """A project of one document whose three prepositions each break a rule."""
    document = treebank(*TEXT, id=ID)
    document.name = "animals"
    made = [
        Annotation(
            id=ID + 100 + row, document=ID, layer=LEXICAL, anchor=document.anchor_of([row]),
            values={"strength": "single", **labels}, source="conllulex", scheme="snacs-2.6",
        )
        for row, labels in VALUES.items()
    ]  # fmt: skip
    with Project.create(path, annotator="ann", name="Made") as project:
        project.add(prepared_of([document], made))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot, build)


def panel(desk: Desk) -> FindingsPanel:
    return desk.bench.middle.text.findings


def rules(desk: Desk) -> list[str]:
    return [row.finding.rule for row in panel(desk).rows.rows]


def test_the_panel_opens_and_closes_by_key(desk: Desk) -> None:
    """It lists what is wrong in the order of the text, and nothing is looked at while it is closed."""
    assert not panel(desk).isVisible()
    desk.press(Qt.Key.Key_F, modifiers=CTRL | SHIFT)
    desk.qtbot.waitUntil(lambda: len(rules(desk)) == 3)
    assert rules(desk) == ["label-missing", "label-abstract", "label-stray"]
    assert panel(desk).count.text() == "3 errors, 0 warnings in this document"
    desk.press(Qt.Key.Key_F, modifiers=CTRL | SHIFT)
    assert not panel(desk).isVisible()
    assert desk.focused() is desk.bench.middle.text.view


def test_f8_goes_from_finding_to_finding(desk: Desk) -> None:
    """Each press stands at the next words in the text and says what is wrong; after the last comes the first."""
    seen = []
    for _ in range(4):
        desk.press(Qt.Key.Key_F8)
        seen.append(desk.words)
    assert seen == ["in", "under", "at", "in"]
    assert told(desk).startswith("the role p.Locus has no function")
    desk.press(Qt.Key.Key_F8, modifiers=SHIFT)
    assert desk.words == "at"


def test_one_key_mends_what_is_mechanical(desk: Desk) -> None:
    """The decision at hand gets the values it should have, its finding goes, and undo brings both back."""
    desk.press(Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Period, modifiers=CTRL)
    (own,) = desk.stored()
    assert own.values == {"strength": "single", "role": "Locus", "function": "Locus"}
    assert rules(desk) == ["label-abstract", "label-stray"]
    desk.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert rules(desk) == ["label-missing", "label-abstract", "label-stray"]
    assert desk.stored() == []


def test_a_stated_lexcat_is_let_follow(desk: Desk) -> None:
    """Where only the lexcat is at fault, mending takes it out and keeps the labels."""
    desk.press(Qt.Key.Key_F8, modifiers=SHIFT)
    assert desk.words == "at"
    desk.press(Qt.Key.Key_Period, modifiers=CTRL)
    (own,) = desk.stored()
    assert own.values == {"strength": "single", "role": "Time", "function": "Time"}


def test_what_needs_a_person_is_not_mended(desk: Desk) -> None:
    """The key then says what is to be decided, and nothing changes."""
    desk.press(Qt.Key.Key_F8, Qt.Key.Key_F8)
    desk.press(Qt.Key.Key_Period, modifiers=CTRL)
    assert told(desk) == "This needs a decision: choose one of the labels below it."
    assert desk.stored() == []


def test_a_decision_in_the_text_ends_its_finding(desk: Desk) -> None:
    """The list follows the keyboard: another label, and the finding is gone at once."""
    desk.press(Qt.Key.Key_F8, Qt.Key.Key_F8)
    desk.type("Locus")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "label-abstract" not in rules(desk))
    assert rules(desk) == ["label-missing", "label-stray"]


def test_enter_in_the_list_goes_to_the_place(desk: Desk) -> None:
    """The list has the arrows, Enter goes to the words, Escape back to the text."""
    desk.press(Qt.Key.Key_F8)
    panel(desk).setFocus()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.words == "at"
    panel(desk).setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() is desk.bench.middle.text.view


def test_a_row_says_everything(desk: Desk) -> None:
    """A screen reader hears severity, words, what is wrong, the way out, and the key where there is one."""
    desk.press(Qt.Key.Key_F8)
    spoken = panel(desk).rows.data(panel(desk).rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "error: in: the role p.Locus has no function; choose a function, Ctrl . mends it"
