"""Adaptations as a project keeps them: all that were made, and which one of each model is in use.

Rows are only added. What is in use follows from the log, so that it is taken back like any other step.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from construal.annotation.annotation import now
from construal.annotation.commands import Adapt
from construal.core.adaptation.adaptation import Adaptation, Weights
from construal.core.adaptation.adapting import Made, Report
from construal.core.adaptation.errors import NoAdaptation
from construal.core.models.manifest import Manifest
from construal.core.models.model_key import key_of
from construal.core.tables import Tables

if TYPE_CHECKING:
    from construal.core.project import Project

_weights = msgspec.json.Decoder(Weights)
_report = msgspec.json.Decoder(Report)


@dataclass(frozen=True, slots=True)
class Kept:
    """An adaptation that was made: its number, when (milliseconds since 1970) and by whom, of which model, its report.

    `model` is the model's hash; `is_active` where its model is used with it.
    """

    id: int
    time: int
    annotator: str
    model: str
    report: Report
    is_active: bool


def keep(project: Project, made: Made) -> Kept:
    """Keep an adaptation and use it, as one step that can be taken back. Raises ReadOnlyProject or DiskRefused."""
    adaptation = made.adaptation
    with project.writing():
        id = 1 + project.connection.execute("SELECT coalesce(max(id), 0) FROM adaptations").fetchone()[0]
        time = now()
        project.connection.execute(
            "INSERT INTO adaptations (id, time, annotator, model, name, version, labels, weights, report) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (id, time, project.annotator, adaptation.model, made.report.model, made.report.version,
             msgspec.json.encode(adaptation.weights).decode(), adaptation.to_bytes(),
             msgspec.json.encode(made.report).decode()),
        )  # fmt: skip
    project.do(Adapt(label=f"Adapt {made.report.model} to this project", model=adaptation.model, adaptation=id))
    return Kept(id, time, project.annotator, adaptation.model, made.report, True)


def use(project: Project, id: int) -> Kept:
    """Use an adaptation that was made before, as a step. Raises NoAdaptation for one that the project has not."""
    found = next((kept for kept in all_kept(project) if kept.id == id), None)
    if found is None:
        raise NoAdaptation(f"{project.path.name} has no adaptation {id}; --list shows those that it has.")
    if not found.is_active:
        project.do(Adapt(label=f"Use adaptation {id} of {found.report.model}", model=found.model, adaptation=id))
    return found


def revert(project: Project, model: str = "") -> list[Kept]:
    """Use models as they came, that of a hash or all, each as a step; gives the adaptations that were in use."""
    active = [kept for kept in all_kept(project) if kept.is_active and model in ("", kept.model)]
    commands = [Adapt(label=f"Use {kept.report.model} as it came", model=kept.model) for kept in active]
    if commands:
        project.do_all(commands)
    return active


def all_kept(project: Project) -> list[Kept]:
    """The adaptations that were made, the newest first."""
    if not _is_there(project.connection):
        return []
    active = dict(project.tables.adaptations())
    rows = project.connection.execute("SELECT id, time, annotator, model, report FROM adaptations ORDER BY id DESC")
    return [
        Kept(id, time, annotator, model, _report.decode(report), active.get(model) == id)
        for id, time, annotator, model, report in rows
    ]


def of(connection: sqlite3.Connection, manifest: Manifest) -> Adaptation | None:
    """The adaptation that a project, on any connection to it, uses for a model; None for the model as it came.

    One of another model, or of other files of the same, is never used. Raises ModelError where it is damaged.
    """
    model = key_of(manifest)
    id = Tables(connection).adaptation(model)
    return None if id is None else _read(connection, model, id)


def in_use(connection: sqlite3.Connection) -> dict[str, Adaptation]:
    """The adaptations that a project uses, by the hash of the model of each. Raises ModelError for a damaged one."""
    return {model: _read(connection, model, id) for model, id in Tables(connection).adaptations()}


def left_behind(project: Project, manifest: Manifest) -> str:
    """One sentence where an adaptation in use was made for other files of a model of this name; else ""."""
    model = key_of(manifest)
    if project.tables.adaptation(model) is not None:
        return ""
    for kept in all_kept(project):
        if kept.is_active and kept.report.model == manifest.name and kept.model != model:
            return (
                f"The model {manifest.name} is another one than the project’s adaptation {kept.id} was made for "
                f"({kept.report.version}), which is not used; ‘construal adapt’ makes a new one."
            )
    return ""


def _read(connection: sqlite3.Connection, model: str, id: int) -> Adaptation:
    labels, weights = connection.execute("SELECT labels, weights FROM adaptations WHERE id = ?", (id,)).fetchone()
    return Adaptation.from_bytes(weights, _weights.decode(labels), model=model, id=id)


def _is_there(connection: sqlite3.Connection) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE name = 'adaptations'"
    return connection.execute(sql).fetchone() is not None
