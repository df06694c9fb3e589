"""`construal targets`: the target candidates of files or a project, how good the rules are, and the project's lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import ProjectError
from construal.commands.corpus import FormatName, files_in
from construal.commands.project import Annotator, Documents, ids_of, opened, project_file
from construal.commands.report import Json, Report, many, reporting, table
from construal.commands.target_figures import tell_figures
from construal.commands.target_lists import Wish, change_lists, learn_lists, show_lists, write_list

if TYPE_CHECKING:
    from construal.annotation.annotation import Annotation
    from construal.annotation.document import Document
    from construal.annotation.formats.format import Imported
    from construal.core.progress import Progress
    from construal.core.targets.candidates import Candidate
    from construal.core.targets.figures import RuleFigures

SQLITE = b"SQLite format 3\x00"
LISTS = "The project's own lists"


def targets(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE_OR_PROJECT…", help="Files or folders, or one project.", show_default=False),
    ],
    document: Documents = None,
    undecided: Annotated[bool, typer.Option("--undecided", help="Only what has no answer yet.")] = False,
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only this rule, as in `T2`.")] = None,
    evaluate: Annotated[bool, typer.Option("--evaluate", help="Score the rules on what is decided.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="With --evaluate: list what the rules get wrong.")] = False,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="WORDS", help="These words are always a target.", rich_help_panel=LISTS),
    ] = None,
    lexcat: Annotated[str, typer.Option("--lexcat", help="With --add: P, PP, …", rich_help_panel=LISTS)] = "",
    block: Annotated[
        list[str] | None,
        typer.Option("--block", metavar="WORDS", help="These words are never a target.", rich_help_panel=LISTS),
    ] = None,
    unlist: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="WORDS", help="The shipped entry does not count here.", rich_help_panel=LISTS),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="WORDS", help="Take an own entry off again.", rich_help_panel=LISTS),
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Add what the project's decisions teach.", rich_help_panel=LISTS)
    ] = False,
    least: Annotated[
        int, typer.Option(min=1, help="With --learn: errors that an entry must mend.", rich_help_panel=LISTS)
    ] = 2,
    lists: Annotated[bool, typer.Option("--lists", help="Show the own entries.", rich_help_panel=LISTS)] = False,
    read_from: Annotated[
        Path | None,
        typer.Option(
            "--import",
            metavar="FILE",
            help="Add the entries of a CSV or JSON; with files: use them.",
            rich_help_panel=LISTS,
        ),
    ] = None,
    write_to: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="Write the entries to a CSV or JSON.", rich_help_panel=LISTS),
    ] = None,
    format: FormatName = "",
    language: Annotated[str, typer.Option(help="The language of files or entries; else the project's.")] = "",
    annotator: Annotator = "",
    json: Json = False,
) -> None:
    """Find the target candidates, each with its rule.

    In a project also what is decided about each. `--evaluate` scores the rules, and the options below
    change the project's own lists: the suggestions follow, and `construal undo` takes all back.
    """
    with reporting(json) as report:
        found: _Files | _InProject
        wish = Wish(
            add=tuple(add or ()), lexcat=lexcat, block=tuple(block or ()), unlist=tuple(unlist or ()),
            remove=tuple(remove or ()), file=read_from, language=language,
        )  # fmt: skip
        project = _project_among(paths)
        if project is None:
            if replace(wish, file=None) or learn or lists or write_to:
                raise ProjectError(f"{paths[0]} is no project, and only a project keeps lists of its own.")
            found = _Files(paths, format=format, language=language or "en", list_file=read_from)
        elif wish:
            return change_lists(report, project, wish, annotator=annotator)
        elif learn:
            return learn_lists(report, project, document, least=least, annotator=annotator)
        elif write_to is not None:
            return write_list(report, project, write_to)
        elif lists:
            return show_lists(report, project)
        else:
            found = _InProject(project, annotator=annotator)
        if evaluate:
            with report.progress("Scoring") as progress:
                figures = found.figures(document, progress)
            return tell_figures(report, figures, errors=errors)
        with report.progress("Looking for targets") as progress:
            candidates = list(found.candidates(document, progress))
        wanted = {name.upper() for name in rule or ()}
        shown = [
            c for c in candidates
            if (not undecided or c.is_undecided) and (not wanted or c.rule.upper() in wanted)
        ]  # fmt: skip
        _tell(report, found.name, shown, remarks=found.remarks)
    return None


class _InProject:
    """A project as a place to look for targets."""

    def __init__(self, path: Path, *, annotator: str) -> None:
        self._path = path
        self._annotator = annotator
        self.name = str(path)
        self.remarks: list[str] = []

    def candidates(self, documents: list[str] | None, progress: Progress) -> Iterator[Candidate]:
        """The candidates of the documents, as the annotator sees them."""
        from construal.annotation.layer import LEXICAL
        from construal.core.targets.project_targets import project_candidates

        with opened(self._path, annotator=self._annotator, writing=False) as project:
            ids = ids_of(project, documents)
            yield from project_candidates(project, ids, progress=progress)
            parts = [c for id, c in project.coverage(LEXICAL).items() if ids is None or id in ids]
            decided, total = sum(c.decided for c in parts), sum(c.total for c in parts)
            self.remarks.append(f"{decided:,} of {total:,} targets decided.")

    def figures(self, documents: list[str] | None, progress: Progress) -> RuleFigures:
        """The rules on those of the documents that are decided throughout."""
        from construal.core.targets.figures import rule_figures
        from construal.core.targets.project_targets import decided_corpus, project_lists

        with opened(self._path, annotator=self._annotator, writing=False) as project:
            gold = decided_corpus(project, ids_of(project, documents), progress=progress)
            return rule_figures(gold, project_lists(project))


class _Files:
    """Files as a place to look for targets, by the shipped lists, with those of a file on top."""

    def __init__(self, paths: Sequence[Path], *, format: str, language: str, list_file: Path | None) -> None:
        from construal.annotation.snacs.target_entry import extended
        from construal.annotation.snacs.targets import lists_for
        from construal.core.targets.list_file import read

        self._paths = [file for path in paths for file in files_in(path)]
        self._format = format or None
        self._language = language
        entries = read(list_file, language) if list_file is not None else []
        self._lists = cache(lambda language: extended(lists_for(language), entries))
        self.name = ", ".join(str(path) for path in paths)
        self.remarks: list[str] = []

    def candidates(self, documents: list[str] | None, progress: Progress) -> Iterator[Candidate]:
        """The candidates of the files' documents."""
        from construal.annotation.reading import reading
        from construal.annotation.snacs.targets import shortfall
        from construal.core.targets.candidates import candidates

        for document, stated in self._documents(documents, progress):
            lists = self._lists(document.language)
            if (lack := shortfall(document, lists)) and lack not in self.remarks:
                self.remarks.append(lack)
            yield from candidates(document, reading(stated, ""), lists)

    def figures(self, documents: list[str] | None, progress: Progress) -> RuleFigures:
        """The rules on the files' decisions."""
        from construal.core.suggest.expressions import expressions
        from construal.core.targets.figures import rule_figures

        found = self._documents(documents, progress)
        return rule_figures([(d, list(expressions(d, stated))) for d, stated in found], self._lists)

    def _documents(
        self, names: list[str] | None, progress: Progress
    ) -> Iterator[tuple[Document, Sequence[Annotation]]]:
        wanted = set(names or ())
        met: set[str] = set()
        for imported in self._read(progress):
            by_document = _by_document(imported)
            for document in imported.documents:
                if not wanted or document.name in wanted:
                    met.add(document.name)
                    yield document, by_document.get(document.id, [])
        if missing := sorted(wanted - met):
            raise ProjectError(f"{self.name}: there is no document ‘{missing[0]}’.")

    def _read(self, progress: Progress) -> Iterator[Imported]:
        from construal.annotation.formats.format import ReadOptions
        from construal.core.importing import read

        options = ReadOptions(language=self._language)
        for path in self._paths:
            yield read(path, format=self._format, options=options, progress=progress)[2]


