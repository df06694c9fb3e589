"""A model's reading of a text as suggestions of the lexical layer: targets, expressions and supersenses.

Knows documents, decisions and a tagger; which model that is, is chosen elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, Word
from construal.annotation.snacs.lexcat import following
from construal.core.adaptation.adaptation import Adaptation
from construal.core.models.decoding import Target
from construal.core.models.tagged import Tagged, regular_rows, regular_words
from construal.core.models.tagger import Tagger
from construal.core.suggest.chosen_model import ChosenModel, loaded
from construal.core.suggest.found_relations import FoundRelations
from construal.core.suggest.frequency import alternatives
from construal.core.suggest.occupied import Occupied
from construal.core.suggest.suggester import ALL, BY, TAGGER, TARGETS

_WORTH_TELLING = 0.005  # of a runner-up's probability, which is told with two digits


class TaggerSuggester:
    """Suggests what a model reads: construals of targets, and with `extent` ALL also all other lexical expressions.

    The model is loaded when it is first needed, and reads as the project taught it where it did. Confidence is the
    calibrated probability of what is suggested.
    """

    name = TAGGER
    layer = LEXICAL

    def __init__(
        self, model: ChosenModel, *,
        extent: str = ALL, adaptation: Adaptation | None = None, tagger: Tagger | None = None,
    ) -> None:  # fmt: skip
        self.model = model
        self.version = model.manifest.version if adaptation is None else f"{model.manifest.version}+{adaptation.id}"
        self.source = f"{model.manifest.name} {self.version}"
        self.adaptation = adaptation
        self.extent = extent
        self._tagger = tagger
        self._expected: deque[int] = deque()
        self._ahead: Iterator[Tagged] = iter(())
        self._told: Callable[[], None] | None = None

    def knows(self, document: Document) -> bool:
        """Whether the model was made for the document's language."""
        return self.model.knows(document.language)

    def tagger(self) -> Tagger:
        """The model, ready to run. Raises ModelError where it is not whole."""
        if self._tagger is None:
            self._tagger = loaded(self.model).adapted(self.adaptation)
        return self._tagger

    def expect(self, documents: Sequence[Document], *, told: Callable[[], None] | None = None) -> None:
        """Suggestions for these documents are asked for next, in this order: their sentences may run together.

        `told` is called after each sentence, and stops the work by what it raises.
        """
        known = [document for document in documents if self.knows(document)]
        self._expected = deque(document.id for document in known)
        self._ahead = self._run(known)
        self._told = told

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """What the model reads wherever no decision stands; nothing in a document of another language."""
        if not self.knows(document):
            return []
        if self._expected and self._expected[0] == document.id:
            self._expected.popleft()
            tagged: Iterator[Tagged] = islice(self._ahead, len(document.sentences))
        else:
            self._expected.clear()
            tagged = self._run([document])
        return self.suggestions(document, enumerate(self._watched(tagged)), standing, new_id=new_id, time=time)

    def suggest_sentences(
        self, document: Document, sentences: Sequence[int], standing: Sequence[Annotation], *,
        new_id: Callable[[], int], time: int,
    ) -> list[Annotation]:  # fmt: skip
        """As `suggest`, for some sentences of a document."""
        tagged = self.tagger().tag(regular_words(document, index) for index in sentences)
        return self.suggestions(document, zip(sentences, tagged, strict=True), standing, new_id=new_id, time=time)

    def suggestions(
        self, document: Document, tagged: Iterable[tuple[int, Tagged]], standing: Sequence[Annotation], *,
        new_id: Callable[[], int], time: int,
    ) -> list[Annotation]:  # fmt: skip
        """The suggestions that sentences, read by the model, give where no decision stands."""
        taken = _Taken(document, standing)
        made: list[Annotation] = []
        for index, of in tagged:
            rows = regular_rows(document, index)
            relations = FoundRelations(document, index, of)
            for expression, values, probability in readings(document, index, of, extent=self.extent):
                mine = [rows[position] for position in expression.positions]
                if not taken.leaves(expression.strength, mine):
                    continue
                told = f"{self.source}: {values['evidence']}"
                made.append(
                    Annotation(
                        id=new_id(),
                        document=document.id,
                        layer=LEXICAL,
                        anchor=document.anchor_of(mine),
                        values={**values, **relations.values(expression), BY: TAGGER, "evidence": told},
                        status=Status.SUGGESTED,
                        source=self.source,
                        confidence=probability,
                        scheme=self.model.manifest.scheme,
                        created=time,
                        modified=time,
                    )
                )
        return made

    def _run(self, documents: Iterable[Document]) -> Iterator[Tagged]:
        tagger = self.tagger
        words = (regular_words(d, index) for d in documents for index in range(len(d.sentences)))
        yield from tagger().tag(words)

    def _watched(self, tagged: Iterable[Tagged]) -> Iterator[Tagged]:
        told = self._told
        try:
            for of in tagged:
                yield of
                if told is not None:
                    told()
        except BaseException:  # a stop by the person too ends what ran ahead; raised again
            self._expected.clear()
            raise


