"""Every action of the window in one table: its name, its words, its keys, and where they work.

Menus, the palette, the key caps and the key sheet are made from this table and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence


class Where(StrEnum):
    """Where an action's keys work. In the text, letters belong to labels, so its keys are never letters."""

    WINDOW = "anywhere"
    TEXT = "in the text"
    SUPERSENSES = "in the text, supersenses"
    CONCEPTS = "in the text, concepts"
    RELATION = "while governor or object is chosen"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: `title` is what a menu says, `cap` the word beside its key cap, `keys` portable key sequences."""

    name: str
    title: str
    keys: tuple[str, ...] = ()
    where: Where = Where.WINDOW
    group: str = ""
    cap: str = ""
    writes: bool = False  # refused while the project is open for reading only

    @property
    def key(self) -> str:
        """The first key as this system writes it, "" where there is none."""
        return shown(self.keys[0]) if self.keys else ""


_SHOWN = {"Return": "Enter", "PgDown": "PgDn", "-": "−", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def shown(key: str) -> str:
    """A portable key sequence as a key cap writes it: `Ctrl+Return` is `Ctrl Enter`, `-` is `−`."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    if text in ("+", "-"):
        return _SHOWN.get(text, text)
    parts = text.replace("++", "+plus").split("+")
    return " ".join(_SHOWN.get(part, part) for part in parts).replace("plus", "+")


RELATE = "Governor and object"


def _digits(word: str, where: Where) -> tuple[Action, ...]:
    return tuple(
        Action(f"take_{n}", f"Take {word} {n}", (str(n),), where, "Decide", f"take {n}", True) for n in range(1, 6)
    )


