"""A file tagged by a model: valid, with a label for every word, whatever form the file has."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from construal.annotation.errors import FormatError
from construal.annotation.formats.conllu_rules import faults
from construal.annotation.snacs.expression import Word
from construal.annotation.snacs.relations import CONFIGS, LEXCATS
from construal.annotation.snacs.validation.validator import validate_file
from construal.core.models.errors import ModelError
from construal.core.models.tagger import Tagger
from construal.core.models.tagging import tag
from construal.core.progress import Quiet

TEXT = "The cat slept in front of the stove for an hour. She came to the shop at noon.\n\nWe gave up on them!\n"
CONLLU = """# newdoc id = d
# sent_id = d-1
# text = The cat slept.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tcat\tcat\tNOUN\tNN\t_\t3\tnsubj\t_\t_
3\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""


def tagged(source: Path, target: Path, model: Path) -> list[list[str]]:
    """Tags a file and gives the rows of what was written, which has no finding."""
    report = tag(
        source, target, model=str(model), device="auto", layer=None, language="en", from_format=None, to_format=None,
        progress=Quiet(),
    )  # fmt: skip
    assert list(report.by_suggester) == ["tiny 1"]
    assert [(f.rule, f.message) for f in validate_file(target.read_bytes(), target.name)] == []
    return [line.split("\t") for line in target.read_text(encoding="utf-8").split("\n") if line[:1].isdigit()]


def test_a_text(exported: Path, tmp_path: Path) -> None:
    """Of a plain text every word is there, with lexcat, lemma and parts of speech, and the file is valid."""
    source = tmp_path / "text.txt"
    source.write_text(TEXT, encoding="utf-8")

    rows = tagged(source, tmp_path / "text.conllulex", exported)

    assert [row[1] for row in rows[:4]] == ["The", "cat", "slept", "in"]
    assert all(row[3] != "_" and row[4] != "_" for row in rows)


def test_a_text_has_a_tree(exported: Path, tmp_path: Path) -> None:
    """Of a plain text each sentence has a tree, by UD's rules, and what follows of it for each target in JSON."""
    source = tmp_path / "text.txt"
    source.write_text(TEXT, encoding="utf-8")

    rows = tagged(source, tmp_path / "text.conllulex", exported)
    bank, relations = tmp_path / "text.conllu", tmp_path / "text.govobj.json"
    for target in (bank, relations):
        tag(
            source, target, model=str(exported), device="auto", layer=None, language="en", from_format=None,
            to_format=None, progress=Quiet(),
        )  # fmt: skip

    assert faults(bank.read_bytes()) == []
    starts = [place for place, row in enumerate(rows) if row[0] == "1"]
    written = [rows[start:end] for start, end in pairwise([*starts, len(rows)])]
    found = list(Tagger.load(exported).tag([[Word(row[1], "_", "_", "_") for row in of] for of in written]))
    assert len(found) == 3
    assert [tuple(int(row[6]) for row in of) for of in written] == [of.heads for of in found]
    assert [tuple(row[7] for row in of) for of in written] == [of.deprels for of in found]
    as_json = json.loads(relations.read_text(encoding="utf-8"))
    expressions = [e for sentence in as_json for e in (*sentence["swes"].values(), *sentence["smwes"].values())]
    targets = [e for e in expressions if e["lexcat"] in LEXCATS]
    assert targets
    assert all(e["heuristic_relation"]["config"] in CONFIGS for e in targets)
    assert any(e["heuristic_relation"]["gov"] for e in targets)


def test_a_treebank_keeps_its_columns(exported: Path, tmp_path: Path) -> None:
    """Of a treebank the ten columns stay, and the labels agree with its parts of speech."""
    source = tmp_path / "bank.conllu"
    source.write_text(CONLLU, encoding="utf-8")

    rows = tagged(source, tmp_path / "bank.conllulex", exported)

    assert ["\t".join(row[:10]) for row in rows] == [line for line in CONLLU.split("\n") if line[:1].isdigit()]


def test_tagging_again_says_the_same(exported: Path, tmp_path: Path) -> None:
    """What the model wrote has no say when the model is asked again."""
    source = tmp_path / "bank.conllu"
    source.write_text(CONLLU, encoding="utf-8")
    once, twice = tmp_path / "once.conllulex", tmp_path / "twice.conllulex"

    assert tagged(source, once, exported) == tagged(once, twice, exported)


def test_nothing_is_written_on_an_error(exported: Path, tmp_path: Path) -> None:
    """No model, another layer, another language, no file: each is one sentence, and no file is made."""
    target = tmp_path / "out.conllulex"
    usual = {"device": "auto", "language": "en", "from_format": None, "to_format": None, "progress": Quiet()}

    with pytest.raises(ModelError, match="no installed model"):
        tag(tmp_path / "a.txt", target, model="none", layer=None, **usual)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="not ‘concept’"):
        tag(tmp_path / "a.txt", target, model=str(exported), layer="concept", **usual)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="labels texts in ‘en’, not in ‘hi’"):
        tag(tmp_path / "a.txt", target, model=str(exported), layer=None, **{**usual, "language": "hi"})  # type: ignore[arg-type]
    with pytest.raises(FormatError, match="check the name"):
        tag(tmp_path / "a.txt", target, model=str(exported), layer=None, **usual)  # type: ignore[arg-type]
    assert not target.exists()
