"""Stating governor, object and configuration: real keys and clicks on a project whose text has a tree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk import ALT, CTRL, ID, SHIFT, Desk, opened, told
from made import prepared_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from treebank import treebank

from construal.annotation.annotation import Annotation, Status
from construal.annotation.layer import LEXICAL
from construal.core.project import Project
from construal.gui.key_sheet import sheet
from construal.gui.panels.key_strip import KeyButton
from construal.gui.views.relation_bar import RelationBar

TEXT = (
    "Dogs/NOUN/NNS/2/nsubj slept/VERB/VBD/0/root in/ADP/IN/5/case the/DET/DT/5/det yard/NOUN/NN/2/obl",
    "Cats/NOUN/NNS/2/nsubj hid/VERB/VBD/0/root under/ADP/IN/4/case beds/NOUN/NNS/2/obl",
)


def build(path: Path) -> None:
    """A project of one document with a tree: two suggested prepositions and a decided noun."""
    document = treebank(*TEXT, id=ID)
    document.name = "animals"
    values = {2: {"role": "Locus", "function": "Locus"}, 7: {"role": "Locus", "function": "Locus"}}
    made = [
        Annotation(
            id=ID + 100 + row, document=ID, layer=LEXICAL, anchor=document.anchor_of([row]),
            values={"strength": "single", **labels}, status=Status.SUGGESTED, source="frequency 1", scheme="snacs-2.6",
        )
        for row, labels in values.items()
    ]  # fmt: skip
    made.append(
        Annotation(
            id=ID + 200, document=ID, layer=LEXICAL, anchor=document.anchor_of([4]),
            values={"strength": "single", "supersense": "n.LOCATION"}, source="conllulex", scheme="snacs-2.6",
        )
    )  # fmt: skip
    with Project.create(path, annotator="ann", name="Made") as project:
        project.add(prepared_of([document], made))


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    yield from opened(tmp_path / "made.construal", qtbot, build)


def bar(desk: Desk) -> RelationBar:
    return desk.bench.middle.text.relation


def stored(desk: Desk) -> dict[str, object]:
    """What ann's one annotation states about its relation."""
    (own,) = desk.stored()
    return {key: own.values[key] for key in ("governor", "object", "config") if key in own.values}


def in_text(desk: Desk) -> bool:
    return desk.focused() is desk.bench.middle.text.view and not bar(desk).isVisible()


def click_word(desk: Desk, row: int) -> None:
    """Click on the word of a token row."""
    view, document = desk.bench.middle.text.view, desk.bench.session.document
    assert document is not None
    box = view.rect_of(document.anchor_of([row]).fragments)
    assert box is not None
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())


def test_the_pane_says_what_the_tree_says(desk: Desk) -> None:
    """Governor and object stand in the decision pane, and what is stated is said to be."""
    found = desk.bench.decision.evidence
    assert found is not None
    assert (found.governor, found.object, found.config, found.is_stated) == ("slept", "yard", "default", False)
    assert "stated by hand" not in desk.bench.decision.grammar.text()

    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Return)

    assert desk.bench.decision.evidence.governor == "Dogs"
    assert "stated by hand" in desk.bench.decision.grammar.text()


def test_another_governor_with_the_arrows(desk: Desk) -> None:
    """Ctrl+G, arrow, Enter: one word to the left governs; it is one step, undecided still, and undone as one."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)

    assert desk.focused() is bar(desk)
    assert bar(desk).accessibleName() == "Governor: slept, as the tree says"
    assert desk.bench.middle.text.view.selection == ((5, 10),)

    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return)

    assert stored(desk) == {"governor": "1"}
    assert desk.stored()[0].status is Status.SUGGESTED
    assert told(desk) == "«in»: governor Dogs, object yard, default"
    assert in_text(desk)
    assert desk.words == "in"

    desk.press(Qt.Key.Key_Z, modifiers=CTRL)

    assert desk.stored() == []


def test_the_arrows_leave_out_the_expression(desk: Desk) -> None:
    """From ‘slept’ the next word to the right is behind ‘in’; at the end of the sentence the arrow stays."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Right)

    assert bar(desk).choice is not None
    assert bar(desk).choice.word("governor") == "the"

    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)

    assert bar(desk).choice.word("governor") == "yard"


@pytest.mark.parametrize("key", ["0", Qt.Key.Key_Backspace])
def test_none_is_an_answer(desk: Desk, key: Qt.Key | str) -> None:
    """0 or Backspace states that there is no object, and says so in the file."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL | SHIFT)
    desk.press(key, Qt.Key.Key_Return)

    assert stored(desk) == {"object": "0"}
    assert told(desk) == "«in»: governor slept, object none, default"


def test_back_to_the_tree(desk: Desk) -> None:
    """= takes the tree's word for it, and nothing is stated any more."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press("0", Qt.Key.Key_Return)

    assert stored(desk) == {"governor": "0"}

    desk.press(Qt.Key.Key_G, modifiers=CTRL)

    assert bar(desk).note.text().startswith("the tree says: slept")

    desk.press("=", Qt.Key.Key_Return)

    assert stored(desk) == {}