ACTIONS: tuple[Action, ...] = (
    Action("new", "New project…", ("Ctrl+N",), group="Project"),
    Action("open", "Open project…", ("Ctrl+O",), group="Project"),
    Action("import", "Import files…", ("Ctrl+I",), group="Project", writes=True),
    Action("export", "Export…", ("Ctrl+E",), group="Project"),
    Action("suggest", "Suggest in all documents", ("Ctrl+Return",), group="Project", writes=True),
    Action("suggest_here", "Suggest in this document", ("Ctrl+Shift+Return",), group="Project", writes=True),
    Action("model", "Suggest with another model…", group="Project"),
    Action("learn", "Learn from my decisions…", group="Project", writes=True),
    Action("close_project", "Close project", ("Ctrl+Shift+W",), group="Project"),
    Action("quit", "Quit", ("Ctrl+Q",), group="Project"),
    Action("undo", "Undo", ("Ctrl+Z",), group="Edit", writes=True),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), group="Edit", writes=True),
    Action("annotator", "Switch annotator…", ("Ctrl+Shift+A",), group="Edit"),
    Action("palette", "Search or run a command…", ("Ctrl+K",), group="Go"),
    Action("find_document", "Find in the documents", ("Ctrl+F", "Ctrl+D"), group="Go"),
    Action("next_document", "Next document", ("Ctrl+PgDown", "Alt+Down"), group="Go"),
    Action("previous_document", "Previous document", ("Ctrl+PgUp", "Alt+Up"), group="Go"),
    Action("supersenses", "Layer: supersenses", ("Ctrl+1",), group="Go"),
    Action("concepts", "Layer: concepts", ("Ctrl+2",), group="Go"),
    Action("hints", "Layer: hints", ("Ctrl+3",), group="Go"),
    Action("catalogue", "Catalogue", ("Ctrl+B",), group="Go"),
    Action("terms", "Term candidates", ("Ctrl+Shift+B",), group="Go"),
    Action("target_lists", "Target lists", ("Ctrl+L",), group="Go"),
    Action("versions", "Scheme versions", ("Ctrl+Shift+V",), group="Go"),
    Action("compare", "Compare with an annotator or a file…", ("Ctrl+Shift+C",), group="Go"),
    Action("problem", "Problem page of this document", ("Ctrl+P",), group="Go"),
    Action("text", "Text of this document", ("Ctrl+T",), group="Go"),
    Action("next_tab", "Next tab", ("Ctrl+Tab",), group="Go"),
    Action("close_tab", "Close tab", ("Ctrl+W",), group="Go"),
    Action("next_pane", "Next pane", ("F6",), group="Go"),
    Action("findings", "Show or hide the findings", ("Ctrl+Shift+F",), group="View", cap="hide"),
    Action("documents_pane", "Show or hide the documents", ("Ctrl+\\",), group="View"),
    Action("decision_pane", "Show or hide the decision", ("Ctrl+Shift+\\",), group="View"),
    Action("theme", "Light or dark", ("Ctrl+Shift+L",), group="View"),
    Action("high_contrast", "High contrast", group="View"),
    Action("all_supersenses", "Show noun and verb supersenses, or not", ("Ctrl+Shift+N",), group="View"),
    Action("larger", "Larger text", ("Ctrl++", "Ctrl+="), group="View"),
    Action("smaller", "Smaller text", ("Ctrl+-",), group="View"),
    Action("keys", "Keys", ("F1",), group="View"),
    Action("accept", "Accept and go to the next undecided", ("Return", "Enter"), Where.TEXT, "Decide", "accept", True),
    *_digits("candidate", Where.TEXT),
    Action("function", "Choose the function", ("Tab",), Where.SUPERSENSES, "Decide", "function", True),
    Action("same", "Function the same as the role", ("=",), Where.SUPERSENSES, "Decide", "same function", True),
    Action("second", "Take the second choice", ("!",), Where.TEXT, "Decide", "second choice", True),
    Action("not_target", "Not a target", ("-",), Where.TEXT, "Decide", "not a target", True),
    Action("reject", "Reject the label", ("Backspace", "Delete"), Where.TEXT, "Decide", "reject", True),
    Action("skip", "Decide later", ("Space",), Where.TEXT, "Decide", "later"),
    Action("doubt", "In doubt, or not any more", ("?",), Where.TEXT, "Decide", "doubt", True),
    Action("note", "Write a note", (";",), Where.TEXT, "Decide", "note", True),
    Action("new_concept", "New concept from these words", ("+",), Where.CONCEPTS, "Decide", "new concept", True),
    Action("strong", "Strong expression, or take it apart", ("Ctrl+M",), Where.SUPERSENSES, "Decide", "strong", True),
    Action("weak", "Weak expression, or take it apart", ("Ctrl+Shift+M",), Where.SUPERSENSES, "Decide", "weak", True),
    Action("always_target", "Always a target: these words", ("Ctrl+Shift+T",), Where.SUPERSENSES, "Decide", "", True),
    Action("never_target", "Never a target: these words", ("Ctrl+Shift+X",), Where.SUPERSENSES, "Decide", "", True),
    Action("governor", "Set the governor", ("Ctrl+G",), Where.SUPERSENSES, "Decide", "governor", True),
    Action("object", "Set the object", ("Ctrl+Shift+G",), Where.SUPERSENSES, "Decide", "object", True),
    Action(
        "configuration", "Set the configuration", ("Ctrl+Alt+G",), Where.SUPERSENSES, "Decide", "configuration", True
    ),
    Action("relation_take", "Take what is chosen", ("Return", "Enter"), Where.RELATION, RELATE, "take", True),
    Action("relation_next", "Next word or configuration", ("Right", "Down"), Where.RELATION, RELATE),
    Action("relation_previous", "Word or configuration before", ("Left", "Up"), Where.RELATION, RELATE),
    Action("relation_none", "None", ("0", "Backspace", "Delete"), Where.RELATION, RELATE, "none"),
    Action("relation_derived", "As the tree says", ("=",), Where.RELATION, RELATE, "as the tree says"),
    Action("relation_slot", "Governor, object, configuration in turn", ("Tab",), Where.RELATION, RELATE, "next"),
    Action("relation_leave", "Leave it as it was", ("Esc",), Where.RELATION, RELATE, "leave"),
    Action("next_finding", "Next finding", ("F8",), group="Move", cap="next"),
    Action("previous_finding", "Finding before", ("Shift+F8",), group="Move", cap="before"),
    Action("mend", "Mend what is wrong here", ("Ctrl+.",), group="Decide", cap="mend", writes=True),
    Action("keep_decided", "Keep what was decided", ("Ctrl+,",), group="Decide", cap="keep", writes=True),
    Action("next", "Next target", ("Right",), Where.TEXT, "Move"),
    Action("previous", "Previous target", ("Left",), Where.TEXT, "Move"),
    Action("next_word", "Next word", ("Ctrl+Right",), Where.TEXT, "Move"),
    Action("previous_word", "Previous word", ("Ctrl+Left",), Where.TEXT, "Move"),
    Action("extend_right", "Select one word more", ("Shift+Right",), Where.TEXT, "Move"),
    Action("extend_left", "Select one word less, or more to the left", ("Shift+Left",), Where.TEXT, "Move"),
    Action("across_right", "Select on across a gap", ("Alt+Shift+Right",), Where.TEXT, "Move"),
    Action("across_left", "Select back across a gap", ("Alt+Shift+Left",), Where.TEXT, "Move"),
    Action("next_sentence", "Next sentence", ("Down",), Where.TEXT, "Move"),
    Action("previous_sentence", "Previous sentence", ("Up",), Where.TEXT, "Move"),
    Action("page_down", "A page down", ("PgDown",), Where.TEXT, "Move"),
    Action("page_up", "A page up", ("PgUp",), Where.TEXT, "Move"),
    Action("first", "Start of the document", ("Ctrl+Home",), Where.TEXT, "Move"),
    Action("last", "End of the document", ("Ctrl+End",), Where.TEXT, "Move"),
    Action("back", "Select nothing; leave a field", ("Esc",), Where.TEXT, "Move"),
)  # fmt: skip

BY_NAME: Mapping[str, Action] = {action.name: action for action in ACTIONS}
GROUPS = ("Decide", "Move", RELATE, "Go", "Edit", "Project", "View")


def in_group(group: str) -> Iterator[Action]:
    """The actions of a group, in the table's order."""
    return (action for action in ACTIONS if action.group == group)


def combination(key: str) -> QKeyCombination:
    """The key and modifiers of a portable key sequence of one stroke."""
    stroke: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs lack it
    return stroke


def hint(name: str) -> str:
    """What a tooltip says of an action: its words and its key."""
    action = BY_NAME[name]
    return f"{action.title}  {action.key}" if action.keys else action.title


def key_of(name: str) -> str:
    """The key of an action as a cap writes it."""
    return BY_NAME[name].key


def is_letter(text: str, modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a key press types a letter that a label may begin with."""
    command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return bool(text) and text.isalpha() and not modifiers & command
