"""From a trained model's folder to the one that is handed on: rounded, calibrated, measured, and described.

Needs the package onnx; knows annotated files, no training.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.core.models.card import card
from construal.core.models.errors import ModelError
from construal.core.models.export import FULL, export
from construal.core.models.figures import intervals, named
from construal.core.models.fitting import fitted
from construal.core.models.gold import Gold
from construal.core.models.graph import ROWS
from construal.core.models.manifest import CARD, LOG, MANIFEST, RECIPE, Calibration, Manifest, read, seal
from construal.core.models.tagger import Tagger
from construal.core.progress import Progress, Quiet

_DIGITS = 5  # of figures and temperatures


def release(
    source: Path, target: Path, *,
    dev: Sequence[Path], bits: int = 4, products: str = ROWS, precedent_layer: int | None = None,
    progress: Progress | None = None,
) -> Manifest:  # fmt: skip
    """Write the folder `target` with all that a model needs and nothing else, and give its manifest.

    `source` is a model that was trained; its log and recipe are kept. The calibration is fitted and every figure
    measured on the annotated files `dev` with the very graph that is written, rounded as `export` says, and once more
    with the weights in full, so that it is known what rounding costs. `precedent_layer` as for `export`. A model that
    lay in `target` is replaced, anything else there refused. Raises ModelError, FormatError or OSError before anything
    in `target` changes.
    """
    told = progress or Quiet()
    _refuse(source, target)
    documents, annotations = _annotated(dev, read(source).language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as beside:
        made = Path(beside) / target.name
        told.step(0, 0, "Exporting")
        manifest = export(source, made, bits=bits, products=products, precedent_layer=precedent_layer)
        kept = [name for name in (LOG, RECIPE) if (source / name).is_file()]
        for name in kept:
            shutil.copyfile(source / name, made / name)
        told.step(0, 0, "Reading the documents")
        gold = Gold(Tagger.load(made, device="onnx"), documents, annotations)
        manifest = measured(manifest, gold, ", ".join(path.name for path in dev), progress=told)
        if bits != FULL:
            told.step(0, 0, "Reading the documents with the weights in full")
            export(source, Path(beside) / "full", bits=FULL)
            full = Gold(Tagger.load(Path(beside) / "full", device="onnx"), documents, annotations)
            manifest = msgspec.structs.replace(manifest, unrounded=_figures(full, manifest.calibration))
        manifest = msgspec.structs.replace(manifest, recipe=RECIPE if RECIPE in kept else "")
        (made / CARD).write_text(card(manifest), encoding="utf-8")
        sealed = seal(made, manifest)
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    return sealed


def measured(manifest: Manifest, gold: Gold, name: str, *, progress: Progress) -> Manifest:
    """The manifest with a calibration and figures from annotated documents that are called `name`."""
    found = fitted(gold, progress)
    rounded = {field: round(value, _DIGITS) for field, value in msgspec.structs.asdict(found.calibration).items()}
    calibration = type(found.calibration)(**rounded)
    return msgspec.structs.replace(
        manifest,
        calibration=calibration,
        figures=_figures(gold, calibration),
        intervals={
            key: (round(low, _DIGITS), round(high, _DIGITS))
            for key, (low, high) in intervals(gold.evaluation(calibration)).items()
        },
        reliability=found.reliability,
        left_out={"construal": round(found.construal, _DIGITS), "joint": round(found.joint, _DIGITS)},
        measured=(
            f"{name}: {gold.sentences:,} sentences, {gold.words:,} words, {int((gold.pairs != '').sum()):,} targets, "
            "nothing given but the words"
        ),
    )


def _figures(gold: Gold, calibration: Calibration) -> dict[str, float]:
    found = named(gold.evaluation(calibration)) | gold.syntax()
    return {name: round(value, _DIGITS) for name, value in found.items()}


def _refuse(source: Path, target: Path) -> None:
    """Raises ModelError where writing the target would take away what is no older release."""
    if source.resolve() == target.resolve():
        raise ModelError(f"{target}: a model cannot be written over itself; choose another folder.")
    if not target.exists():
        return
    if not target.is_dir():
        raise ModelError(f"{target}: a file lies here; choose another folder.")
    names = {entry.name for entry in target.iterdir()}
    known = {MANIFEST, *read(target).files} if MANIFEST in names else set()
    if strange := sorted(names - known):
        raise ModelError(f"{target}: {strange[0]} lies here and belongs to no model; choose another folder.")


def _annotated(files: Sequence[Path], language: str) -> tuple[list[Document], list[Annotation]]:
    """The documents of all files, and their decisions in the scheme of now."""
    from construal.core.training.examples import imported, now

    documents: list[Document] = []
    annotations: list[Annotation] = []
    for path in files:
        whole = imported(path, language)
        documents += whole.documents
        by_document: dict[int, list[Annotation]] = {document.id: [] for document in whole.documents}
        for annotation in whole.annotations:
            by_document[annotation.document].append(annotation)
        for document in whole.documents:
            annotations += now(document, by_document[document.id])[0]
    return documents, annotations
