"""Whole corpora through the `.conllulex` reader and writer: every byte, every derived cell, and STREUSLE's own tool."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from streusle_tool import verdict

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, Imported, ReadOptions
from construal.annotation.snacs.expression import sort_decisions
from construal.annotation.snacs.lextag import Cells, derived

STREUSLE = ("streusle/streusle.ud_dev", "streusle/streusle.ud_train")
OTHERS = (("snacs/en-pastrie", "en"), ("snacs/en-lp-train", "en"), ("snacs/hi-lp", "hi"), ("snacs/zh-lp", "zh"))


def corpus(name: str) -> bytes:
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    return (Path(os.environ["CONSTRUAL_DATA"]) / f"{name}.conllulex").read_bytes()


def read(data: bytes, language: str = "en") -> tuple[Imported, dict[int, list[Annotation]]]:
    imported = Conllulex().read(data, "corpus.conllulex", ReadOptions(language=language))
    by_document: dict[int, list[Annotation]] = {document.id: [] for document in imported.documents}
    for annotation in imported.annotations:
        by_document[annotation.document].append(annotation)
    return imported, by_document


def write(imported: Imported, annotations: dict[int, list[Annotation]], source: bytes) -> bytes:
    written = Conllulex().write(Export(imported.documents, annotations, {}, lambda sha: source))
    assert written.ledger == []
    return written.data


def differences(
    data: bytes, imported: Imported, annotations: dict[int, list[Annotation]]
) -> Iterator[tuple[str, str, str]]:
    """Column, the file's cell and the derived one, wherever the two differ."""
    for document in imported.documents:
        decisions = sort_decisions(document, annotations[document.id])
        assert decisions.unfit == []
        for index in range(len(document.sentences)):
            found = derived(document, index, decisions.by_sentence.get(index, []))
            lines = block(data, document, index).split("\n")
            rows = [line.split("\t")[10:] for line in lines if "\t" in line and "-" not in line.split("\t")[0]]
            for row, cells in zip(rows, found.rows, strict=True):
                for column, stated, follows in zip(Cells._fields, row, cells, strict=True):
                    if stated != follows:
                        yield column, stated, follows
            for line in lines:
                if line.startswith("# mwe = ") and line != f"# mwe = {found.mwe}":
                    yield "mwe", line, found.mwe


def block(data: bytes, document: Document, index: int) -> str:
    starts = document.sentences.source_start
    return data[int(starts[index]) : int(starts[index + 1])].decode()


@pytest.mark.parametrize("name", STREUSLE)
def test_streusle_goes_through_untouched(name: str) -> None:
    """STREUSLE is read without an oddity and written byte for byte."""
    data = corpus(name)
    imported, annotations = read(data)
    assert imported.oddities == []
    assert write(imported, annotations, data) == data


@pytest.mark.parametrize("name", STREUSLE)
def test_every_cell_of_streusle_follows(name: str) -> None:
    """Every lexical cell and `# mwe` line of STREUSLE follows from the decisions read from it, without exception."""
    data = corpus(name)
    imported, annotations = read(data)
    assert list(differences(data, imported, annotations)) == []


@pytest.mark.parametrize("name", STREUSLE)
def test_streusle_is_one_text(name: str) -> None:
    """The text of a sentence is the file's own `# text`, and every word is spelled as its FORM."""
    data = corpus(name)
    imported, _ = read(data)
    for document in imported.documents:
        for index in range(len(document.sentences)):
            lines = block(data, document, index).split("\n")
            span = slice(int(document.sentences.start[index]), int(document.sentences.end[index]))
            assert f"# text = {document.text[span]}" in lines
            forms = [cells[1] for line in lines if "-" not in (cells := line.split("\t"))[0] and len(cells) > 1]
            assert [token.form for token in document.sentence_tokens(index)] == forms


@pytest.mark.parametrize(("name", "language"), OTHERS)
def test_other_corpora_go_through_untouched(name: str, language: str) -> None:
    """Corpora of other languages and versions are read to their end and written byte for byte."""
    data = corpus(name)
    imported, annotations = read(data, language)
    assert sum(len(d.sentences) for d in imported.documents) == data.count(b"# sent_id")
    assert imported.annotations
    assert write(imported, annotations, data) == data


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("snacs/en-pastrie", "en", set()),
        # One unclear word is written p.?? in both columns.
        ("snacs/en-lp-train", "en", {("ss", "p.??"), ("ss2", "p.??"), ("lextag", "O-P-p.??")}),
    ],
)
def test_cells_of_english_corpora_follow(name: str, language: str, expected: set[tuple[str, str]]) -> None:
    """The cells of other English corpora follow as well, but for those named."""
    data = corpus(name)
    imported, annotations = read(data, language)
    assert {(column, stated) for column, stated, _ in differences(data, imported, annotations)} == expected