def readings(
    document: Document, index: int, tagged: Tagged, *, extent: str = ALL
) -> Iterator[tuple[Expression, dict[str, Value], float]]:
    """The expressions a model reads in a sentence: positions among its words, values to suggest, probability.

    A single word without a label is one only where its lexcat is other than its part of speech says; with `extent`
    TARGETS nothing is that takes no construal.
    """
    given = regular_words(document, index)
    targets = {target.position: target for target in tagged.labels.targets}
    for expression in tagged.labels.expressions:
        if extent == TARGETS and not expression.role:
            continue
        target = targets.get(expression.first) if expression.role else None
        values = _values(expression, given, tagged.words)
        if expression.strength == SINGLE and len(values) == 1:
            continue
        probability = _probability(expression, tagged, target)
        yield expression, {**values, **_evidence(target, probability)}, probability


def _values(expression: Expression, given: Sequence[Word], found: Sequence[Word]) -> dict[str, Value]:
    """What is suggested; the lexcat only where it does not follow."""
    values: dict[str, Value] = {"strength": expression.strength}
    bare = replace(expression, lexcat="")
    if expression.strength == SINGLE and not expression.label:
        # Without parts of speech no lexcat follows; one that the model's own parts of speech say is no news.
        if expression.lexcat not in (following(bare, given), following(bare, found)):
            values["lexcat"] = expression.lexcat
    elif expression.strength != WEAK and expression.lexcat != following(bare, given):
        values["lexcat"] = expression.lexcat
    for name in ("supersense", "role", "function"):
        if value := getattr(expression, name):
            values[name] = value
    return values


def _probability(expression: Expression, tagged: Tagged, target: Target | None) -> float:
    """How likely all of it is: the construal, that the word is a target included, else the first word's lextag."""
    sure = tagged.labels.probabilities[expression.first] if target is None else target.target * target.construal
    return float(np.clip(sure, 0, 1))


def _evidence(target: Target | None, probability: float) -> dict[str, Value]:
    if target is None:
        return {"evidence": f"its tag {_short(probability)}"}
    likeliest = [(c.role, c.function, 0, target.target * c.probability) for c in target.likeliest]
    likeliest = [option for option in likeliest if option[3] >= _WORTH_TELLING]
    told = f"a target {_short(target.target)}, role {_short(target.role)}, function {_short(target.function)}"
    return {"evidence": told, "alternatives": alternatives(likeliest)}


def _short(probability: float) -> str:
    return f"{probability:.2f}".removeprefix("0")


class _Taken:
    """The words that decisions of the lexical layer stand on; weak expressions apart from all others."""

    def __init__(self, document: Document, standing: Sequence[Annotation]) -> None:
        mine = [a for a in standing if a.layer == LEXICAL and a.document == document.id]
        mine = [a for a in mine if a.status is not Status.SUGGESTED]
        self._occupied = Occupied(document, mine, layer=LEXICAL)
        self._weak: dict[int, frozenset[int]] = {}
        self._strong: dict[int, frozenset[int]] = {}
        for annotation in mine:
            kept = {WEAK: self._weak, STRONG: self._strong}.get(annotation.text("strength"))
            if kept is not None:
                rows = frozenset(document.tokens.rows_of(annotation.anchor))
                kept.update(dict.fromkeys(rows, rows))

    def leaves(self, strength: str, rows: Sequence[int]) -> bool:
        """Whether an expression on these rows meets no decision of its kind, and none would split the other."""
        mine = frozenset(rows)
        if strength == WEAK:
            return mine.isdisjoint(self._weak) and all(self._strong[row] <= mine for row in mine & self._strong.keys())
        if self._occupied.touches_rows(rows):
            return False
        return all(mine <= self._weak[row] for row in mine & self._weak.keys())
