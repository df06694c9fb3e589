"""A model of a project's own, in any language: its decisions and its treebank columns taught to an encoder's folder.

Needs torch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import torch

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import decisions
from construal.annotation.snacs.expression import rows_of
from construal.annotation.snacs.target_entry import code
from construal.annotation.snacs.versions import CURRENT
from construal.core.adaptation.adapting import FEWEST
from construal.core.adaptation.decisions import people
from construal.core.models import manifest
from construal.core.models.graph import ARCHITECTURES
from construal.core.models.labels import ARC, HEADS
from construal.core.models.pieces import Pieces
from construal.core.models.tagged import regular_rows
from construal.core.progress import Progress, Quiet, over
from construal.core.targets.project_targets import decided_throughout
from construal.core.training.errors import TrainingError
from construal.core.training.examples import UNTAUGHT, Example, examples, now
from construal.core.training.label_sets import label_set
from construal.core.training.material import Judged, Material, fingerprint
from construal.core.training.network import of_encoder
from construal.core.training.recipe import Corpus, Encoder, Head, Optimiser, Recipe
from construal.core.training.training import Outcome, Training, ready

if TYPE_CHECKING:
    from construal.core.project import Project

_FEWEST_DOCUMENTS = 5  # below, the end of each is left out to judge by
_ONE_IN = 8  # documents, or sentences, that are left out
_WEIGHTS: dict[Head, float] = {
    "tag": 3.0, "role": 0.5, "function": 0.5, "pair": 0.7, "upos": 0.7, "xpos": 0.3, "deprel": 0.3, "lemma": 0.3,
    "arc": 0.5,
}  # fmt: skip
_SMALL = 512  # the width of vectors below which an encoder bears a higher rate


@dataclass(frozen=True, slots=True)
class Own:
    """A model that was made, sentences and targets that it learned from, and whether it runs without torch."""

    outcome: Outcome
    sentences: int
    targets: int
    has_graph: bool


def train_own(
    project: Project, encoder: Path, out: Path, *,
    name: str = "", epochs: int = 12, device: str = "auto", progress: Progress | None = None,
) -> Own:  # fmt: skip
    """Train a model of a project's main language on what its annotator sees decided; stopped, it goes on.

    Raises TrainingError where there are too few decisions, or the encoder cannot be read.
    """
    told = progress or Quiet()
    ready(out)
    language = _language(project)
    material = _material(project, language, told)
    targets = sum(label != UNTAUGHT for example in material.examples for label in example.gold["pair"])
    if targets < FEWEST:
        raise TrainingError(
            f"A model learns from {FEWEST} decided targets or more, and {project.path.name} has {targets} in "
            f"‘{language}’; decide some more first."
        )
    labels = label_set(material.examples, HEADS)
    has_arcs = bool(labels.deprels) and any(example.heads for example in material.examples)
    torch.manual_seed(1)
    network = of_encoder(encoder, labels.sizes, dropout=0.2, has_arcs=has_arcs)
    weights: dict[Head, float] = {
        head: weight for head, weight in _WEIGHTS.items() if (has_arcs if head == ARC else labels.of(head))
    }
    recipe = Recipe(
        name=name or f"{project.name}-{language}", version="1", encoder=Encoder(origin=encoder.name),
        optimiser=Optimiser(
            epochs=epochs, encoder_rate=3e-4 if network.hidden < _SMALL else 1e-4, head_rate=1e-3, patience=4
        ),
        corpus=(Corpus(files=(project.path.name,)),), weights=weights, language=language, scheme=CURRENT,
        data=(f"the project {project.name}",),
    )  # fmt: skip
    pieces = Pieces.load(encoder / manifest.TOKENIZER, longest=network.facts().positions)
    training = Training(
        recipe, material, network=network, labels=labels, pieces=pieces, out=out,
        mark=_mark(recipe, material, encoder=encoder), device=device,
    )  # fmt: skip
    outcome = training.run(told)
    return Own(outcome, len(material.examples), targets, _exported(out, network.facts().architecture))


def _exported(folder: Path, architecture: str) -> bool:
    """Write the graph that runs without torch into the model's folder, where that can be done."""
    if architecture not in ARCHITECTURES or find_spec("onnx") is None:
        return False
    from construal.core.models.export import export

    export(folder, folder, bits=8)
    return True


