"""Annotated documents that a model has read, beside what is right: figures, and decisions to calibrate by.

Knows taggers and documents, no training.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import msgspec
import numpy as np
import numpy.typing as npt

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.snacs.evaluation.answers import answers
from construal.annotation.snacs.evaluation.evaluation import Evaluating, Evaluation
from construal.annotation.snacs.expression import Word, rows_of
from construal.core.models.decoding import Decoder, Floats, Numbers, pair_scores
from construal.core.models.errors import ModelError
from construal.core.models.labels import ARC
from construal.core.models.manifest import Calibration
from construal.core.models.tagged import Tagged, annotations_of, regular_rows, regular_words
from construal.core.models.tagger import Tagger

Flags = npt.NDArray[np.bool_]
_BLANK = "_"
_SYNTAX = ("upos", "xpos", "lemma")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a model chose, and how likely it took that to be, before targets and construals have their temperatures.

    `tags` has the probability of each word's lextag, `targets` that of each word that it begins a target. `words` are
    those of which it says so, and that somebody has decided on; for each `pairs` has the number of the construal
    chosen, `likely` the probability of all (targets by construals), and `true` the number of the right one, -1 for a
    word that is no target and -2 for a construal that the model does not know.
    """

    tags: Floats
    right_tags: Flags
    targets: Floats
    words: Numbers
    pairs: Numbers
    likely: Floats
    true: Numbers


