"""Counting a corpus, learning target lists from it, and writing what ships."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.target_lists import Learned, TargetLists
from construal.core.suggest.expressions import Expression
from construal.core.suggest.frequency import CountsFile, from_file
from construal.core.training.counts import count, counts_file, rebuild, rebuild_streusle, write

LISTS = TargetLists(
    language="en", single=("in", "of", "on", "to"), prepositions={"in front of": "P", "in point of": "P"},
    blockers=("in fact",),
)  # fmt: skip


def document(*sentences: str) -> Document:
    """Sentences of `form/UPOS/XPOS/head/deprel` tokens; lemmas are the lower-cased forms."""
    cells: dict[str, list[str]] = {name: [] for name in ("id", "lemma", "upos", "xpos", "head", "deprel")}
    start, end, first, starts, ends, text = [], [], [0], [], [], ""
    for sentence in sentences:
        starts.append(len(text))
        for number, token in enumerate(sentence.split(), 1):
            form, upos, xpos, head, deprel = token.split("/")
            start.append(len(text))
            text += form
            end.append(len(text))
            text += " "
            for name, cell in zip(cells, (str(number), form.lower(), upos, xpos, head, deprel), strict=True):
                cells[name].append(cell)
        first.append(len(start))
        ends.append(end[-1])
    tokens = Tokens(ints(start), ints(end), {name: Column.of(values) for name, values in cells.items()})
    ids = Column.of([str(number) for number in range(len(sentences))])
    return Document(1, "test", text, tokens, Sentences(ints(first), ints(starts), ints(ends), ids))


IN_FRONT = "in/ADP/IN/2/case front/NOUN/NN/0/root of/ADP/IN/4/case it/PRON/PRP/2/nmod"
IN_POINT = "in/ADP/IN/2/case point/NOUN/NN/0/root of/ADP/IN/4/case it/PRON/PRP/2/nmod"
ON_AND = "on/ADV/RB/0/root and/CCONJ/CC/3/cc on/ADV/RB/1/conj"
PLACE = "a/DET/DT/2/det place/NOUN/NN/0/root to/PART/TO/4/mark rest/VERB/VB/2/acl"
CHANCE = "a/DET/DT/2/det chance/NOUN/NN/0/root to/PART/TO/4/mark rest/VERB/VB/2/acl"
DOCUMENT = document(IN_FRONT, IN_POINT, ON_AND, PLACE, CHANCE)
CORPUS = [
    (
        DOCUMENT,
        [
            Expression((0, 1, 2), "in front of", "P", "Locus", "Locus"),
            Expression((4,), "in", "P", "Locus", "Locus"),
            Expression((6,), "of", "P", "Whole", "Gestalt"),
            Expression((8, 9, 10), "on and on", "ADV"),
            Expression((13,), "to", "INF.P", "Purpose", "Purpose"),
        ],
    )
]


def test_counts_of_a_corpus() -> None:
    """Every target counts once, other expressions do not."""
    assert sorted(count(CORPUS)) == [
        ("in", "P", ("Locus", "Locus"), 1),
        ("in front of", "P", ("Locus", "Locus"), 1),
        ("of", "P", ("Whole", "Gestalt"), 1),
        ("to", "INF.P", ("Purpose", "Purpose"), 1),
    ]


def test_lists_learned_from_a_corpus() -> None:
    """What is taken word by word is dropped, what holds no target blocks; nouns whose infinitive is none are kept."""
    _, learned = rebuild(CORPUS, LISTS, source="made up", made="2026-11-24")

    assert learned.prepositions == {}
    assert learned.blockers == ("on and on",)
    assert learned.dropped == ("in point of",)
    assert learned.acl_heads_without == ("chance",)


def test_a_file_keeps_the_counts(tmp_path: Path) -> None:
    """Written and read again, a file holds the same counts and says where they come from."""
    file = counts_file(count(CORPUS), source="made up", made="2026-11-24")
    write(file, tmp_path / "counts.json")

    read = msgspec.json.decode((tmp_path / "counts.json").read_bytes(), type=CountsFile)

    assert read == file
    assert list(from_file(read)) == list(count(CORPUS))
    assert (read.source, read.made) == ("made up", "2026-11-24")


def test_learned_lists_are_written_whole(tmp_path: Path) -> None:
    """Long lists and odd signs survive the layout of the file."""
    learned = Learned(
        source="“made up”",
        prepositions={'in "x" of': "P", "à : b": "PP"},
        blockers=tuple(f"word{number}" for number in range(99)),
    )
    write(learned, tmp_path / "lists.json")

    assert msgspec.json.decode((tmp_path / "lists.json").read_bytes(), type=Learned) == learned
    assert max(map(len, (tmp_path / "lists.json").read_text(encoding="utf-8").splitlines())) <= 120


def test_what_ships_is_what_the_corpus_gives(tmp_path: Path) -> None:
    """The shipped files are byte for byte what STREUSLE's training part gives today."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    train = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / "streusle.ud_train.conllulex"
    shipped = resources.files("construal.resources")
    made = msgspec.json.decode((shipped / "counts/streusle-4.7.1-train.json").read_bytes(), type=CountsFile).made

    rebuild_streusle(train, tmp_path, made=made)

    for name in ("counts/streusle-4.7.1-train.json", "targets/en-streusle.json"):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes()
