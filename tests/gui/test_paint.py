"""What the states of marks look like, pixel by pixel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from construal.gui import typefaces
from construal.gui.text.boxes import LabelBox, Rule, SentenceLayout
from construal.gui.text.layout import lay_out
from construal.gui.text.paint import NOTHING, Outfit, Shown, paint_sentence
from construal.gui.text.sentence import STATES, Mark, Sentence, Word
from construal.gui.theme import THEMES, Theme

LEFT, TOP = 60.0, 10.0
WORDS = (Word(0, 5, "offer"), Word(6, 8, "it"), Word(9, 11, "at"), Word(12, 13, "a"), Word(14, 19, "price"))
SLOTS = (("Cost", "participant_2"), ("Locus", "circumstance_2"))


def mark(state: str = "decided", **more: object) -> Mark:
    values: dict[str, object] = {"slots": SLOTS} | more
    return Mark(7, "lexical", ((9, 11),), state, **values)  # type: ignore[arg-type]


class Page:
    """A sentence painted on a canvas of its own."""

    def __init__(
        self, *marks: Mark, name: str = "light", shown: Shown = NOTHING, clip: QRectF | None = None,
        right_to_left: bool = False, words: tuple[Word, ...] = WORDS,
    ) -> None:  # fmt: skip
        self.outfit = Outfit(Theme(name))
        one = Sentence(0, "12", words, marks, start=0, end=19, right_to_left=right_to_left)
        self.layout: SentenceLayout = lay_out(one, 300, metrics=self.outfit.metrics, measures=self.outfit.measures)
        self.image = QImage(460, 120, QImage.Format.Format_RGB32)
        self.image.fill(self.outfit.inks("canvas"))
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sentence(painter, self.layout, LEFT, TOP, outfit=self.outfit, shown=shown, clip=clip)
        painter.end()

    def row(self, y: float, left: float, right: float) -> list[str]:
        """The colours of the pixels of a row, from `left` to `right` of the text column."""
        return [
            self.image.pixelColor(x, int(TOP + y)).name()
            for x in range(round(LEFT + left) + 1, round(LEFT + right) - 1)
        ]

    def colours(self, x: float, y: float, width: float, height: float) -> set[str]:
        """The colours inside a rectangle of the text column."""
        return {
            self.image.pixelColor(i, j).name()
            for i in range(int(LEFT + x), int(LEFT + x + width))
            for j in range(int(TOP + y), int(TOP + y + height))
        }

    def colour(self, name: str) -> str:
        return self.outfit.inks(name).name()

    @property
    def rule(self) -> Rule:
        return self.layout.lines[0].rules[0]

    @property
    def label(self) -> LabelBox:
        return self.layout.lines[0].labels[0]

    def under(self) -> list[str]:
        """The colours along the line under the target."""
        return self.row(24, *self.rule.spans[0])

    def label_colours(self) -> set[str]:
        return self.colours(self.label.x, self.label.y, self.label.width, self.label.height)


@pytest.fixture(autouse=True)
def fonts(qtbot: QtBot) -> None:
    typefaces.load()


@pytest.mark.parametrize("name", THEMES)
def test_decided(name: str) -> None:
    """A decision has a solid rule in its role's hue and both names in their own hues."""
    page = Page(mark(), name=name)

    assert set(page.under()) == {page.colour("participant_2")}
    assert {page.colour("participant_2"), page.colour("circumstance_2")} <= page.label_colours()


def test_suggested() -> None:
    """A suggestion has a dashed rule in its role's hue and no coloured word."""
    page = Page(mark("suggested"))
    under = page.under()

    assert page.colour("canvas") in under
    assert len(set(under)) > 1
    assert page.colour("participant_2") not in page.label_colours()
    assert page.colour("circumstance_2") not in page.label_colours()


def test_adjudicated() -> None:
    """An adjudicated decision has two lines of 1 px, 3 px apart."""
    page = Page(mark("adjudicated"))
    middle = sum(page.rule.spans[0]) / 2
    column = [page.image.pixelColor(round(LEFT + middle), int(TOP + y)).name() for y in range(21, 30)]
    lines = [y for y, colour in enumerate(column) if colour == page.colour("participant_2")]

    assert len(lines) == 2
    assert lines[1] - lines[0] == 3


def test_every_state_looks_its_own(qtbot: QtBot) -> None:
    """No two states, nor doubt or a broken rule beside them, give the same picture."""
    marks = [mark(state) for state in STATES]
    marks += [mark(doubt=True), mark(breaks_rule=True), mark(doubt=True, breaks_rule=True)]
    marks += [mark(strength=strength, slots=()) for strength in ("strong", "weak")]
    pictures = [Page(one).image for one in marks]

    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])


def test_states_do_not_rest_on_hue() -> None:
    """Without colours every state still has its own picture."""
    grey = [Page(mark(state)).image.convertToFormat(QImage.Format.Format_Grayscale8) for state in STATES]

    assert all(a != b for i, a in enumerate(grey) for b in grey[i + 1 :])


def test_not_a_target_is_a_dot() -> None:
    """What is no target has a dot below it, filled when decided and hollow when suggested, and no line."""
    for state, is_filled in (("not_target", True), ("not_target_suggested", False)):
        page = Page(mark(state, slots=()))
        middle = sum(page.rule.spans[0]) / 2
        centre = page.colours(middle - 0.5, page.rule.y + 1, 1, 1)
        assert (page.colour("control") in centre) is is_filled
        assert page.colour("canvas") in page.under()


