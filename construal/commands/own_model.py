"""What `construal adapt --encoder` does: a model of the project's own, in its language."""

from __future__ import annotations

from pathlib import Path

from construal.commands.project import opened
from construal.commands.report import Report, many, table


def train_own(
    report: Report, path: Path, *, encoder: Path, out: Path, epochs: int, name: str, annotator: str
) -> None:  # fmt: skip
    """Train a model on the project's decisions and tell how to use it."""
    from construal.core.training import extra

    extra.require()
    from construal.core.training.own_model import train_own as train

    with opened(path, annotator=annotator, writing=False) as project, report.progress("Training") as progress:
        made = train(project, encoder, out, name=name, epochs=epochs, progress=progress)
    figures = table("On text left out", "figure", "%", numbers=("%",))
    for figure, value in made.outcome.figures.items():
        figures.add_row(figure, f"{100 * value:.1f}")
    report.answer(
        {
            "model": made.outcome.folder, "epochs": made.outcome.epochs, "best": made.outcome.best,
            "sentences": made.sentences, "targets": made.targets, "figures": made.outcome.figures,
            "without_torch": made.has_graph,
        },
        f"The model in {made.outcome.folder} learned from {many(made.sentences, 'sentence')} with "
        f"{many(made.targets, 'target')}: epoch {made.outcome.best} of {made.outcome.epochs} was the best.",
        figures if made.outcome.figures else "There is too little text to leave some out: nothing was judged.",
        *([] if made.has_graph else ["It runs with torch; where onnx is installed it would run without."]),
        f"To suggest with it, write into settings.toml: model = \"{made.outcome.folder.absolute().as_posix()}\"",
    )  # fmt: skip
