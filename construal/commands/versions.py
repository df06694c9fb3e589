"""The command that tells which scheme versions a project is in, and brings it to the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from construal.commands.project import Annotator, Documents, ProjectPath, ids_of, opened
from construal.commands.report import Json, Report, many, reporting, table

if TYPE_CHECKING:
    from construal.core.migrating import Migration
    from construal.core.migration_part import Item

KEEP = "keep"


def versions(
    project: ProjectPath,
    list_places: Annotated[bool, typer.Option("--list", help="Show each place where a person decides.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Rename what follows by rule, as one step to undo.")] = False,
    decide: Annotated[
        tuple[int, str] | None,
        typer.Option("--decide", metavar="ID LABEL", help="Decide a place: a label, role~>function, or `keep`."),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason of the decision, kept with it.")] = "",
    declare: Annotated[
        str, typer.Option("--declare", metavar="VERSION", help="Say which version the files' decisions were made in.")
    ] = "",
    document: Documents = None,
    annotator: Annotator = "",
    json: Json = False,
) -> None:
    """Tell which scheme versions decisions are in; rename what follows, list what a person decides."""
    writing = apply or decide is not None or bool(declare)
    with reporting(json) as report, opened(project, annotator=annotator, writing=writing) as target:
        from construal.core.migrating import Migration

        migration = Migration(target, documents=ids_of(target, document))
        if declare:
            declared = migration.declare(declare)
            report.remark(f"{many(declared, 'decision')} of files now of version {declare}.")
        if apply:
            _apply(migration, report)
        if decide is not None:
            _decide(migration, decide, why=why, report=report)
        items = migration.items
        values = {"project": target.path, **_facts(migration)}
        if list_places:
            values["items"] = [_item(migration, item) for item in items]
        report.answer(values, *_shown(migration), *(_listed(migration, items) if list_places else []))


def _apply(migration: Migration, report: Report) -> None:
    renamed, moved = len(migration.renamed), len(migration.moved)
    if migration.apply() is None:
        report.remark("Nothing follows by rule; nothing was changed.")
        return
    report.remark(f"Renamed {many(renamed, 'decision')}; {moved:,} more say the same in the current version.")


def _decide(migration: Migration, decide: tuple[int, str], *, why: str, report: Report) -> None:
    from construal.annotation.snacs.migration import choice_of
    from construal.core.migrating import labels

    id, text = decide
    item = migration.item(id)
    choice = None if text == KEEP else choice_of(text, item.question)
    now = choice or item.question.kept
    migration.decide(item, choice, why=why)
    report.remark(f"Decided: {labels(item.annotation)} → {now}; {len(migration.items):,} left.")


def _facts(migration: Migration) -> dict[str, Any]:
    """Everything that is told, for programs."""
    versions = sorted(migration.versions.items())
    return {
        "versions": [{"version": v, "known": certainty, "annotations": n} for (v, certainty), n in versions],
        "automatic": [
            {"rule": rule.id, "from": rule.label, "to": rule.to[0], "before": rule.before, "reason": rule.reason,
             "annotations": times}
            for rule, times in migration.automatic()
        ],
        "unchanged": len(migration.moved),
        "questions": [
            {"rule": id, "question": question, "left": left, "decided": decided}
            for id, question, left, decided in migration.questions()
        ],
        "left": len(migration.items),
        "decided": migration.decided,
    }  # fmt: skip


def _item(migration: Migration, item: Item) -> dict[str, Any]:
    from construal.core.migrating import labels

    place = migration.place(item)
    return {
        "id": item.id, "document": place.document, "sentence": place.sentence, "before": place.before,
        "words": place.words, "after": place.after, "labels": labels(item.annotation), "version": item.told.version,
        "known": item.told.certainty, "rules": item.question.rules, "question": item.question.text,
        "reason": item.question.reason, "keep": str(item.question.kept),
        "candidates": [{"label": str(c), "times": c.times} for c in item.question.candidates],
    }  # fmt: skip


def _shown(migration: Migration) -> list[object]:
    """The tables for people, and how far the work is."""
    from construal.annotation.snacs.versions import KNOWN

    found = table("", "version", "how it is known", "decisions", numbers=("decisions",))
    for (version, certainty), times in sorted(migration.versions.items()):
        found.add_row(version, KNOWN[certainty], f"{times:,}")
    shown: list[object] = [found if migration.versions else "No decision with a role yet."]
    automatic = migration.automatic()
    if automatic:
        rules = table("By rule (--apply)", "from", "to", "why", "decisions", numbers=("decisions",))
        for rule, times in automatic:
            rules.add_row(rule.label, rule.to[0], rule.reason, f"{times:,}")
        shown.append(rules)
    if migration.moved:
        shown.append(f"{many(len(migration.moved), 'decision')} of an older version that says the same in this one.")
    questions = migration.questions()
    if questions:
        asked = table("For a person (--list, --decide)", "rule", "question", "left", "decided",
                      numbers=("left", "decided"))  # fmt: skip
        for id, question, left, decided in questions:
            asked.add_row(id, question, f"{left:,}", f"{decided:,}")
        shown.append(asked)
    return shown


def _listed(migration: Migration, items: list[Item]) -> list[object]:
    """Each place with its sentence, its candidates and what speaks for which."""
    from construal.core.migrating import labels

    lines: list[object] = []
    for item in items:
        place = migration.place(item)
        offered = ", ".join(str(c) + (f" ({c.times})" if c.times else "") for c in item.question.candidates)
        lines.append(
            f"{item.id}  {place.document}, {place.sentence}: {place.before}«{place.words}»{place.after}\n"
            f"    {labels(item.annotation)}: {offered or 'no candidate'}, or {KEEP}; {item.question.reason}"
        )
    return lines