class Gold:
    """Documents with their decisions, and what a tagger says of their bare words.

    Words are numbered through all sentences that have any. `documents` has the number of each word's document, `tags`
    its lextag and `pairs`, on the first word of a target, `p.Role|p.Function`; "" where nobody decided, or is none.
    """

    def __init__(self, tagger: Tagger, documents: Sequence[Document], annotations: Iterable[Annotation]) -> None:
        from construal.core.training.examples import examples

        known = list(annotations)
        self._tagger, self._known = tagger, known
        self._evaluating = Evaluating(answers("gold", documents, known))
        self._documents = documents
        by_document: dict[int, list[Annotation]] = {document.id: [] for document in documents}
        for annotation in known:
            by_document[annotation.document].append(annotation)
        found = [
            (number, document, example)
            for number, document in enumerate(documents)
            for example in examples(document, by_document[document.id], heads=("tag", "pair", "deprel", ARC))
        ]
        if not found:
            raise ModelError("There is no word in the documents to measure the model with; choose an annotated file.")
        self._places = [(document, example.number) for _, document, example in found]
        self._words = [regular_words(*place) for place in self._places]
        self._trees = [(example.heads, example.gold["deprel"]) for _, _, example in found]
        self.documents = np.concatenate([[number] * len(example.words) for number, _, example in found])
        self.tags = np.array([*chain.from_iterable(example.gold["tag"] for _, _, example in found)])
        self.pairs = np.array([*chain.from_iterable(example.gold["pair"] for _, _, example in found)])
        blank = [[Word(word.form, _BLANK, _BLANK, _BLANK) for word in words] for words in self._words]
        self._scores: list[Mapping[str, Floats]] = list(tagger.scored(blank))
        self._tagged: list[Tagged] = list(tagger.tagged(blank, self._scores))
        self._decoders: dict[Calibration, Decoder] = {}
        self._choices: dict[Calibration, Choices] = {}

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.tags)

    @property
    def sentences(self) -> int:
        """How many sentences have a word."""
        return len(self._places)

    @property
    def has_pair_head(self) -> bool:
        """Whether the model has a second opinion on construals."""
        return bool(self._tagger.labels.pairs)

    def decoder(self, calibration: Calibration) -> Decoder:
        """What reads with this calibration."""
        if calibration not in self._decoders:
            of = self._tagger.manifest
            self._decoders[calibration] = Decoder(
                self._tagger.labels, language=of.language, scheme=of.scheme, calibration=calibration
            )
        return self._decoders[calibration]

    def choices(self, temperature: float, mix: float = 1.0) -> Choices:
        """What the model chooses at a temperature of tags and with a mix, read once."""
        calibration = Calibration(temperature=temperature, mix=mix)
        if calibration not in self._choices:
            self._choices[calibration] = self._chosen(calibration)
        return self._choices[calibration]

    def evaluation(self, calibration: Calibration, *, gold_targets: bool = False) -> Evaluation:
        """The official figures with this calibration; with gold's targets, the likeliest construal of each."""
        words = [tagged.words for tagged in self._tagged]
        if gold_targets:
            return self._evaluating.of(
                answers("model", self._documents, self._construed(calibration, words)), gold_targets=True
            )
        decoded = self.decoder(calibration).decode(self._scores, words)
        new_id = count(1).__next__
        said = [
            annotation
            for (document, index), labels in zip(self._places, decoded, strict=True)
            for annotation in annotations_of(document, index, labels, new_id=new_id)
        ]
        return self._evaluating.of(answers("model", self._documents, said))

    def syntax(self) -> dict[str, float]:
        """The share of words with the right part of speech, lemma, governor ("uas"), and that and its relation ("las").

        Of each only where gold has it and the model finds it.
        """
        both = [
            pair
            for words, tagged in zip(self._words, self._tagged, strict=True)
            for pair in zip(words, tagged.words, strict=True)
        ]
        figures: dict[str, float] = {}
        for name in _SYNTAX:
            stated = [(getattr(gold, name), getattr(own, name)) for gold, own in both if getattr(gold, name) != _BLANK]
            if stated and name in self._tagger.labels.sizes:
                figures[name] = sum(gold == own for gold, own in stated) / len(stated)
        governed = [
            (head == own, relation == its)
            for (heads, relations), tagged in zip(self._trees, self._tagged, strict=True)
            if heads and tagged.heads
            for head, relation, own, its in zip(heads, relations, tagged.heads, tagged.deprels, strict=True)
        ]
        if governed:
            figures["uas"] = sum(head for head, _ in governed) / len(governed)
            figures["las"] = sum(head and relation for head, relation in governed) / len(governed)
        return figures

    def _construed(self, calibration: Calibration, words: Sequence[Sequence[Word]]) -> Iterator[Annotation]:
        """Gold's decisions with the construals that the model finds likeliest on its targets."""
        decoder = self.decoder(calibration)
        places = np.flatnonzero(self.pairs != "")
        heads = pair_scores(self._scores)
        joint = decoder.marginals(self._scores, words)[1].pairs(places)
        # Where the parts of speech that were found leave no construal, all are as likely.
        joint[~joint.any(axis=1)] = 1
        likely = decoder.likely(joint, None if heads is None else heads[places])
        pairs = np.array(decoder.columns.pairs)[likely.argmax(axis=1)] if len(places) else []
        chosen = dict(zip(places.tolist(), pairs, strict=True))
        numbers = count()
        number_of = {
            (document.id, row): next(numbers)
            for document, index in self._places
            for row in regular_rows(document, index)
        }
        by_id = {document.id: document for document in self._documents}
        for annotation in self._known:
            rows = rows_of(by_id[annotation.document], annotation.anchor) or [-1]
            pair = chosen.get(number_of.get((annotation.document, rows[0]), -1))
            if pair is None or not annotation.get("role"):
                yield annotation
                continue
            role, _, function = str(pair).replace("p.", "").partition("|")
            yield msgspec.structs.replace(annotation, values={**annotation.values, "role": role, "function": function})

    def _chosen(self, calibration: Calibration) -> Choices:
        decoder = self.decoder(calibration)
        read = decoder.read(self._scores, [tagged.words for tagged in self._tagged])
        columns = decoder.columns
        said = np.array([tag.text for tag in columns.tags])[columns.tag[read.chosen]]
        of_pair = {pair: number for number, pair in enumerate(columns.pairs)} | {"": -1}
        is_known = self.tags[read.found] != ""
        words = read.found[is_known]
        return Choices(
            tags=read.probabilities,
            right_tags=said == self.tags,
            targets=read.targets,
            words=words,
            pairs=read.pairs[is_known],
            likely=read.likely[is_known],
            true=np.array([of_pair.get(pair, -2) for pair in self.pairs[words].tolist()], dtype=np.int64),
        )
