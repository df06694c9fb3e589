"""The one place where the project's changes become a Qt signal; widgets connect to it and to nothing else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from construal.core.project import Project


class Bridge(QObject):
    """Says `changed(Change)` once for every change of a project, until closed."""

    changed = Signal(object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leave = project.changes.listen(self.changed.emit)

    def close(self) -> None:
        """Listen no more; safe to call twice."""
        self._leave()