def _language(project: Project) -> str:
    """The language of most of the project's decided documents."""
    counts: dict[str, int] = {}
    for id in project.annotated(LEXICAL):
        language = project.record(id).language
        counts[language] = counts.get(language, 0) + 1
    return max(counts, key=lambda language: counts[language]) if counts else project.language


def _material(project: Project, language: str, progress: Progress) -> Material:
    covered = project.coverage(LEXICAL)
    records = [r for r in map(project.record, project.annotated(LEXICAL)) if code(r.language) == code(language)]
    has_many = len(records) >= _FEWEST_DOCUMENTS
    spared = {r.id for r in records[::_ONE_IN]} if has_many else set()
    taught: list[Example] = []
    documents: list[Document] = []
    judged: list[Annotation] = []
    for record in over(progress, records, len(records), note="Reading decisions"):
        document = project.contents.document(record)
        mine = people(decisions(project.annotations(record.id, layer=LEXICAL), project.annotator))
        is_complete = decided_throughout(covered.get(record.id), mine)
        if is_complete and record.id in spared:
            documents.append(document)
            judged += now(document, mine)[0]
            continue
        found = _examples(document, mine, is_complete=is_complete)
        first_spared = len(document.sentences) - len(document.sentences) // _ONE_IN
        if is_complete and not has_many and first_spared < len(document.sentences):
            part = _from(document, first_spared)
            documents.append(part)
            judged += (a for a in now(document, mine)[0] if _is_inside(part, a))
            found = (example for example in found if example.number < first_spared)
        taught += found
    dev = Judged("dev", documents, judged) if documents else None
    return Material(taught, dev, ())


def _examples(document: Document, decided: Sequence[Annotation], *, is_complete: bool) -> Iterator[Example]:
    """The sentences as they teach; where not all is decided, a word's lextag is known only where it was decided."""
    known = {row for a in decided if a.layer == LEXICAL for row in rows_of(document, a.anchor) or ()}
    for example in examples(document, decided):
        if is_complete:
            yield example
            continue
        rows = regular_rows(document, example.number)
        tags = tuple(tag if row in known else UNTAUGHT for row, tag in zip(rows, example.gold["tag"], strict=True))
        yield replace(example, gold={**example.gold, "tag": tags})


def _from(document: Document, sentence: int) -> Document:
    """The document from a sentence on; positions stay those of the whole text."""
    tokens, sentences = document.tokens, document.sentences
    row = int(sentences.first[sentence])
    columns = {name: cells[row:] for name, cells in tokens.columns.items()}
    return replace(
        document,
        tokens=Tokens(tokens.start[row:], tokens.end[row:], columns),
        sentences=Sentences(
            sentences.first[sentence:] - row, sentences.start[sentence:], sentences.end[sentence:],
            sentences.ids[sentence:],
        ),
    )  # fmt: skip


def _is_inside(part: Document, annotation: Annotation) -> bool:
    """Whether an annotation is on text that a part of a document holds; one on a row of the whole is not."""
    anchor = annotation.anchor
    return anchor.row is None and anchor.start is not None and anchor.start >= int(part.sentences.start[0])


def _mark(recipe: Recipe, material: Material, *, encoder: Path) -> str:
    """A hash of all that the training depends on, so that one that was stopped goes on with the same."""
    digest = hashlib.sha256(fingerprint(recipe, [encoder / manifest.WEIGHTS, encoder / manifest.TOKENIZER]).encode())
    for example in material.examples:
        digest.update(msgspec.json.encode((example.words, example.gold, example.heads), order="deterministic"))
    return digest.hexdigest()
