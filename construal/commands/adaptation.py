"""`construal adapt`: a model learns from a project's decisions, on this machine, and only what helps is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import ProjectError
from construal.commands.project import Annotator, ProjectPath, moment, opened
from construal.commands.report import Json, Report, reporting, table

if TYPE_CHECKING:
    from rich.table import Table

    from construal.core.adaptation.adapting import Report as Learned
    from construal.core.adaptation.kept import Kept
    from construal.core.project import Project


def adapt(
    project: ProjectPath,
    model: Annotated[str, typer.Option("--model", help="The model; else the one in your settings.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Only show the adaptations that were made.")] = False,
    revert: Annotated[bool, typer.Option("--revert", help="Use the model as it came again.")] = False,
    use: Annotated[
        int, typer.Option("--use", min=0, help="Use this adaptation again, by its number.", show_default=False)
    ] = 0,
    encoder: Annotated[
        Path | None, typer.Option("--encoder", help="Make a new model of this encoder’s folder; needs --out.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the new model goes.")] = None,
    epochs: Annotated[int, typer.Option(min=1, help="How often a new model reads everything.")] = 12,
    annotator: Annotator = "",
    json: Json = False,
) -> None:
    """Let a model learn from a project's decisions.

    The labels of adpositions are fitted again, in seconds and without torch, judged on decisions left out, and kept
    only if better; ‘construal undo’ or --revert takes it back. With --encoder a model of the project's own is trained
    (construal[torch]), in any language that the encoder knows.
    """
    with reporting(json) as report:
        if sum((listed, revert, bool(use), encoder is not None)) > 1:
            raise ProjectError("--list, --revert, --use and --encoder exclude each other; give one of them.")
        if (encoder is None) != (out is None):
            raise ProjectError("A new model needs both --encoder and --out.")
        if encoder is not None and out is not None:
            from construal.commands.own_model import train_own

            train_own(report, project, encoder=encoder, out=out, epochs=epochs, name=model, annotator=annotator)
            return
        with opened(project, annotator=annotator, writing=not listed) as opened_project:
            if listed:
                _list(report, opened_project)
            elif revert or use:
                _change(report, opened_project, use)
            else:
                _learn(report, opened_project, model)


def _learn(report: Report, project: Project, name: str) -> None:
    from construal.core.adaptation.adapting import made
    from construal.core.adaptation.kept import keep, left_behind
    from construal.core.adaptation.model_at_hand import model_at_hand

    tagger, told = model_at_hand(project, name)
    for sentence in (told, left_behind(project, tagger.manifest)):
        if sentence:
            report.remark(sentence)
    with report.progress("Learning") as progress:
        found = made(project, tagger, progress=progress)
    kept = keep(project, found) if found.report.verdict.is_better else None
    report.answer(
        {"project": project.path, "adaptation": kept.id if kept else None, "kept": kept is not None,
         "why": found.report.sentence, "report": found.report},
        found.report.learned,
        _figures(found.report),
        found.report.sentence,
        *(["Suggestions made from now on follow it; ‘construal suggest’ makes them anew."] if kept else []),
    )  # fmt: skip


def _list(report: Report, project: Project) -> None:
    from construal.core.adaptation.kept import all_kept

    found = all_kept(project)
    shown = table("", "#", "in use", "model", "when", "who", "targets", "construal before", "after",
                  numbers=("#", "targets", "construal before", "after"))  # fmt: skip
    for kept in found:
        of, construal = kept.report, _construal(kept)
        shown.add_row(str(kept.id), "yes" if kept.is_active else "", f"{of.model} {of.version}", moment(kept.time),
                      kept.annotator, f"{of.targets:,}", *construal)  # fmt: skip
    report.answer(
        {"project": project.path, "adaptations": found},
        shown if found else "No model was adapted to this project; ‘construal adapt’ does it.",
    )


def _change(report: Report, project: Project, id: int) -> None:
    from construal.core.adaptation.kept import revert, use

    if id:
        kept = use(project, id)
        report.answer({"project": project.path, "adaptation": id}, f"Adaptation {id} of {kept.report.model} is in use.")
        return
    gone = revert(project)
    names = ", ".join(f"{kept.report.model} (adaptation {kept.id})" for kept in gone)
    report.answer(
        {"project": project.path, "reverted": [kept.id for kept in gone]},
        f"Used as it came again: {names}." if gone else "No adaptation is in use; nothing was changed.",
    )


def _figures(learned: Learned) -> Table:
    title = f"On decisions left out, {learned.folds} parts by {learned.unit}"
    shown = table(title, "F1", "before", "after", "difference, 95 %", numbers=("before", "after", "difference, 95 %"))
    for c in learned.verdict.figures:
        between = f"{100 * (c.after - c.before):+.1f} ({100 * c.low:+.1f} … {100 * c.high:+.1f})"
        shown.add_row(c.figure, f"{100 * c.before:.1f}", f"{100 * c.after:.1f}", between)
    return shown


def _construal(kept: Kept) -> tuple[str, str]:
    of = next(c for c in kept.report.verdict.figures if c.figure == "construal")
    return f"{100 * of.before:.1f}", f"{100 * of.after:.1f}"
