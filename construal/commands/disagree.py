"""`construal disagree`: which decisions does a model read otherwise?"""

from __future__ import annotations

from typing import Annotated

import typer

from construal.commands.project import Annotator, Documents, ProjectPath, ids_of, opened
from construal.commands.report import Json, many, reporting, table
from construal.commands.suggest import known_extent

MOST = 50


def disagree(
    project: ProjectPath,
    document: Documents = None,
    model: Annotated[
        str, typer.Option("--model", help="`standard`, `fast`, a model’s folder or name; else as you prefer.")
    ] = "",
    expressions: Annotated[
        str, typer.Option("--expressions", help="What is compared: `targets`, `all` or `auto`.")
    ] = "",
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="How likely the other reading is at least.")
    ] = 0.5,
    most: Annotated[int, typer.Option("--most", min=1, help="How many are listed.")] = MOST,
    annotator: Annotator = "",
    json: Json = False,
) -> None:
    """List decisions that a model reads otherwise, the least likely ones first; nothing is changed."""
    from construal.core.disagreements import disagreements

    with reporting(json) as report, opened(project, annotator=annotator, writing=False) as read:
        with report.progress("Comparing") as progress:
            found = disagreements(
                read, ids_of(read, document), model=model or None, expressions=known_extent(expressions),
                least=least, progress=progress,
            )  # fmt: skip
        for sentence in found.remarks:
            report.remark(sentence)
        shown = table("", "document", "sentence", "words", "decided", "", "model", "", numbers=("",))
        values = []
        for one in found.found[:most]:
            text = read.document(one.document)
            name, sentence = text.name, text.sentences.ids[one.sentence]
            shown.add_row(
                name, sentence, one.words, one.decided, _short(one.decided_probability), one.reading,
                _short(one.probability),
            )  # fmt: skip
            values.append({
                "document": name, "sentence": sentence, "start": one.start, "end": one.end, "words": one.words,
                "decided": one.decided, "decided_probability": one.decided_probability, "reading": one.reading,
                "probability": one.probability,
            })  # fmt: skip
        left = len(found.found) - len(values)
        report.answer(
            {"project": read.path, "model": found.model, "places": found.places, "disagreements": values, "left": left},
            *([shown] if values else []),
            f"{many(len(found.found), 'disagreement')} in {many(found.places, 'decided place')} of "
            f"{many(found.documents, 'document')}{f', {left} not shown' if left else ''}.",
        )


def _short(probability: float) -> str:
    return f"{probability:.2f}".removeprefix("0")
