"""A model judged on annotated documents as it is: official figures, how far its probabilities hold, what is the same.

Knows taggers and answers, no file but a recipe's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.snacs.evaluation.answers import Answers
from construal.annotation.snacs.evaluation.evaluation import Evaluation
from construal.annotation.snacs.expression import Word
from construal.core.models.calibration import Reliability
from construal.core.models.errors import ModelError
from construal.core.models.fitting import reliability
from construal.core.models.gold import Gold
from construal.core.models.tagged import regular_words
from construal.core.models.tagger import Tagger

if TYPE_CHECKING:
    from construal.core.training.recipe import Recipe

BATCHES = (1, 8, 32)
_STEP = 7  # the other order: every seventh sentence, then those after them, and so on


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of a model on some documents. `automatic` are the figures of its own targets, `given` on gold's.

    `reliability` is that of the probabilities of "target", "role", "function" and "construal". `differing` is how many
    tags of `words` differ from those of the usual way, by "1", "8" and "32" sentences at once and "another order".
    """

    model: str
    gold: str
    words: int
    automatic: Evaluation
    given: Evaluation
    reliability: Mapping[str, Reliability]
    differing: Mapping[str, int]

    @property
    def has_adpositions_only(self) -> bool:
        """Whether gold labels adpositions alone, so that figures of other words say nothing."""
        return not any(self.automatic.score(kind=kind).wanted for kind in ("NOUN", "VERB"))


def judged(tagger: Tagger, gold: Answers) -> Judgement:
    """A model's labels of bare words beside gold's, which are taken in the scheme of now.

    Raises ModelError where gold has no word.
    """
    from construal.core.training.examples import now

    known: list[Annotation] = []
    for document in gold.documents:
        known += now(document, gold.annotations.get(document.id, ()))[0]
    read = Gold(tagger, gold.documents, known)
    calibration = tagger.manifest.calibration
    found = reliability(read, calibration)
    return Judgement(
        model=tagger.source,
        gold=gold.name,
        words=read.words,
        automatic=read.evaluation(calibration),
        given=read.evaluation(calibration, gold_targets=True),
        reliability={name: of for name, of in found.items() if name != "tags"},
        differing=differing(tagger, gold.documents),
    )


def differing(tagger: Tagger, documents: Sequence[Document]) -> dict[str, int]:
    """How many words of the documents get another tag where sentences are run otherwise than usual."""
    sentences = [
        [Word(word.form, "_", "_", "_") for word in regular_words(document, index)]
        for document in documents
        for index in range(len(document.sentences))
    ]
    usual = [tagged.lextags for tagged in tagger.tag(sentences)]
    order = [place for start in range(_STEP) for place in range(start, len(sentences), _STEP)]
    ways = {str(size): (range(len(sentences)), size) for size in BATCHES}
    ways["another order"] = (order, max(1, len(sentences)))  # type: ignore[assignment]  # a list, not a range
    return {
        name: sum(
            one != other
            for place, tagged in zip(places, tagger.tag((sentences[p] for p in places), at_once=size), strict=True)
            for one, other in zip(usual[place], tagged.lextags, strict=True)
        )
        for name, (places, size) in ways.items()
    }


def selected(gold: Answers, *, patterns: Sequence[str] = (), recipe: Recipe | None = None) -> Answers:
    """Those documents whose name fits one of the patterns, and that the recipe holds out where it learns from the file.

    A recipe's own dev, and files that it does not name, are there as a whole. Raises FormatError where nothing is left,
    ModelError where the recipe learns from all of the file.
    """
    documents = [d for d in gold.documents if not patterns or any(fnmatchcase(d.name, pattern) for pattern in patterns)]
    if not documents:
        told = ", ".join(patterns)
        raise FormatError(f"no document is called {told}; choose among its {len(gold.documents):,}.", gold.name)
    if recipe is not None:
        documents = _held_out(documents, gold.name, recipe)
    ids = {document.id for document in documents}
    return Answers(gold.name, documents, {id: found for id, found in gold.annotations.items() if id in ids})


def recipe_of(name: str) -> Recipe:
    """The recipe in a file, or one that comes with the program by its name. Raises RecipeError for a broken one."""
    from importlib import resources

    from construal.core.training.recipe import parsed, read

    path = Path(name)
    if path.is_file():
        return read(path)
    shipped = resources.files("construal.resources") / "recipes"
    entry = shipped / f"{name}.toml"
    if PurePosixPath(name).name != name or not entry.is_file():
        known = sorted(e.name.removesuffix(".toml") for e in shipped.iterdir() if e.name.endswith(".toml"))
        raise ModelError(f"‘{name}’ is no recipe; give a file, or one of {', '.join(known)}.")
    return parsed(entry.read_bytes(), name)


def _held_out(documents: Sequence[Document], file: str, recipe: Recipe) -> list[Document]:
    from construal.core.training.examples import is_held_out

    learning = [
        corpus
        for corpus in recipe.corpus
        if any(fnmatchcase(Path(file).name, PurePosixPath(pattern).name) for pattern in corpus.files)
    ]
    kept = [document for document in documents if all(is_held_out(corpus, document.name) for corpus in learning)]
    if not kept:
        raise ModelError(
            f"{file}: the recipe {recipe.name} learns from all of these documents; choose a file, or documents, that "
            "it holds out."
        )
    return kept
