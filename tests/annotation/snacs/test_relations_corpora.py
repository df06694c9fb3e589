"""Governor, object and configuration on the whole of dev, beside what the corpus says itself."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from construal.annotation.document import Document
from construal.annotation.formats.conllulex_reader import read
from construal.annotation.formats.format import ReadOptions
from construal.annotation.snacs.relations import (
    LEXCATS,
    joined_rows,
    relation,
)
from construal.annotation.snacs.tree import sentence_ids

DATA = os.environ.get("CONSTRUAL_DATA")

# What differs from the released relations of dev: sentence, lemma, ours and theirs. The trees are the same throughout.
DIFFERENCES: list[tuple[str, str, tuple[str, str, str], tuple[str, str, str]]] = []

Told = tuple[str, str, str]


def dev() -> tuple[list[tuple[Document, frozenset[int]]], Path]:
    if not DATA:
        pytest.skip("CONSTRUAL_DATA is not set")
    folder = Path(DATA) / "streusle"
    file = folder / "streusle.ud_dev.conllulex"
    imported = read(file.read_bytes(), file.name, ReadOptions())
    joined = {
        document.id: joined_rows(document, [a for a in imported.annotations if a.document == document.id])
        for document in imported.documents
    }
    return [(document, joined[document.id]) for document in imported.documents], folder


def ours(
    documents: list[tuple[Document, frozenset[int]]], asked: dict[str, list[list[str]]], *, enhanced: bool = True
) -> dict[tuple[str, str], Told]:
    """By sentence and first id: our relation of each expression asked for, given as ids."""
    found = {}
    for document, joined in documents:
        for index in range(len(document.sentences)):
            first, ids = document.sentences.rows(index).start, sentence_ids(document, index)
            for expression in asked.get(document.sentences.ids[index], []):
                chosen = [first + ids.index(id) for id in expression]
                said = relation(document, chosen, joined=joined, enhanced=enhanced)
                assert said is not None
                governor, object_ = ("0" if row is None else ids[row - first] for row in said[:2])
                found[document.sentences.ids[index], expression[0]] = (governor, object_, said.config)
    return found


@pytest.mark.parametrize("enhanced", [True, False], ids=["enhanced", "basic"])
def test_dev_is_as_released(enhanced: bool) -> None:
    """On dev, where the released trees are those of the corpus, every relation but the listed ones is the released."""
    documents, folder = dev()
    released = json.loads((folder / "streusle.ud_dev.govobj.json").read_text(encoding="utf-8"))
    heads = {
        document.sentences.ids[i]: [
            (t.cell("head"), t.deprel) for t in document.sentence_tokens(i) if not t.is_empty_node
        ]
        for document, _ in documents
        for i in range(len(document.sentences))
    }
    theirs: dict[tuple[str, str], Told] = {}
    lemmas: dict[tuple[str, str], str] = {}
    asked: dict[str, list[list[str]]] = {}
    lexcats = Counter()
    for sentence in released:
        id = sentence["sent_id"]
        assert heads[id] == [(str(t["head"]), t["deprel"]) for t in sentence["toks"]]
        for expression in [*sentence["swes"].values(), *sentence["smwes"].values()]:
            if said := expression.get("heuristic_relation"):
                numbers = [str(n) for n in expression["toknums"]]
                asked.setdefault(id, []).append(numbers)
                theirs[id, numbers[0]] = (str(said["gov"] or 0), str(said["obj"] or 0), said["config"])
                lemmas[id, numbers[0]] = expression["lexlemma"]
                lexcats[expression["lexcat"]] += 1
    found = ours(documents, asked, enhanced=enhanced)

    assert len(theirs) == 471
    assert set(lexcats) <= LEXCATS
    assert [(*key[:1], lemmas[key], found[key], theirs[key]) for key in theirs if found[key] != theirs[key]] == (
        DIFFERENCES
    )


def test_dev_is_as_the_newest_form_says() -> None:
    """The relations in the MISC column of the corpus's newest form are ours, too, and all of them."""
    documents, folder = dev()
    asked: dict[str, list[list[str]]] = {}
    theirs: dict[tuple[str, str], Told] = {}
    id, spans = "", {key: [int(n) for n in value] for key, value in _multiword(folder).items()}
    for line in (folder / "streusle.ud_dev.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id = "):
            id = line.removeprefix("# sent_id = ")
        cells = line.split("\t")
        if len(cells) == 10 and "PRel[config]" in cells[9]:
            misc = dict(part.partition("=")[::2] for part in cells[9].split("|"))
            governor, object_ = (misc.get(f"PRel[{name}]", "0").partition(":")[0] for name in ("gov", "obj"))
            theirs[id, cells[0]] = (governor, object_, misc["PRel[config]"])
            asked.setdefault(id, []).append([str(n) for n in spans.get((id, cells[0]), [int(cells[0])])])

    found = ours(documents, asked)
    agreement = Counter(
        part for key in theirs for part, a, b in zip(("gov", "obj", "config"), found[key], theirs[key], strict=True)
        if a == b
    )  # fmt: skip
    assert agreement == {"gov": 471, "obj": 471, "config": 471}


def _multiword(folder: Path) -> dict[tuple[str, str], list[str]]:
    """The ids of each strong expression of dev, by sentence and first id."""
    result: dict[tuple[str, str], list[str]] = {}
    id, groups = "", dict[str, list[str]]()
    for line in (folder / "streusle.ud_dev.conllulex").read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id = "):
            id, groups = line.removeprefix("# sent_id = "), {}
        cells = line.split("\t")
        if len(cells) == 19 and cells[10] != "_":
            group = groups.setdefault(cells[10].partition(":")[0], [])
            group.append(cells[0])
            result[id, group[0]] = group
    return result
