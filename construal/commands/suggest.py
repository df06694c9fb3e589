"""Commands that suggest: into a project, or from one file to another without any."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import FormatError
from construal.commands.corpus import Strict, ledger_of, oddities_of
from construal.commands.project import Annotator, Documents, ProjectPath, ids_of, opened
from construal.commands.report import Json, many, reporting, table

if TYPE_CHECKING:
    from construal.core.models.tagger import Tagger

STREAM = "-"  # what stands for standard input or output
LayerName = Annotated[str, typer.Option("--layer", help="Only this layer: `lexical`, `concept` or `hint`.")]


def suggest(
    project: ProjectPath,
    layer: LayerName = "",
    document: Documents = None,
    model: Annotated[
        str, typer.Option("--model", help="`standard`, `fast`, a model’s folder or name, `none`; else as you prefer.")
    ] = "",
    expressions: Annotated[
        str,
        typer.Option("--expressions", help="What a model suggests: `targets`, `all` or `auto`."),
    ] = "",
    annotator: Annotator = "",
    json: Json = False,
) -> None:
    """Suggest annotations, never over a decision."""
    with reporting(json) as report, opened(project, annotator=annotator) as target:
        with report.progress("Suggesting") as progress:
            made = target.suggest(
                layer=known_layer(layer), documents=ids_of(target, document), model=model or None,
                expressions=known_extent(expressions), progress=progress,
            )  # fmt: skip
        for sentence in (*made.remarks, *made.faults):
            report.remark(sentence)
        report.answer(
            {"project": target.path, "suggested": made},
            f"{many(made.annotations, 'suggestion')} in {many(made.documents, 'document')}.",
            *([counts_table(made.by_suggester)] if made.by_suggester else []),
        )


def tag(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="The file to read; - for standard input.", show_default=False)
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write; - for standard output.", show_default=False)
    ],
    layer: Annotated[str, typer.Option("--layer", help="Only this layer; else what OUT can hold.")] = "",
    language: Annotated[str, typer.Option(help="The language of the text, as in `en`.")] = "en",
    from_format: Annotated[str, typer.Option("--from", help="The format of IN; else as it looks.")] = "",
    to_format: Annotated[str, typer.Option("--to", help="The format of OUT; else as its ending says.")] = "",
    model: Annotated[str, typer.Option("--model", help="The folder of a model, or the name of one installed.")] = "",
    adapted_in: Annotated[
        Path | None, typer.Option("--adapted-in", help="Read as this project taught the model; see `construal adapt`.")
    ] = None,
    device: Annotated[str, typer.Option(help="What runs it: `auto`, `onnx`, `cpu`, `cuda` or `mps`.")] = "auto",
    strict: Strict = False,
    json: Json = False,
) -> None:
    """Tag a file without a project.

    Reads IN, takes the best suggestion wherever IN leaves one open, writes OUT. With --model OUT has what the model
    says of every word, whatever IN decided; text, CoNLL-U and .conllulex of any length then go through in the same
    memory, also from standard input and to standard output.
    """
    out_is_stream = str(target) == STREAM
    with reporting(json) as report:
        known = known_layer(layer)
        with report.progress("Tagging") as progress:
            if model:
                from construal.core.models.tagging import tag as tag_by_model

                tagged = tag_by_model(
                    sys.stdin.buffer if str(source) == STREAM else source,
                    sys.stdout.buffer if out_is_stream else target,
                    model=model, device=device, layer=known, language=language,
                    from_format=from_format or None, to_format=to_format or None, progress=progress,
                    tagger=taught(adapted_in, model, device=device) if adapted_in else None,
                )  # fmt: skip
            elif adapted_in is not None:
                raise FormatError("Only a model can have learned from a project; name it with --model.")
            elif out_is_stream or str(source) == STREAM:
                raise FormatError("Only a model tags a stream; name one with --model, or give files.")
            else:
                from construal.core.tagging import tag as tag_file

                tagged = tag_file(
                    source, target, layer=known, language=language, from_format=from_format or None,
                    to_format=to_format or None, progress=progress,
                )  # fmt: skip
        for fault in tagged.faults:
            report.remark(fault)
        if strict:
            report.find(tagged.oddities or tagged.losses)
        told = f"{many(tagged.annotations, 'tag')} in {many(tagged.documents, 'document')}."
        if out_is_stream:
            # Nothing but the file may go there.
            report.remark(f"Wrote {told}")
            return
        report.answer(
            {"out": target, "tagged": tagged},
            f"Wrote {target}: {told}",
            *oddities_of(tagged.oddities),
            *ledger_of(tagged.losses),
        )


def taught(project: Path, model: str, *, device: str = "auto") -> Tagger:
    """A model as a project taught it. Raises ModelError where it taught it nothing that is in use."""
    from construal.core.adaptation import kept
    from construal.core.models.errors import ModelError
    from construal.core.models.tagger import Tagger

    tagger = Tagger.load(model, device=device)
    with opened(project, writing=False) as target:
        adaptation = kept.of(target.connection, tagger.manifest)
    if adaptation is None:
        raise ModelError(f"{project}: no adaptation of {model} is in use here; ‘construal adapt’ makes one.")
    return tagger.adapted(adaptation)


def known_layer(name: str) -> str | None:
    """The layer of this name, None for all. Raises SchemeError for one that nothing suggests for."""
    from construal.annotation.errors import SchemeError
    from construal.annotation.layer import SHIPPED

    if name and name not in SHIPPED:
        raise SchemeError(f"There is no layer ‘{name}’; the layers are {', '.join(SHIPPED)}.")
    return name or None


def known_extent(name: str) -> str | None:
    """What to suggest, None for what the settings say. Raises SchemeError for a name that says nothing."""
    from construal.annotation.errors import SchemeError
    from construal.core.settings import EXPRESSIONS

    if name and name not in EXPRESSIONS:
        raise SchemeError(f"‘{name}’ says nothing of expressions; choose one of {', '.join(EXPRESSIONS)}.")
    return name or None


def counts_table(counts: dict[str, int]) -> object:
    """Suggestions by suggester, most first."""
    shown = table("", "suggester", "suggestions", numbers=("suggestions",))
    for name, number in sorted(counts.items(), key=lambda pair: -pair[1]):
        shown.add_row(name, f"{number:,}")
    return shown
