"""Undo and redo over a state in memory. Every undo applies an inverse, which hands back the redo: one path."""

from __future__ import annotations

from construal.annotation.commands import Change, Command
from construal.annotation.state import State


class History:
    """Commands done to a state, newest last; a command that fails leaves no trace."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._done: list[Command] = []  # inverses
        self._undone: list[Command] = []

    def do(self, command: Command) -> Change:
        """Apply a command, then remember it."""
        inverse, change = command.apply(self.state)
        self._done.append(inverse)
        self._undone.clear()
        return change

    def undo(self) -> Change | None:
        """Take back the newest command; None where there is none."""
        return self._move(self._done, self._undone)

    def redo(self) -> Change | None:
        """Do again what was last taken back; None where there is none."""
        return self._move(self._undone, self._done)

    @property
    def undo_label(self) -> str:
        """The name of the step that `undo` would take back, or ""."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """The name of the step that `redo` would do again, or ""."""
        return self._undone[-1].label if self._undone else ""

    def _move(self, source: list[Command], target: list[Command]) -> Change | None:
        if not source:
            return None
        inverse, change = source[-1].apply(self.state)
        source.pop()
        target.append(inverse)
        return change