@pytest.mark.parametrize("name", THEMES)
def test_the_current_target_is_filled(name: str) -> None:
    """Only the current target has the fill; its names stand in a box, in ink where they are only suggested."""
    shown = Shown(current=7, target=((9, 11),))
    page, plain = Page(mark("suggested"), name=name, shown=shown), Page(mark("suggested"), name=name)
    box = page.layout.lines[0].words[2]
    fill = page.colour("target_fill")

    assert fill in page.colours(box.x - 1, 8, 1, 8)
    assert page.colour("target_ink") in page.colours(box.x, 2, box.width, 20)
    assert fill not in plain.colours(0, 0, 300, 23) or fill == plain.colour("ink")
    assert page.colour("accent_tint") in page.label_colours()
    assert page.colour("ink") in page.label_colours()
    assert {page.colour("accent")} == set(page.row(page.label.y - 3, page.label.x, page.label.x + 20))


def test_part_of_a_word_is_current() -> None:
    """A target inside a word fills just the letters that it names."""
    page = Page(shown=Shown(target=((15, 17),)))
    box = page.layout.lines[0].words[4]
    letters = [page.outfit.metrics.advance("price"[:n], "text") for n in (1, 3, 5)]

    assert page.colour("target_fill") in page.colours(box.x + letters[0], 2, letters[1] - letters[0], 20)
    assert page.colour("target_fill") not in page.colours(box.x + letters[1] + 4, 2, box.width, 20)


def test_selection_and_hover() -> None:
    """Selected words stand on the pale tint, the word under the mouse in a frame."""
    page = Page(shown=Shown(selection=((0, 8),), hovered=((12, 13),)))
    first, last = page.layout.lines[0].words[0], page.layout.lines[0].words[1]
    hovered = page.layout.lines[0].words[3]

    assert page.colour("selected") in page.colours(first.x, 1, last.x + last.width, 2)
    assert page.colour("control") in page.colours(hovered.x - 4, 8, 3, 6)


def test_nothing_outside_the_clip() -> None:
    """Lines that do not meet the exposed rectangle are not painted."""
    blank = Page(clip=QRectF(0, 1000, 10, 10)).image

    assert {blank.pixelColor(x, y).name() for x in range(460) for y in range(120)} == {"#ffffff"}


def test_the_number_stands_in_the_gutter() -> None:
    """The sentence's number ends 16 px before the text; from right to left it stands as far behind it."""
    left, right = Page(), Page(right_to_left=True)

    assert len(left.colours(-40, 0, 24, 24)) > 1
    assert len(left.colours(-15, 0, 14, 24)) == 1
    assert len(right.colours(316, 0, 24, 24)) > 1
    assert len(right.colours(-40, 0, 40, 24)) == 1


def test_the_target_moves_no_word() -> None:
    """Words stand in the same pixels whichever target is current."""
    current = Page(mark(), shown=Shown(current=7, target=((9, 11),)))
    plain = Page(mark())
    after = plain.layout.lines[0].words[3].x - 1

    for x in range(int(LEFT + after), 380):
        for y in range(int(TOP), int(TOP) + 20):
            assert current.image.pixel(x, y) == plain.image.pixel(x, y)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_rules_are_crisp(ratio: float) -> None:
    """A rule fills whole rows of pixels at every scale of the screen, with no grey edge."""
    page = Page(mark())
    image = QImage(round(460 * ratio), round(120 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(page.outfit.inks("canvas"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_sentence(painter, page.layout, LEFT, TOP, outfit=page.outfit)
    painter.end()
    x = round((LEFT + sum(page.rule.spans[0]) / 2) * ratio)
    column = [image.pixelColor(x, y) for y in range(round((TOP + 22) * ratio), round((TOP + 27.5) * ratio))]
    hue, canvas = page.outfit.inks("participant_2"), page.outfit.inks("canvas")

    assert hue in column
    assert all(pixel in (hue, canvas) for pixel in column)


def test_formulas_are_painted() -> None:
    """A formula is painted where its box stands, with raised and lowered parts, other letters beside it."""
    words = (Word(0, 2, "ab"), Word(3, 10, "@@x_1@@"), Word(11, 16, "λόγος"))
    page = Page(words=words)
    formula = next(box for box in page.layout.lines[0].words if box.runs)

    assert len(page.colours(formula.x, 0, formula.width, 28)) > 1


def test_unknown_hues_are_ink() -> None:
    """A layer of the user's own, without a hue in the tokens, is drawn in plain ink."""
    own = Mark(7, "tense", ((9, 11),), "decided")
    page = Page(own)

    assert QColor(page.under()[len(page.under()) // 2]) == page.outfit.inks("ink2")


def test_the_end_of_a_word_as_the_current_target() -> None:
    """The box of a target inside a word begins at its first letter and leaves those before it as they are."""
    part, whole = ((16, 19),), ((14, 19),)  # the end of the last word, and the word
    plain, ending, word = (Page(shown=Shown(target=target)) for target in ((), part, whole))
    box = plain.layout.lines[0].words[-1]
    cut = box.x + plain.outfit.metrics.offset("price", 2, "text")
    fill = plain.colour("target_fill")

    before = [image.row(12, box.x, cut) for image in (plain, ending, word)]
    assert fill not in before[1]
    assert before[1] == before[0]
    assert fill in before[2]
    assert fill in ending.row(12, cut, box.x + box.width)
    assert fill in ending.row(12, box.x + box.width, box.x + box.width + 4)  # room where the word ends
