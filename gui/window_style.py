"""The parts of the style sheet that belong to the window's own panes; colours are names of the theme's tokens."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QColor

_SHEET = """
#topBar { background: @window; border-bottom: 1px solid @line; }
#statusLine { background: transparent; }
#statusLine QLabel { font-size: 12px; color: @ink; }
#statusLine QLabel[refused="true"] { color: @danger; }
#documentsPane, #decisionPane, #conceptPane, #coverage { background: @panel; }
#paneHeader { border-bottom: 1px solid transparent; background: @panel; }
#paneHeader[focused="true"] { border-bottom: 2px solid @accent; }
#paneTitle, #sectionTitle, #strong { font-weight: 600; color: @ink; }
#sectionTitle { font-size: 12px; }
#title { font-size: 15px; font-weight: 600; color: @ink; }
#secondary, #grammar { color: @ink2; font-size: 12px; }
#statusLine #secondary { color: @ink2; }
#caption { color: @ink2; font-size: 11px; }
#empty { color: @ink2; padding: 12px 16px; }
#state { color: @ink2; font-size: 12px; padding: 0 16px 6px 16px; }
#definition { padding: 8px 16px 12px 16px; font-size: 13px; color: @ink; }
#rule { background: @line; }
#target { font-family: "%SERIF%"; font-size: 24px; font-weight: 600; color: @ink; }
#decisionMiddle, #decisionMiddle > QWidget > QWidget { background: transparent; }
#keyStrip { border-top: 1px solid @line; background: @panel; }
#documentsPane QListView, #documentsPane QListView:focus { background: @panel; border: none; outline: none; }
#pickerList, #overlay { background: @raised; border: 1px solid @control; border-radius: 4px; }
#pickerList QListView, #overlay QListView { background: @raised; border: none; outline: none; }
#keySheet, #keySheet:focus { background: @raised; border: none; padding: 0 8px; }
#pickerFoot { border-top: 1px solid @line; padding: 8px 10px; font-size: 12px; color: @ink; background: @raised; }
#topButton, #iconButton, #quiet { border: none; background: transparent; border-radius: 4px; color: @ink; }
#topButton { padding: 4px 8px; }
#topButton { font-weight: 600; }
#quiet { color: @ink2; font-size: 12px; padding: 2px 0; }
#iconButton { padding: 5px; }
#topButton:hover, #iconButton:hover { background: @hover; }
#topButton:pressed, #iconButton:pressed { background: @press; }
#topButton:focus, #iconButton:focus, #quiet:focus { border: 2px solid @focus; padding: 2px 6px; }
#iconButton:focus { padding: 3px; }
#quiet:focus { padding: 0; }
#topButton::menu-indicator, #quiet::menu-indicator { image: none; width: 0; }
#layerBar { background: @canvas; border-bottom: 1px solid @line; }
#layerButton { border: none; border-radius: 4px; padding: 4px 10px; color: @ink2; background: transparent; }
#layerButton:hover { background: @hover; }
#layerButton:checked { background: @hover; color: @ink; font-weight: 600; }
#layerButton:focus { border: 2px solid @focus; padding: 2px 8px; }
#banner { background: @warn_tint; color: @warn; padding: 6px 16px; }
#noteBar, #relationBar { background: @canvas; border-top: 1px solid @line; }
#tabs::tab { padding: 0 14px; height: 34px; border: none; background: transparent; color: @ink2; margin: 0 2px; }
#tabs::tab:selected { color: @ink; font-weight: 600; border-bottom: 2px solid @ink; }
#tabs::tab:hover:!selected { background: @hover; }
#tabs { background: transparent; border: none; }
#tabRow { background: @panel; border-bottom: 1px solid @line; }
#startPage { background: @canvas; }
#startRow { border: none; border-bottom: 1px solid @line; border-radius: 0; background: transparent; }
#startRow { min-height: 60px; padding: 0; }
#startRow:hover { background: @hover; }
#startRow:focus { background: @selected; }
#emptyText { background: @canvas; color: @ink2; padding: 24px 68px; }
#cap { border: 1px solid @line_strong; border-radius: 3px; padding: 0 5px; }
#cap { font-size: 11px; color: @ink2; background: @raised; }
QSplitter::handle { background: @line; }
"""


def window_style(colour: Callable[[str], QColor], serif: str) -> str:
    """The style sheet of the window's panes, with the colours of a theme and the family of the annotated text."""
    names = re.sub(r"@(\w+)", lambda match: colour(match[1]).name(), _SHEET)
    return names.replace("%SERIF%", serif)