def test_all_three_in_one_step(desk: Desk) -> None:
    """Tab goes on to object and configuration; Enter takes all that was chosen as one step."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Tab, "t", Qt.Key.Key_Tab, "p", Qt.Key.Key_Return)

    assert stored(desk) == {"governor": "1", "object": "4", "config": "predicative"}

    desk.press(Qt.Key.Key_Z, modifiers=CTRL)

    assert desk.stored() == []


def test_the_configuration_goes_round(desk: Desk) -> None:
    """Ctrl+Alt+G has the configuration at hand; the arrows go through all six and round."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL | ALT)
    desk.press(Qt.Key.Key_Left, Qt.Key.Key_Return)

    assert stored(desk) == {"config": "predicative+stranded"}


def test_esc_leaves_everything(desk: Desk) -> None:
    """Esc changes nothing, and the keys are back in the text."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Left, "0", Qt.Key.Key_Escape)

    assert desk.stored() == []
    assert in_text(desk)
    assert desk.words == "in"
    assert desk.bench.middle.text.view.selection == ()


def test_taking_what_stands_is_no_step(desk: Desk) -> None:
    """Enter on an unchanged choice writes nothing."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Return)

    assert desk.stored() == []
    assert told(desk) == "Governor and object of «in» are as they were"


def test_with_the_mouse(desk: Desk) -> None:
    """A click on the pane's hint opens the bar, a click on a word takes it, though another label marks it."""
    _click(desk, desk.bench.decision.hint, "governor")

    assert bar(desk).isVisible()

    click_word(desk, 4)

    assert stored(desk) == {"governor": "5"}
    assert in_text(desk)
    assert desk.words == "in"


def test_the_object_in_the_pane_is_a_button(desk: Desk) -> None:
    """A click on the object's name in the pane opens the bar on it; clicks on the bar's caps empty and take it."""
    _click(desk, desk.bench.decision.grammar, "object")

    assert bar(desk).accessibleName().startswith("Object: yard")

    caps = {cap.accessibleName(): cap for cap in bar(desk).findChildren(KeyButton)}
    desk.qtbot.mouseClick(caps["None"], Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(caps["Take what is chosen"], Qt.MouseButton.LeftButton)

    assert stored(desk) == {"object": "0"}


def _click(desk: Desk, label: QLabel, link: str) -> None:
    """Click on the first place of a label that leads to this link."""
    heard: list[str] = []
    label.linkHovered.connect(heard.append)
    for y in range(4, label.height(), 8):
        for x in range(0, label.width(), 4):
            desk.qtbot.mouseMove(label, QPoint(x, y))
            if heard and heard[-1] == link:
                label.linkHovered.disconnect(heard.append)
                desk.qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
                return
    pytest.fail(f"no link to {link}")


def test_a_word_of_another_sentence_cannot_be_taken(desk: Desk) -> None:
    """A click outside the sentence leaves the choice open as it was."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    click_word(desk, 6)

    assert desk.stored() == []
    assert bar(desk).isVisible()
    assert bar(desk).choice is not None
    assert bar(desk).choice.word("governor") == "slept"


def test_another_target_closes_the_bar(desk: Desk) -> None:
    """Going elsewhere leaves the choice: what was chosen for one target is never taken for another."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Left)
    desk.bench.movement.next()

    assert not bar(desk).isVisible()
    assert in_text(desk)

    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press(Qt.Key.Key_Return)

    assert desk.stored() == []


def test_a_noun_has_none(desk: Desk) -> None:
    """On a noun the key says that adpositions have governors, and nothing opens."""
    desk.bench.middle.text.show_all(True)
    desk.press(Qt.Key.Key_Right)

    assert desk.words == "yard"

    desk.press(Qt.Key.Key_G, modifiers=CTRL)

    assert not bar(desk).isVisible()
    assert told(desk) == "«yard» is no adposition; only those have governor and object here."


def test_a_label_keeps_what_was_stated(desk: Desk) -> None:
    """Deciding the label afterwards keeps the stated governor."""
    desk.press(Qt.Key.Key_G, modifiers=CTRL)
    desk.press("0", Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)

    assert stored(desk) == {"governor": "0"}
    assert desk.stored()[0].status is Status.GOLD


def test_the_key_sheet_tells_the_keys(desk: Desk) -> None:
    """The keys of the bar, and those that open it, are on the sheet."""
    html = sheet(desk.window.look)

    assert all(words in html for words in ("Set the governor", "Set the object", "As the tree says", "Ctrl Shift G"))
