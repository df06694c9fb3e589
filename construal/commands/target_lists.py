"""What `construal targets` does with a project's own target lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from construal.annotation.errors import ProjectError
from construal.commands.project import ids_of, opened
from construal.commands.report import Report, many, table

if TYPE_CHECKING:
    from construal.annotation.commands import Command
    from construal.annotation.snacs.target_entry import TargetEntry
    from construal.core.project import Project
    from construal.core.targets.figures import RuleFigures

SHOWN = 40  # lessons; --json has them all


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of the lists; `language` "" is the project's. True where anything is wished."""

    add: tuple[str, ...] = ()
    lexcat: str = ""
    block: tuple[str, ...] = ()
    unlist: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    file: Path | None = None
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.add or self.block or self.unlist or self.remove or self.file)


def change_lists(report: Report, path: Path, wish: Wish, *, annotator: str) -> None:
    """Put entries on the project's lists and take others off, in one step."""
    from construal.annotation.snacs.target_entry import code, entry, spelled
    from construal.core.targets.list_file import read
    from construal.core.targets.lists import edit

    with opened(path, annotator=annotator) as project:
        language = wish.language or project.language
        put = [entry(language, words, lexcat=wish.lexcat) for words in wish.add]
        put += [entry(language, words, verdict="never") for words in wish.block]
        put += [entry(language, words, verdict="dropped") for words in wish.unlist]
        if wish.file is not None:
            put += read(wish.file, language)
        known = {e.key for e in project.target_entries()}
        drop = [(code(language), spelled(words)) for words in wish.remove]
        for key in drop:
            if key not in known:
                raise ProjectError(f"{path}: ‘{key[1]}’ is not on the own list for ‘{key[0]}’; --lists shows it.")
        with report.progress("Looking for the words") as progress:
            command = edit(project, _label(put, drop), put=put, drop=drop, progress=progress)
        made, gone = _done(project, command)
        report.answer(
            {
                "project": project.path, "entries": put, "removed": [words for _, words in drop],
                "suggested": made, "withdrawn": gone, "changed": command is not None,
            },
            f"{_label(put, drop)}: {many(made, 'suggestion')} made, {many(gone, 'suggestion')} withdrawn."
            if command is not None
            else "The lists are so already; nothing was changed.",
        )  # fmt: skip


def learn_lists(report: Report, path: Path, documents: list[str] | None, *, least: int, annotator: str) -> None:
    """Put what the project's decisions teach on its lists, in one step."""
    from construal.core.targets.project_targets import learn

    with opened(path, annotator=annotator) as project:
        with report.progress("Learning") as progress:
            learned = learn(project, ids_of(project, documents), least=least, progress=progress)
        made, gone = _done(project, learned.command)
        lessons = learned.lessons
        shown = table("", "words", "language", "verdict", "lexcat", "targets", "seen", "mends",
                      numbers=("targets", "seen", "mends"))  # fmt: skip
        for lesson in lessons[:SHOWN]:
            e = lesson.entry
            counts = (str(lesson.targets), str(lesson.occurrences), str(lesson.mended))
            shown.add_row(e.words, e.language, e.verdict, e.lexcat, *counts)
        more = len(lessons) - SHOWN
        report.answer(
            {
                "project": project.path, "documents": learned.documents, "lessons": lessons,
                "before": _ratios(learned.before), "after": _ratios(learned.after),
                "suggested": made, "withdrawn": gone,
            },
            *([shown] if lessons else []),
            *([f"… and {more:,} more; --lists shows them all."] if more > 0 else []),
            f"{many(len(lessons), 'entry', plural='entries')} learned from {many(learned.documents, 'document')}: "
            f"{many(made, 'suggestion')} made, {many(gone, 'suggestion')} withdrawn.",
            f"On what is decided here, F {learned.before.exact.f:.3f} before and {learned.after.exact.f:.3f} after; "
            "expect less on other text.",
        )  # fmt: skip


def show_lists(report: Report, path: Path) -> None:
    """Show the project's own entries."""
    with opened(path, writing=False) as project:
        entries = project.target_entries()
        shown = table("", "language", "words", "verdict", "lexcat")
        for e in entries:
            shown.add_row(e.language, e.words, e.verdict, e.lexcat)
        report.answer(
            {"project": project.path, "entries": entries},
            shown if entries else "The project has no target list of its own; --add begins one.",
        )


def write_list(report: Report, path: Path, out: Path) -> None:
    """Write the project's own entries to a file."""
    from construal.core.exporting import replace_file
    from construal.core.targets.list_file import written

    with opened(path, writing=False) as project:
        entries = project.target_entries()
        replace_file(out, written(out, entries))
        report.answer(
            {"project": project.path, "out": out, "entries": len(entries)},
            f"Wrote {many(len(entries), 'entry', plural='entries')} to {out}.",
        )


def _label(put: Sequence[TargetEntry], drop: Sequence[tuple[str, str]]) -> str:
    if len(put) + len(drop) == 1:
        from construal.core.targets.lists import label_of

        return label_of(put[0]) if put else f"Unlist «{drop[0][1]}»"
    return f"Change {len(put) + len(drop)} target entries"


def _done(project: Project, command: Command | None) -> tuple[int, int]:
    """Commit the command; how many suggestions it made, and how many it took away."""
    from construal.annotation.commands import Batch, Edit

    if command is None:
        return 0, 0
    project.do(command)
    edits = [c for c in command.commands if isinstance(c, Edit)] if isinstance(command, Batch) else []
    return sum(len(e.put) for e in edits), sum(len(e.drop) for e in edits)


def _ratios(figures: RuleFigures) -> dict[str, float]:
    return {"precision": figures.exact.precision, "recall": figures.exact.recall, "f": figures.exact.f}
