"""The command that tells everything that is wrong with annotation, in files of any form and in projects."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.commands.project import ENDING, Documents, project_file
from construal.commands.report import Json, many, reporting

if TYPE_CHECKING:
    from construal.annotation.snacs.validation.finding import Finding
    from construal.core.validating import Validated

_MAGIC = b"SQLite format 3\0"


def validate(
    places: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE_OR_PROJECT…", help="Annotated files of any format, and projects.", show_default=False
        ),
    ],
    language: Annotated[
        str, typer.Option(help="The language of files, as in `hi`; else as they look.", show_default=False)
    ] = "",
    scheme: Annotated[
        str, typer.Option(help="The scheme version of files, as in `snacs-2.5`; else as they look.", show_default=False)
    ] = "",
    no_pos: Annotated[bool, typer.Option("--no-pos", help="Do not hold lexcats against parts of speech.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 for warnings, too.")] = False,
    annotator: Annotated[str, typer.Option("--annotator", help="Whose decisions in projects.")] = "",
    document: Documents = None,
    json: Json = False,
) -> None:
    """List everything that breaks the rules of the annotation, each with the way out.

    Exit code 1 where there are errors.
    """
    with reporting(json) as report:
        from construal.annotation.renaming import scheme_name
        from construal.annotation.snacs.validation.finding import Severity

        version = scheme_name(scheme) if scheme else ""
        found: list[Validated] = []
        for place in places:
            found += _validated(place, language, version, annotator, no_pos=no_pos, documents=document or [])
        findings = [finding for one in found for finding in one.findings]
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        report.find(len(findings) if strict else errors)
        if json:
            report.answer(_plain(found, errors))
            return
        # Plain text, however many: nothing here needs the tables of other commands.
        sys.stdout.write("\n".join([*_told(found), *_summary(findings), ""]))


def _validated(
    place: Path, language: str, scheme: str, annotator: str, *, no_pos: bool, documents: Sequence[str]
) -> list[Validated]:
    from construal.core.validating import validated_file, validated_project

    path = project_file(place)
    if path.suffix.lower() != ENDING and not _is_database(path):
        return [validated_file(path, language=language, scheme=scheme, with_parts_of_speech=not no_pos)]
    from construal.core import settings

    person = annotator or settings.annotator(settings.load()[0])
    return list(validated_project(path, annotator=person, documents=documents, with_parts_of_speech=not no_pos))


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _told(found: Sequence[Validated]) -> Iterator[str]:
    """Every file; of a project, how many documents it has, and those with findings."""
    for project, group in groupby(found, key=lambda one: one.project):
        files = list(group)
        if project:
            findings = sum(len(one.findings) for one in files)
            yield f"{project}: {many(findings, 'finding')} in {many(len(files), 'document')}"
        for one in files:
            if not project or one.findings:
                yield from _shown(one)


def _shown(one: Validated) -> Iterator[str]:
    """A file or document: what it was taken for, and a line for each finding."""
    of = ", ".join(filter(None, (one.profile, one.language, one.scheme)))
    told = many(len(one.findings), "finding")
    told = told if one.is_annotated else f"no annotation to look at, {told} of UD's own rules"
    yield f"{one.name} ({of}): {told}"
    for finding in one.findings:
        yield f"  {_place(one, finding)}: {finding.rule}: {finding.message} — {finding.mend}"


def _place(one: Validated, finding: Finding) -> str:
    """The line, where the file has lines; else the sentence, the token and its words."""
    if finding.line:
        return f"{one.name}:{finding.line}"
    words = one.words.get(finding.annotation, "") if finding.annotation is not None else ""
    parts = (
        f"sentence {finding.sentence}" if finding.sentence else "",
        f"token {finding.token}" if finding.token else "",
        f"‘{words}’" if words else "",
    )
    return ", ".join(filter(None, (one.name, *parts)))


def _summary(findings: Sequence[Finding]) -> Iterator[str]:
    """How often each rule was broken, most often first, with its number among STREUSLE's checks."""
    from construal.annotation.snacs.validation.finding import RULES, Severity

    if not findings:
        return
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    yield ""
    for (severity, rule), times in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        number = RULES[rule].number
        stated = f" ({number})" if number else ""
        yield f"{times:>7,}  {severity}  {rule}{stated}: {RULES[rule].title}"
    errors = sum(times for (severity, _), times in counts.items() if severity is Severity.ERROR)
    warnings = len(findings) - errors
    yield f"{many(errors, 'error')}, {many(warnings, 'warning')}.".capitalize()


def _plain(found: Sequence[Validated], errors: int) -> dict[str, object]:
    """Everything that is told, for programs."""
    from construal.annotation.snacs.validation.finding import RULES

    counts = Counter(finding.rule for one in found for finding in one.findings)
    return {
        "files": [
            {"name": one.name, "project": one.project, "format": one.form, "profile": one.profile,
             "language": one.language, "scheme": one.scheme,
             "findings": [_finding(one, finding) for finding in one.findings]}
            for one in found
        ],
        "rules": [
            {"rule": rule, "number": RULES[rule].number, "title": RULES[rule].title, "findings": times}
            for rule, times in sorted(counts.items())
        ],
        "errors": errors,
        "warnings": sum(counts.values()) - errors,
    }  # fmt: skip


def _finding(one: Validated, finding: Finding) -> dict[str, object]:
    words = one.words.get(finding.annotation, "") if finding.annotation is not None else ""
    return {**asdict(finding), "words": words}
