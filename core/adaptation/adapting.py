"""Adapting a model to a project: learn from its decisions, judge on those left out, keep only what is better."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from construal.core.adaptation.adaptation import Adaptation
from construal.core.adaptation.crossing import FOLDS, split, strengths
from construal.core.adaptation.decisions import Sentence, project_sentences
from construal.core.adaptation.errors import TooFewDecisions
from construal.core.adaptation.features import Features
from construal.core.adaptation.judging import Judged, Tally, Verdict, reading_of
from construal.core.adaptation.material import MOST, STRENGTHS, Material
from construal.core.models.labels import Labels
from construal.core.models.lextags import parsed
from construal.core.models.model_key import key_of
from construal.core.models.tagger import Tagger
from construal.core.progress import Progress, Quiet, over

if TYPE_CHECKING:
    from construal.core.project import Project

FEWEST = 50  # decided targets: fewer leave so few out that nothing could be told
_AT_ONCE = 256  # sentences decoded together


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned from, and what it is worth on decisions left out; `targets` and `others` are decided words.

    `folds` sentences by `unit` were left out together.
    """

    model: str
    version: str
    targets: int
    others: int
    documents: int
    labels: int
    new_labels: tuple[str, ...]
    unit: str
    folds: int
    strength: float
    seconds: float
    verdict: Verdict

    @property
    def learned(self) -> str:
        """What was learned from, in one sentence."""
        new = f", {len(self.new_labels):,} of them new to it" if self.new_labels else ""
        return (
            f"{self.model} {self.version} learned from {self.targets:,} targets with {self.labels:,} construals{new}, "
            f"and from {self.others:,} words that are none, in {self.documents:,} "
            f"document{'' if self.documents == 1 else 's'}: {self.seconds:.1f} s."
        )

    @property
    def sentence(self) -> str:
        """Whether it is kept, and why, in one sentence."""
        v = self.verdict
        turned = f"of {v.judged:,} decisions left out, {v.turned_right:,} turn right and {v.turned_wrong:,} wrong"
        if v.is_better:
            return f"Kept: {turned}."
        if v.turned_right <= v.turned_wrong:
            return f"Not kept: {turned}; nothing was changed."
        return f"Not kept: {turned}, which chance alone does in {v.chance:.0%} of cases; nothing was changed."


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """An adaptation and its report; whether it is to be kept, the verdict says."""

    adaptation: Adaptation
    report: Report


def made(project: Project, tagger: Tagger, *, cache: Path | None = None, progress: Progress | None = None) -> Made:
    """The adaptation that a project's decisions teach the model, and its figures. Changes nothing: a job may call it.

    Raises TooFewDecisions, ModelError, and Cancelled where `progress` does.
    """
    told = progress or Quiet()
    found = list(project_sentences(project, tagger.manifest.language, told))
    return of_sentences(found, tagger, cache=cache, progress=told)


def of_sentences(
    sentences: Sequence[Sentence], tagger: Tagger, *, cache: Path | None = None, progress: Progress | None = None
) -> Made:  # fmt: skip
    """As `made`, of sentences with decisions."""
    told, began = progress or Quiet(), time.monotonic()
    sentences = _last(sentences)
    if (count := sum(sentence.targets for sentence in sentences)) < FEWEST:
        raise TooFewDecisions(
            f"A model learns from {FEWEST} decided targets or more, and here are {count}; decide some more, then adapt."
        )
    words = [sentence.words for sentence in sentences]
    with Features(tagger, cache) as features:
        read = over(told, features.of(words), len(words), note="Reading the sentences")
        material = Material(sentences, read, tagger.labels, calibration=tagger.manifest.calibration)
        parts = split(sentences)
        # Choosing takes a step for each fold and strength, learning one a fold, judging one a fold, and the last all.
        total = FOLDS * (len(STRENGTHS) + 2) + 1
        chosen = strengths(material, parts.fold, told, begin=0, total=total)
        tally = Tally(int(parts.group.max()) + 1)
        for fold in range(FOLDS):
            told.step(FOLDS * len(STRENGTHS) + 2 * fold, total, f"Judging, part {fold + 1} of {FOLDS}")
            adaptation = material.fitted(parts.fold != fold, chosen.by_fold[fold])
            places = np.flatnonzero(parts.fold == fold).tolist()
            for judged in readings(sentences, places, tagger, adaptation, features=features):
                tally.add(judged._replace(group=int(parts.group[judged.group])))
        told.step(total - 1, total, "Learning from all decisions")
        everything = np.ones(len(sentences), np.bool_)
        adaptation = material.fitted(everything, chosen.overall, model=key_of(tagger.manifest))
    told.step(total, total)
    report = Report(
        model=tagger.manifest.name, version=tagger.manifest.version, targets=count,
        others=int(np.count_nonzero(~material.choices.gold.astype(np.bool_))),
        documents=len({sentence.document for sentence in sentences}),
        labels=len({d.pair for s in sentences for d in s.decisions.values() if d.pair}),
        new_labels=tuple(sorted({parsed(tag).pair for tag in adaptation.weights.tags} - {*_pairs(tagger.labels)})),
        unit=parts.unit, folds=FOLDS, strength=chosen.overall.labels, seconds=round(time.monotonic() - began, 2),
        verdict=tally.verdict(),
    )  # fmt: skip
    return Made(adaptation, report)


def readings(
    sentences: Sequence[Sentence], places: Sequence[int], tagger: Tagger, adaptation: Adaptation, *, features: Features
) -> Iterator[Judged]:
    """The sentences at these places as the model reads them, as it came and as adapted; their groups are the places."""
    adapted = tagger.adapted(adaptation)
    for begin in range(0, len(places), _AT_ONCE):
        chunk = places[begin : begin + _AT_ONCE]
        words = [sentences[place].words for place in chunk]
        scores = list(features.of(words))
        before, after = tagger.decoded(words, scores), adapted.decoded(words, scores)
        for place, one, other in zip(chunk, before, after, strict=True):
            of = sentences[place]
            yield Judged(place, of.decisions, reading_of(one), reading_of(other), of.is_complete)


def _pairs(labels: Labels) -> Iterator[str]:
    return (parsed(tag).pair for tag in labels.tags)


def _last(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """As many of the last sentences as have not more targets than are learned from."""
    count = 0
    for number in range(len(sentences) - 1, -1, -1):
        count += sentences[number].targets
        if count > MOST:
            return sentences[number + 1 :]
    return sentences
