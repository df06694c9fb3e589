"""How good a network is on annotated documents, by the official figures, and by the share of right words for syntax.

Needs torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

import numpy as np
import numpy.typing as npt
import torch

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.snacs.evaluation.answers import answers
from construal.annotation.snacs.evaluation.evaluation import Evaluating
from construal.annotation.snacs.expression import Word
from construal.core.models.decoding import Decoder
from construal.core.models.figures import named
from construal.core.models.labels import ARC, SYNTAX_HEADS, Labels
from construal.core.models.lemmas import lemma
from construal.core.models.pieces import Encoded, Pieces
from construal.core.models.tagged import annotations_of
from construal.core.models.trees import OUTPUTS, Parsed, Parser, attached
from construal.core.training.batches import by_length, collated
from construal.core.training.examples import UNTAUGHT, Example, examples
from construal.core.training.network import Network

Floats = npt.NDArray[np.float32]
_BATCH, _PIECES = 32, 4000


class Dev:
    """Annotated documents, ready to score networks with the same labels and pieces."""

    def __init__(
        self, documents: Sequence[Document], annotations: Iterable[Annotation], *, pieces: Pieces, labels: Labels,
        language: str = "en", scheme: str = "snacs-2.6",
    ) -> None:  # fmt: skip
        known = list(annotations)
        by_document: dict[int, list[Annotation]] = {document.id: [] for document in documents}
        for annotation in known:
            by_document[annotation.document].append(annotation)
        self._documents = documents
        self._examples: list[Example] = []
        self._places: list[tuple[Document, int]] = []
        for document in documents:
            for example in examples(document, by_document[document.id]):
                self._examples.append(example)
                self._places.append((document, example.number))
        self._windows = pieces.encode_all([example.words for example in self._examples])
        self._evaluating = Evaluating(answers("gold", documents, known))
        self._labels = labels
        self._decoder = Decoder(labels, language=language, scheme=scheme)

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(len(example.words) for example in self._examples)

    def figures(self, network: Network) -> dict[str, float]:
        """F1 and accuracies, 0 to 1, as the official scorers count them; those of syntax where gold has it."""
        found = scores(network, self._windows)
        figures: dict[str, float] = {}
        if "tag" in network.heads:
            system = answers("model", self._documents, self._annotations(found))
            figures = named(self._evaluating.of(system))
        return figures | syntax_figures(self._examples, found, self._labels)

    def annotations(self, network: Network) -> list[Annotation]:
        """What the network says of the documents, as drafts."""
        return self._annotations(scores(network, self._windows))

    def _annotations(self, found: Sequence[Mapping[str, Floats]]) -> list[Annotation]:
        words = [self._read(example, by_head) for example, by_head in zip(self._examples, found, strict=True)]
        new_id = count(1).__next__
        return [
            annotation
            for (document, index), labels in zip(self._places, self._decoder.decode(found, words), strict=True)
            for annotation in annotations_of(document, index, labels, new_id=new_id)
        ]

    def _read(self, example: Example, by_head: Mapping[str, Floats]) -> list[Word]:
        """The words with the parts of speech and lemmas that the network gives."""
        best: dict[str, list[str]] = {}
        for head in ("upos", "xpos", "lemma"):
            names = self._labels.of(head)
            best[head] = [names[n] for n in by_head[head].argmax(-1).tolist()] if head in by_head else []
        blank = ["_"] * len(example.words)
        lemmas = [lemma(w, s) for w, s in zip(example.words, best["lemma"], strict=True)] if best["lemma"] else blank
        return [
            Word(form, of_form, upos, xpos)
            for form, of_form, upos, xpos in zip(
                example.words, lemmas, best["upos"] or blank, best["xpos"] or blank, strict=True
            )
        ]


class SyntaxDev:
    """Documents with syntax, ready to score networks with the same labels and pieces by it alone."""

    def __init__(self, documents: Iterable[Document], *, pieces: Pieces, labels: Labels) -> None:
        self._examples = [e for document in documents for e in examples(document, (), heads=(*SYNTAX_HEADS, ARC))]
        self._windows = pieces.encode_all([example.words for example in self._examples])
        self._labels = labels

    def figures(self, network: Network) -> dict[str, float]:
        """Accuracies of syntax, 0 to 1."""
        found = scores(network, self._windows, (*SYNTAX_HEADS, *OUTPUTS))
        return syntax_figures(self._examples, found, self._labels)


def syntax_figures(known: Sequence[Example], found: Sequence[Mapping[str, Floats]], labels: Labels) -> dict[str, float]:
    """The share of words whose label by each head of syntax, governor (`uas`), governor and relation (`las`) are right.

    `las` compares relations without their subtypes, as the CoNLL 2018 shared task does; both count all words, marks
    included. What gold has nothing for is not there.
    """
    figures: dict[str, float] = {}
    for head in SYNTAX_HEADS:
        right = total = 0
        names = labels.of(head)
        for example, by_head in zip(known, found, strict=True):
            if head in by_head:
                for gold, best in zip(example.gold[head], by_head[head].argmax(-1).tolist(), strict=True):
                    total += gold != UNTAUGHT
                    right += gold == names[best]
        if total:
            figures[head] = right / total
    parser = Parser(labels.deprels)
    words = right_heads = right_relations = 0
    for example, by_head in zip(known, found, strict=True):
        parsed = parser.parsed(by_head)
        if example.heads and parsed.heads:
            words += len(example.words)
            heads, relations = attached(parsed, Parsed(example.heads, example.gold["deprel"]))
            right_heads, right_relations = right_heads + heads, right_relations + relations
    if words:
        figures |= {"uas": right_heads / words, "las": right_relations / words}
    return figures


def scores(
    network: Network, windows: Sequence[Sequence[Encoded]], heads: Sequence[str] = ()
) -> list[dict[str, Floats]]:
    """The scores of each sentence's words by head, in 32 bits; all heads unless some are named."""
    flat = [(place, window) for place, of_sentence in enumerate(windows) for window in of_sentence]
    lengths = [len(window) for _, window in flat]
    parts: dict[int, dict[str, Floats]] = {}
    device = network.shapes.weight.device
    was_training = network.training
    network.eval()
    with torch.inference_mode():
        for batch in by_length(lengths, size=_BATCH, pieces=_PIECES):
            given = network(collated([flat[number][1] for number in batch], device=device))
            wanted = heads or tuple(given)
            arrays = {head: given[head].float().cpu().numpy() for head in wanted if head in given}
            begin = 0
            for number in batch:
                end = begin + len(flat[number][1].first)
                parts[number] = {head: array[begin:end] for head, array in arrays.items()}
                begin = end
    network.train(was_training)
    found: list[list[dict[str, Floats]]] = [[] for _ in windows]
    for number, (place, _) in enumerate(flat):
        found[place].append(parts[number])
    return [{head: np.concatenate([part[head] for part in of]) for head in of[0]} for of in found]
