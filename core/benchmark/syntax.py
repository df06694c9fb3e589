"""How good a model's syntax is on text it did not learn from: parts of speech, lemmas, trees, and what follows.

UAS and LAS are those of the CoNLL 2018 shared task on given words: all words count, marks included, and relations are
compared without their subtypes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from construal.annotation.document import Document, Tokens
from construal.annotation.formats.conllu import Conllu
from construal.annotation.formats.format import ReadOptions
from construal.annotation.formats.streusle_json import StreusleGovobj
from construal.annotation.snacs.expression import Word, sentence_words
from construal.annotation.snacs.relations import joined_rows, relation
from construal.annotation.snacs.tree import sentence_ids
from construal.core.benchmark.figure import Figure
from construal.core.models.errors import ModelError
from construal.core.models.tagged import Tagged
from construal.core.models.tagger import Tagger, completed
from construal.core.models.trees import Parsed, attached
from construal.core.progress import Progress

DEV = Path("ud-ewt") / "en_ewt-ud-dev.conllu"
RELATIONS = Path("streusle") / "streusle.ud_dev.govobj.json"
USUAL = "standard"
# What may be missing to 100, by the name of a model that comes with the program.
MOST: Mapping[str, Mapping[str, float]] = {
    "standard": {"UPOS": 2.5, "XPOS": 3, "lemma": 3, "UAS": 8, "LAS": 10, "governor": 10, "object": 7},
    "fast": {"UPOS": 3, "XPOS": 4, "lemma": 3.5, "UAS": 10, "LAS": 13, "governor": 10, "object": 7},
}
_GIVEN = ("id", "form")  # columns that say what the words are, and nothing of them


class Agreement(NamedTuple):
    """How many relations of adpositions there are, and the shares of them with the same governor, object and config."""

    targets: int
    governor: float
    object: float
    config: float


def figures(data: Path | None, progress: Progress, *, model: str = "") -> list[Figure]:
    """What is missing to 100 for each; where data or the model are missing, which.

    Without a name it is the model `standard`. Raises ModelError where a named model cannot be run.
    """
    needed = [data / file if data else None for file in (DEV, RELATIONS)]
    treebank, released = needed
    if treebank is None or released is None or not (treebank.is_file() and released.is_file()):
        why = f"needs {DEV} and {RELATIONS}: name the folder above them with --data or CONSTRUAL_DATA"
        return [Figure("syntax", "see below", None, "%", why=why)]
    try:
        tagger = Tagger.load(model or USUAL)
    except ModelError as error:
        if model:
            raise
        return [Figure("syntax", "see below", None, "%", why=str(error))]
    progress.step(0, 3, "Reading the treebank")
    found = syntax(treebank, tagger)
    progress.step(1, 3, "Reading adpositions with found trees")
    agreement = agreements(released, tagger)
    progress.step(2, 3, "Reading adpositions with given trees")
    given = agreements(released)
    most = MOST.get(tagger.manifest.name, {})
    on = f"{tagger.source} on the given words of UD English EWT dev"
    measured = [
        Figure(f"{name}, 100 − accuracy", f"{on}: {what}", 100 - 100 * found[name], "%", most.get(name))
        for name, what in _NAMES.items()
        if name in found
    ]
    on = f"of {agreement.targets} adpositions and possessives of STREUSLE dev, beside its released relations"
    for name in ("governor", "object", "config"):
        measured += [
            Figure(f"{name}, 100 − agreement", f"{on}, by the trees that {tagger.source} finds",
                   100 - 100 * getattr(agreement, name), "%", most.get(name)),
            Figure(f"{name} by given trees", f"{on}, by the treebank's own trees", 100 - 100 * getattr(given, name),
                   "%"),
        ]  # fmt: skip
    return measured


_NAMES = {
    "UPOS": "universal parts of speech",
    "XPOS": "parts of speech of the Penn treebank",
    "lemma": "lemmas, letter by letter",
    "UAS": "governors",
    "LAS": "governors with their relations, without subtypes",
}


def syntax(path: Path, tagger: Tagger) -> dict[str, float]:
    """The shares of words with the right part of speech, lemma, governor, and governor and relation."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    gold = [pair for document in Conllu().read(path.read_bytes(), path.name, ReadOptions()).documents
            for pair in _sentences(document)]  # fmt: skip
    found = tagger.tag([_bare(words) for words, _ in gold])
    for (words, tree), tagged in zip(gold, found, strict=True):
        for word, ours in zip(words, tagged.words, strict=True):
            for name, known, said in zip(("UPOS", "XPOS", "lemma"), _cells(word), _cells(ours), strict=True):
                count[name] += known != "_"
                right[name] += known == said != "_"
        if tagged.heads:
            heads, relations = attached(Parsed(tagged.heads, tagged.deprels), tree)
            right += Counter(UAS=heads, LAS=relations)
            count += Counter(UAS=len(words), LAS=len(words))
    return {name: right[name] / count[name] for name in _NAMES if count[name]}