@pytest.mark.parametrize(("name", "language"), [("snacs/hi-lp", "hi"), ("snacs/zh-lp", "zh")])
def test_cells_of_other_languages_follow(name: str, language: str) -> None:
    """In Hindi and Chinese only stand-ins written with p. and Hindi's case markers as lexlemmas do not follow."""
    data = corpus(name)
    imported, annotations = read(data, language)
    for column, stated, _ in differences(data, imported, annotations):
        assert "p.`" in stated or (column == "lexlemma" and language == "hi")


def test_edited_streusle_is_accepted(tmp_path: Path) -> None:
    """After edits of every kind STREUSLE's own tool accepts the file, and finds the edits and no others."""
    data = corpus("streusle/streusle.ud_dev")
    imported, annotations = read(data)
    before = verdict(data, tmp_path)
    edits: Counter[str] = Counter()
    for document in imported.documents:
        kept: list[Annotation] = []
        for number, annotation in enumerate(annotations[document.id]):
            role = annotation.text("role")
            if role.isalpha() and number % 5 == 0:
                kept.append(_with(annotation, role="Time", function="Time"))
                edits["construal"] += (role, annotation.text("function")) != ("Time", "Time")
            elif annotation.text("supersense") == "n.PERSON" and number % 2:
                kept.append(_with(annotation, supersense="n.GROUP"))
                edits["noun"] += 1
            elif annotation.text("strength") != "weak":
                kept.append(annotation)
        added = _weak(document, kept)
        old, new = (
            {a.anchor for a in some if a.text("strength") == "weak"} for some in (annotations[document.id], added)
        )
        edits["weak removed"] += len(old - new)
        edits["weak added"] += len(new - old)
        annotations[document.id] = kept + added
    assert all(edits[kind] > 20 for kind in ("construal", "weak removed", "noun", "weak added"))
    written = write(imported, annotations, data)
    after = verdict(written, tmp_path)
    assert after.accepted, after.messages[-1]
    assert not any("mismatch" in message for message in after.messages)
    found: Counter[str] = Counter()
    for old, new in zip(before.sentences, after.sentences, strict=True):
        # The parse, the words and the documents are as they were.
        for key in ("sent_id", "text", "etoks"):
            assert old[key] == new[key]
        for one, other in zip(old["toks"], new["toks"], strict=True):
            lexical = ("smwe", "wmwe", "lextag")
            assert {k: v for k, v in one.items() if k not in lexical} == {
                k: v for k, v in other.items() if k not in lexical
            }
        olds, news = ({tuple(e["toknums"]): e for k in ("swes", "smwes") for e in s[k].values()} for s in (old, new))
        assert olds.keys() == news.keys()
        for place, expression in news.items():
            was, now = (olds[place]["ss"], olds[place]["ss2"]), (expression["ss"], expression["ss2"])
            found["noun" if now[0] == "n.GROUP" else "construal"] += was != now
            assert olds[place]["lexcat"] == expression["lexcat"]
        weak = [{tuple(e["toknums"]) for e in s["wmwes"].values()} for s in (old, new)]
        found["weak removed"] += len(weak[0] - weak[1])
        found["weak added"] += len(weak[1] - weak[0])
    assert found == edits
    assert _changed_lines(data, written) == {"# mwe ", "row"}


def _with(annotation: Annotation, **values: str) -> Annotation:
    return msgspec.structs.replace(annotation, values={**annotation.values, **values})


def _weak(document: Document, kept: list[Annotation]) -> list[Annotation]:
    """A weak expression of the first two single words of every third sentence that has them in front."""
    decisions = sort_decisions(document, kept)
    strong = {
        (index, position)
        for index, found in decisions.by_sentence.items()
        for expression in found
        if len(expression.positions) > 1
        for position in expression.positions
    }
    added = []
    for index in range(0, len(document.sentences), 3):
        rows = document.sentences.rows(index)
        if len(rows) > 4 and not any((index, position) in strong for position in (0, 1)):
            anchor = document.anchor_of([rows[0], rows[1]])
            if document.text[slice(*anchor.fragments[0])].replace(" ", "").isalpha():
                added.append(Annotation(
                    id=len(added) + 1, document=document.id, layer="lexical", anchor=anchor,
                    values={"strength": "weak"},
                ))  # fmt: skip
    return added


def _changed_lines(before: bytes, after: bytes) -> set[str]:
    """Kinds of the lines that differ; of rows, only the lexical columns may."""
    kinds = set()
    for old, new in zip(before.decode().split("\n"), after.decode().split("\n"), strict=True):
        if old != new:
            assert old.split("\t")[:10] == new.split("\t")[:10] or old.startswith("#")
            kinds.add("row" if "\t" in old else old.partition("=")[0])
    return kinds
