"""Commands that hold annotations against gold, or two annotators against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from construal.annotation.errors import FormatError
from construal.commands.project import Documents
from construal.commands.report import Json, many, reporting

if TYPE_CHECKING:
    from construal.annotation.snacs.evaluation.answers import Answers
    from construal.annotation.snacs.evaluation.certainty import PairedTest
    from construal.annotation.snacs.evaluation.differences import SentenceDifference
    from construal.annotation.snacs.evaluation.evaluation import Evaluation

_PLACE = "a file of any format, a project, or PROJECT@NAME for one of its annotators"
Annotator = Annotated[str, typer.Option("--annotator", help="Whose decisions in a project without @NAME.")]
Suggestions = Annotated[bool, typer.Option("--suggestions", help="Count a project's open suggestions as answers.")]
Language = Annotated[str, typer.Option(help="The language of files, as in `en`.")]


class By(StrEnum):
    """What the scores can be told by."""

    LABEL = "label"
    LEXLEMMA = "lexlemma"


class Only(StrEnum):
    """The kinds of difference that can be asked for."""

    ROLE = "role"
    FUNCTION = "function"
    TARGET = "target"
    MWE = "mwe"
    LEXCAT = "lexcat"
    SUPERSENSE = "supersense"


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help=f"What is right: {_PLACE}.", show_default=False)],
    systems: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SYS…", help="What is scored, in the same forms; with --model more of GOLD.", show_default=False
        ),
    ] = None,
    goldid: Annotated[
        bool | None,
        typer.Option(
            "--goldid/--autoid",
            help="Whether systems were given gold’s targets; else as .goldid. in a name says.",
            show_default=False,
        ),
    ] = None,
    depth: Annotated[
        int, typer.Option(min=1, max=4, help="Coarsen roles and functions to this depth; 4 is exact.")
    ] = 4,
    by: Annotated[list[By] | None, typer.Option("--by", help="Scores by this, too; may be given twice.")] = None,
    confusion: Annotated[bool, typer.Option("--confusion", help="Which label was taken for which.")] = False,
    extended: Annotated[
        bool, typer.Option("-x", "--extended", help="Precision and recall in every table; --json has all.")
    ] = False,
    resamples: Annotated[int, typer.Option(min=0, max=100_000, help="Draws for intervals and tests; 0: none.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed, the same intervals.")] = 1,
    annotator: Annotator = "",
    suggestions: Suggestions = False,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", help="Only documents of this name, * for any part; may be given several times."),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model", help="Score this model's labels of GOLD's words: a folder or a name; may be given several times."
        ),
    ] = None,
    held_out: Annotated[
        str, typer.Option("--held-out", help="Only documents that this recipe holds out: a file, or a shipped name.")
    ] = "",
    device: Annotated[str, typer.Option(help="What runs a model: `auto`, `onnx`, `cpu`, `cuda` or `mps`.")] = "auto",
    language: Language = "en",
    json: Json = False,
) -> None:
    """Score annotations, or a model, against gold.

    Targets, roles, functions, construals, noun and verb supersenses, multiword expressions and full tags, as STREUSLE’s
    psseval and streuseval count them. Two systems or more are tested against the first. With --model the words alone
    are given to the model, and what it says is scored, with how far its probabilities hold.
    """
    from construal.core.collector import collector_held

    with reporting(json) as report, collector_held():
        if model:
            from construal.commands.judging import judge

            judge(
                report, [gold, *(systems or [])], model, annotator=annotator, documents=document or [],
                held_out=held_out, device=device, language=language, resamples=resamples, seed=seed,
            )  # fmt: skip
            return
        if not systems or held_out:
            raise FormatError(
                "There is nothing to score; name a file beside GOLD, or a model with --model."
                if not systems else "Only a model has documents held out; name one with --model."
            )  # fmt: skip
        from construal.annotation.snacs.evaluation.evaluation import Evaluating
        from construal.annotation.snacs.evaluation.report import plain
        from construal.commands.scores import paired, shown

        names = document or []
        wanted = _side(gold, annotator, suggestions=False, documents=names, language=language)
        evaluating = Evaluating(wanted, depth)
        found: list[Evaluation] = []
        for place in systems:
            answers = _side(place, annotator, suggestions=suggestions, documents=names, language=language)
            has_gold_targets = ".goldid." in Path(place).name if goldid is None else goldid
            found.append(evaluating.of(answers, gold_targets=has_gold_targets))
        tests = _tests(found, resamples, seed) if resamples else []
        asked = by or []
        if json:
            values = [plain(e, by=asked, confusion=confusion, resamples=resamples, seed=seed) for e in found]
            compared = [
                {"first": one.system, "second": other.system, "resamples": resamples, "seed": seed,
                 "figures": [asdict(figure) for figure in figures]}
                for one, other, figures in tests
            ]  # fmt: skip
            report.answer({"gold": wanted.name, "systems": values, "tests": compared})
            return
        told = (
            shown(e, by=asked, confusion=confusion, extended=extended, resamples=resamples, seed=seed) for e in found
        )
        tables = (paired(*test, resamples=resamples, seed=seed) for test in tests)
        report.answer({}, *(part for parts in told for part in parts), *tables)


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help=f"One side: {_PLACE}.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="B", help="The other side, in the same forms.", show_default=False)],
    only: Annotated[
        list[Only] | None, typer.Option("--only", help="Only differences of this kind; may be given several times.")
    ] = None,
    annotator: Annotator = "",
    suggestions: Suggestions = False,
    document: Documents = None,
    language: Language = "en",
    json: Json = False,
) -> None:
    """Show where two annotations of the same text differ.

    Exit code 1 where they do.
    """
    with reporting(json) as report:
        from construal.annotation.snacs.evaluation.differences import Kind, differences
        from construal.annotation.snacs.evaluation.pairing import paired

        a, b = (
            _side(place, annotator, suggestions=suggestions, documents=document or [], language=language)
            for place in (first, second)
        )
        pairing = paired(a, b)
        found = differences(a, b, pairing=pairing)
        if only:
            wanted = {Kind(kind) for kind in only}
            found = [difference for difference in found if difference.kind in wanted]
        report.find(found)
        counts = Counter(difference.kind for difference in found)
        kinds = [kind for kind in Kind if counts[kind]]
        summary = ", ".join(f"{kind} {counts[kind]:,}" for kind in kinds)
        of = f" of {many(len(pairing.pairs), 'sentence')}" if pairing.pairs else ""
        where = len({(d.document, d.sentence) for d in found})
        report.answer(
            {
                "a": a.name, "b": b.name, "sentences": len(pairing.pairs), "counts": counts,
                "remarks": pairing.remarks, "differences": [asdict(difference) for difference in found],
            },
            f"A is {a.name}, B is {b.name}.",
            *pairing.remarks,
            *(line for kind in kinds for line in _section(kind, [d for d in found if d.kind is kind])),
            f"{many(len(found), 'difference').capitalize()} in {where:,}{of}: {summary}." if found
            else f"No difference{of and ' in any' + of}.",
        )  # fmt: skip


def _side(place: str, annotator: str, *, suggestions: bool, documents: Sequence[str], language: str) -> Answers:
    from construal.core.evaluating import side

    return side(place, annotator=annotator, suggestions=suggestions, documents=documents, language=language)


def _tests(
    found: Sequence[Evaluation], resamples: int, seed: int
) -> list[tuple[Evaluation, Evaluation, list[PairedTest]]]:
    """The first system against each other one that had the same kind of targets."""
    from construal.annotation.snacs.evaluation.evaluation import paired_test

    fair = [other for other in found[1:] if other.gold_targets == found[0].gold_targets]
    return [(found[0], other, paired_test(found[0], other, resamples=resamples, seed=seed)) for other in fair]


def _section(kind: str, found: Sequence[SentenceDifference]) -> Iterator[str]:
    """The differences of one kind: a heading, and for each the sentence with the words marked and what both say."""
    yield f"\n{kind}: {many(len(found), 'difference')}"
    for difference in found:
        yield f"  {difference.sentence_id}  {difference.marked}"
        yield f"      A {difference.gold}    B {difference.system}"
