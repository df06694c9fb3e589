"""The look: tokens, style sheet, fonts and icons."""

import re
from importlib import resources

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QFontMetricsF, QIcon, QPalette, QRawFont
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from construal.annotation.errors import ConstrualError
from construal.gui import icons, typefaces
from construal.gui.theme import ROLES, THEMES, ConstrualStyle, Theme, apply, style_sheet, theme

FOLDER = resources.files("construal.resources")


def luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    r, g, b = (linear(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: QColor, b: QColor) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_everything_can_be_read(name: str) -> None:
    """Every ink, hue and layer colour has a contrast of 4.5 on every surface that words stand on."""
    worn = theme(name)
    surfaces = ["window", "panel", "canvas", "raised", "hover", "selected", "accent_tint"]
    inks = [n for n in (*worn.text, *worn.label, *worn.layer) if not re.search("_bar$|_tint$|^disabled$", n)]

    assert len(inks) > 20
    low = {(i, s): contrast(worn.colour(i), worn.colour(s)) for i in inks for s in surfaces}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    assert contrast(worn.colour("target_ink"), worn.colour("target_fill")) >= 4.5
    assert contrast(worn.colour("control"), worn.colour("canvas")) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_heat_reads(name: str) -> None:
    """Each of the eight steps of the heat scale has an ink that reads on it."""
    steps = theme(name).heat

    assert len(steps) == 8
    assert all(contrast(QColor(fill), QColor(ink)) >= 4.5 for fill, ink in steps)


def test_names_that_are_none() -> None:
    """A theme, a size or a colour that is not there is refused; the hue of a user's own layer is plain ink."""
    with pytest.raises(ConstrualError, match="sepia"):
        Theme("sepia")
    with pytest.raises(ConstrualError, match="40"):
        Theme("light", 40)
    with pytest.raises(KeyError):
        theme("light").colour("mauve")
    assert theme("dark").hue("my own layer") == theme("dark").colour("ink2")


def test_a_theme_cannot_be_changed() -> None:
    """A theme is a value: neither it nor its colours can be set."""
    with pytest.raises(AttributeError):
        theme("light").name = "dark"  # type: ignore[misc]
    with pytest.raises(TypeError):
        theme("light").surface["canvas"] = "#000000"  # type: ignore[index]


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_whole(qtbot: QtBot, name: str) -> None:
    """Every colour of the sheet is filled in, every brace closed, and every control has its disabled state."""
    sheet = style_sheet(theme(name))

    assert "@" not in sheet
    assert "%" not in sheet
    assert sheet.count("{") == sheet.count("}")
    controls = "QPushButton QToolButton QLineEdit QComboBox QCheckBox QListView::item QTabBar::tab QMenu::item"
    for control in controls.split():
        assert f"{control}:disabled" in sheet, control
    for role in ROLES:
        assert f'[role="{role}"]' in sheet, role


def is_near(a: QColor, b: QColor) -> bool:
    """Whether two colours differ by no more than rounding at the edge of a shape."""
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= 3


def painted(widget: QWidget) -> set[str]:
    """The colours of a widget's picture."""
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize("name", THEMES)
def test_controls_wear_it(qtbot: QtBot, qapp: QCoreApplication, name: str) -> None:
    """The primary button is filled with the accent, a focused field has the focus ring, a disabled one neither."""
    worn = Theme(name)
    apply(qapp, worn)  # type: ignore[arg-type]
    page = QWidget()
    qtbot.addWidget(page)
    button, field, layer = QPushButton("Accept", page), QLineEdit("Locus", page), QToolButton(page)
    button.setProperty("role", "primary")
    layer.setProperty("role", "layer")
    layer.setText("Hints")
    page.resize(300, 200)
    for place, widget in enumerate((button, field, layer)):
        widget.setGeometry(10, 10 + 50 * place, 150, 30)
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    assert worn.colour("accent").name() in painted(button)
    assert worn.colour("focus").name() in painted(field)
    button.setEnabled(False)
    assert worn.colour("accent").name() not in painted(button)
    plain = layer.grab().toImage().pixelColor(1, 15)
    layer.setFocus()
    assert plain != worn.colour("focus")
    assert layer.grab().toImage().pixelColor(1, 15) == worn.colour("focus")


def test_wearing_another(qtbot: QtBot, qapp: QCoreApplication) -> None:
    """Another theme changes palette and style of the running application, and keeps one style object."""
    apply(qapp, theme("light"))  # type: ignore[arg-type]
    style = qapp.property("construalStyle")
    apply(qapp, theme("dark"))  # type: ignore[arg-type]
    label = QLabel("word")
    qtbot.addWidget(label)

    assert label.palette().color(QPalette.ColorRole.Window) == theme("dark").colour("window")
    assert isinstance(style, ConstrualStyle)
    assert qapp.property("construalStyle") is style
    assert style.theme is theme("dark")
    apply(qapp, theme("light"))  # type: ignore[arg-type]


def test_rows_of_lists_have_room(qtbot: QtBot, qapp: QCoreApplication) -> None:
    """Rows of a plain list are at least 24 px high."""
    apply(qapp, theme("light"))  # type: ignore[arg-type]
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.addItems(["one", "two"])
    rows.show()

    assert rows.sizeHintForRow(0) >= 24


def test_fonts(qtbot: QtBot) -> None:
    """The bundled families are there in both weights and italic, and figures can have one width."""
    typefaces.load()

    assert {"Inter", "Construal Serif"} <= set(QFontDatabase.families())
    for make in (typefaces.interface, typefaces.text):
        assert QRawFont.fromFont(make(40)).styleName() == "Regular"
        assert QRawFont.fromFont(make(40, 600)).styleName() == "SemiBold"
    assert QFontInfo(typefaces.text(17)).family() == "Construal Serif"
    assert QFontInfo(typefaces.text(17, is_italic=True)).italic()
    tabular = QFontMetricsF(typefaces.tabular(typefaces.interface(40)))
    assert tabular.horizontalAdvance("1111") == pytest.approx(tabular.horizontalAdvance("8888"))


def test_what_ships_is_small_and_licensed() -> None:
    """The fonts take less than 2.5 MB, and the licence text of each lies beside it, as that of the icons."""
    fonts = [file for file in (FOLDER / "fonts").iterdir() if file.name.endswith(".ttf")]

    assert sum(len(file.read_bytes()) for file in fonts) < 2_500_000
    for family in {file.name.partition("-")[0] for file in fonts}:
        assert "SIL Open Font License" in (FOLDER / "fonts" / f"{family}-OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in (FOLDER / "icons" / "LICENSE.txt").read_text(encoding="utf-8")


def test_icons_are_coloured_before_they_are_drawn(qtbot: QtBot) -> None:
    """Every icon is drawn in the colour asked for and no other, sharp at each pixel ratio."""
    for name in icons.names():
        picture = icons.pixmap(name, "#0b6663", 16, 2.0).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
        inked = [pixel for pixel in pixels if pixel.alpha() > 200]
        assert picture.width() == 32
        assert inked, name
        assert all(is_near(pixel, QColor("#0b6663")) for pixel in inked), name


def test_an_icon_that_is_none() -> None:
    """An icon that does not ship is named in the error."""
    with pytest.raises(ConstrualError, match="unicorn"):
        icons.pixmap("unicorn", "#000000")


def test_disabled_icons(qtbot: QtBot) -> None:
    """An icon of a theme has a disabled form in the colour for that."""
    picture = theme("light").icon("check", "ink").pixmap(16, 16, QIcon.Mode.Disabled).toImage()
    pixels = [picture.pixelColor(x, y) for x in range(16) for y in range(16)]
    inked = [pixel for pixel in pixels if pixel.alpha() > 200]

    assert inked
    assert all(is_near(pixel, theme("light").colour("disabled")) for pixel in inked)