def agreements(path: Path, tagger: Tagger | None = None) -> Agreement:
    """How often relations are those released with STREUSLE, by the trees that a tagger finds, or by the given ones."""
    data = path.read_bytes()
    imported = StreusleGovobj().read(data, path.name, ReadOptions())
    released = {sentence["sent_id"]: list(_released(sentence)) for sentence in json.loads(data)}
    same: Counter[str] = Counter()
    count = 0
    for document in imported.documents:
        joined = joined_rows(document, (a for a in imported.annotations if a.document == document.id))
        parsed = document if tagger is None else _anew(document, tagger)
        for index, id in enumerate(document.sentences.ids):
            first, ids = document.sentences.rows(index).start, sentence_ids(document, index)
            for numbers, governor, object_, config in released[str(id)]:
                said = relation(parsed, [first + ids.index(number) for number in numbers], joined=joined)
                count += 1
                if said is not None:
                    ours = ["0" if row is None else ids[row - first] for row in (said.governor, said.object)]
                    same += Counter(
                        governor=ours[0] == governor, object=ours[1] == object_, config=said.config == config
                    )
    return Agreement(count, *(same[name] / count if count else 0.0 for name in ("governor", "object", "config")))


def _released(sentence: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Iterator[tuple[list[str], str, str, str]]:
    """The relations of a sentence: ids of the words, of governor and object or "0", and the configuration."""
    for expression in (*sentence["swes"].values(), *sentence["smwes"].values()):
        said, numbers = expression.get("heuristic_relation"), expression["toknums"]
        if isinstance(said, Mapping) and isinstance(numbers, Sequence):
            yield [str(n) for n in numbers], str(said["gov"] or 0), str(said["obj"] or 0), str(said["config"])


def _sentences(document: Document) -> Iterator[tuple[list[Word], Parsed]]:
    """The words of each sentence, with its tree."""
    for index in range(len(document.sentences)):
        words = sentence_words(document, index)
        rows = document.sentences.rows(index)
        places = [place for place, word in enumerate(words) if not word.is_empty_node]
        ids = sentence_ids(document, index)
        numbers = {ids[place]: number for number, place in enumerate(places, 1)}
        yield (
            [words[place] for place in places],
            Parsed(
                tuple(numbers.get(document.tokens.cell("head", rows.start + place), 0) for place in places),
                tuple(document.tokens.cell("deprel", rows.start + place) for place in places),
            ),
        )


def _anew(document: Document, tagger: Tagger) -> Document:
    """The document with everything but its words as a tagger finds it."""
    columns = {name: column for name, column in document.tokens.columns.items() if name in _GIVEN}
    bare = Document(
        id=document.id, name=document.name, text=document.text,
        tokens=Tokens(document.tokens.start, document.tokens.end, columns), sentences=document.sentences,
        language=document.language,
    )  # fmt: skip
    return completed(bare, list(_tagged(bare, tagger)))


def _tagged(document: Document, tagger: Tagger) -> Iterator[Tagged]:
    sentences = (sentence_words(document, index) for index in range(len(document.sentences)))
    return tagger.tag([word for word in words if not word.is_empty_node] for words in sentences)


def _bare(words: Iterable[Word]) -> list[Word]:
    return [Word(word.form, "_", "_", "_") for word in words]


def _cells(word: Word) -> tuple[str, str, str]:
    return word.upos, word.xpos, word.lemma
