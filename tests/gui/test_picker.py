"""The two-slot picker under real key presses: likeliest first, forbidden ones explained, nothing by accident."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from construal.annotation.scheme import load
from construal.gui.look import Look
from construal.gui.panels.picker import Picker
from construal.gui.panels.ranking import Candidate, Knowledge

FROM = (
    Candidate("Source", "Source", 51, 0.46),
    Candidate("Originator", "Source", 41, 0.38),
    Candidate("PartPortion", "Source", 8, 0.05),
)


@dataclass
class Shown:
    """A picker on a window, and what came of it."""

    picker: Picker
    chosen: list[tuple[str, str]] = field(default_factory=list)
    left: list[bool] = field(default_factory=list)

    def rows(self) -> list[str]:
        return [row.text for row in self.picker.model.rows if row.kind == "choice"]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(352, 600)
    result = Shown(Picker(Look("light", 17), host))
    result.picker.setGeometry(16, 16, 320, 60)
    result.picker.chosen.connect(lambda role, function: result.chosen.append((role, function)))
    result.picker.left.connect(lambda: result.left.append(True))

    def functions(role: str) -> list[Candidate]:
        return [Candidate(role, "Source", 41, 0.96), Candidate(role, "Gestalt", 70, 0.02)]

    knowledge = Knowledge(load("snacs-2.6"), "en", "P", FROM, functions)
    result.picker.show_target(knowledge, role="Source", function="Source", words="from")
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    return result


def test_closed_it_shows_the_suggestion_in_grey(shown: Shown) -> None:
    """Before anything is typed the shown label stands in both slots, and no list is open."""
    assert shown.picker.role_field.placeholderText() == "Source"
    assert shown.picker.function_field.placeholderText() == "Source"
    assert not shown.picker.is_open


def test_three_letters_and_enter_choose(shown: Shown, qtbot: QtBot) -> None:
    """The first letter comes from the text, two more are typed, Enter takes the first row."""
    shown.picker.begin("o")
    qtbot.keyClicks(shown.picker.role_field, "ri")

    assert shown.rows()[0] == "Originator ↝ Source"

    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Return)

    assert shown.chosen == [("Originator", "Source")]
    assert not shown.picker.is_open


def test_arrows_move_in_the_list(shown: Shown, qtbot: QtBot) -> None:
    """Down goes to the next row, Enter takes that."""
    shown.picker.begin("sou")
    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Down)
    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Return)

    assert shown.chosen == [("Originator", "Source")]


def test_a_digit_takes_its_row(shown: Shown, qtbot: QtBot) -> None:
    """Labels hold no digits, so 3 takes the third row."""
    shown.picker.begin("sou")
    qtbot.keyClick(shown.picker.role_field, "3")

    assert shown.chosen == [("PartPortion", "Source")]


def test_tab_goes_to_the_function(shown: Shown, qtbot: QtBot) -> None:
    """Tab fixes the role; the second list is about it; Enter takes role and function."""
    shown.picker.begin("ori")
    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Tab)

    assert shown.picker.role_field.text() == "Originator"
    assert shown.rows() == ["Source", "Gestalt"]

    qtbot.keyClicks(shown.picker.function_field, "gest")
    qtbot.keyClick(shown.picker.function_field, Qt.Key.Key_Return)

    assert shown.chosen == [("Originator", "Gestalt")]


def test_equals_makes_the_function_the_same(shown: Shown, qtbot: QtBot) -> None:
    """`=` takes the role at hand for both slots, where that may be."""
    shown.picker.begin("loc")
    qtbot.keyClick(shown.picker.role_field, "=")

    assert shown.chosen == [("Locus", "Locus")]


def test_equals_explains_where_a_role_is_no_function(shown: Shown, qtbot: QtBot) -> None:
    """`=` on a role that is never a function says so and records nothing."""
    shown.picker.begin("ori")
    qtbot.keyClick(shown.picker.role_field, "=")

    assert shown.chosen == []
    assert "never a function" in shown.picker.foot.text()
    assert shown.picker.foot.isVisible()


def test_enter_on_a_forbidden_label_explains(shown: Shown, qtbot: QtBot) -> None:
    """A forbidden label can be reached by the arrows; Enter on it gives the reason and records nothing."""
    shown.picker.begin("ori")
    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Tab)
    qtbot.keyClicks(shown.picker.function_field, "recip")

    assert [row.kind for row in shown.picker.model.rows if row.choice] == ["forbidden"]

    qtbot.keyClick(shown.picker.function_field, Qt.Key.Key_Return)

    assert shown.chosen == []
    assert shown.picker.is_open
    assert "Recipient" in shown.picker.foot.text()


def test_escape_goes_back_a_slot_then_leaves(shown: Shown, qtbot: QtBot) -> None:
    """Esc in the second slot returns to the first; there it closes the list and leaves."""
    shown.picker.begin("ori")
    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Tab)
    qtbot.keyClick(shown.picker.function_field, Qt.Key.Key_Escape)

    assert shown.picker.is_open
    assert shown.picker.role_field.hasFocus()
    assert shown.left == []

    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Escape)

    assert not shown.picker.is_open
    assert shown.left == [True]
    assert shown.chosen == []


def test_tab_from_the_text_keeps_the_shown_role(shown: Shown, qtbot: QtBot) -> None:
    """Only the function is changed: the shown role stays fixed."""
    shown.picker.begin_function()
    qtbot.keyClicks(shown.picker.function_field, "goal")
    qtbot.keyClick(shown.picker.function_field, Qt.Key.Key_Return)

    assert shown.chosen == [("Source", "Goal")]


def test_a_click_takes_a_row(shown: Shown, qtbot: QtBot) -> None:
    """The mouse does what the keys do."""
    shown.picker.begin("sou")
    rows = shown.picker.list
    second = rows.visualRect(shown.picker.model.index(1))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=second.center())

    assert shown.chosen == [("Originator", "Source")]


def test_nothing_found_says_so(shown: Shown, qtbot: QtBot) -> None:
    """Letters that no label holds leave a sentence, and Enter records nothing."""
    shown.picker.begin("zzzz")

    assert [row.kind for row in shown.picker.model.rows] == ["note"]

    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Return)

    assert shown.chosen == []


def test_a_noun_has_one_slot(shown: Shown, qtbot: QtBot) -> None:
    """Where the expression is a noun, its supersenses are offered, and there is no function."""
    scheme = load("snacs-2.6")
    shown.picker.show_target(
        Knowledge(scheme, "en", "N"), role="n.PERSON", function="", words="owner", supersenses=scheme.noun_supersenses
    )
    shown.picker.begin("loc")
    qtbot.keyClick(shown.picker.role_field, Qt.Key.Key_Return)

    assert not shown.picker.function_field.isVisible()
    assert shown.chosen == [("n.LOCATION", "")]


def test_rows_are_spoken(shown: Shown) -> None:
    """A screen reader hears the label, its count and share, and why a label is not allowed."""
    shown.picker.begin("sou")

    spoken = [shown.picker.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)]

    assert spoken == ["Source, 51 in gold, 46%"]