def _by_document(imported: Imported) -> dict[int, list[Annotation]]:
    by_document: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in imported.annotations:
        by_document[annotation.document].append(annotation)
    return by_document


def _project_among(paths: Sequence[Path]) -> Path | None:
    """The one project that is named, None where files are. Raises ProjectError for a project among others."""
    projects = [path for path in map(project_file, paths) if _is_project(path)]
    if projects and len(paths) > 1:
        raise ProjectError(f"{projects[0]}: a project is looked at alone; name it without other files.")
    return projects[0] if projects else None


def _is_project(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _tell(report: Report, name: str, found: Sequence[Candidate], *, remarks: Sequence[str]) -> None:
    from dataclasses import asdict

    from construal.core.targets.candidates import statistics

    counted = statistics(found)
    lines = [_line(candidate) for candidate in found]
    by_rule = table("", "rule", "candidates", "undecided", numbers=("candidates", "undecided"))
    for rule, states in counted.items():
        open_here = sum(1 for c in found if c.rule == rule and c.is_undecided)
        by_rule.add_row(rule, f"{sum(states.values()):,}", f"{open_here:,}")
    report.answer(
        {"source": name, "candidates": [asdict(c) for c in found], "by_rule": counted, "remarks": remarks},
        *(["\n".join(lines)] if lines else []),
        *([by_rule] if found else []),
        f"{many(len(found), 'candidate')}.",
        *remarks,
    )


def _line(c: Candidate) -> str:
    state = f"{c.state}: {c.label}" if c.label else c.state
    return f"{c.document}:{c.sentence}  {c.before}[{c.words}]{c.after}  {c.lexcat}  {c.rule} {c.reason}  ({state})"
