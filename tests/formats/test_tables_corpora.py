"""Real corpora through tables and back: texts, words and every decision are the same."""

import os
from collections import Counter
from pathlib import Path

import pytest

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.formats.registry import by_name
from construal.annotation.snacs.expression import WEAK

DATA = os.environ.get("CONSTRUAL_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="CONSTRUAL_DATA is not set")


def decisions(document: Document, annotations: list[Annotation]) -> Counter[tuple[object, ...]]:
    """What each decision of a document says; a weak expression has no label that a scheme could be told of."""
    return Counter(
        (str(a.anchor), *sorted((key, str(value)) for key, value in a.values.items()), a.note,
         "" if a.get("strength") == WEAK else a.scheme)
        for a in annotations
        if a.document == document.id
    )  # fmt: skip


@pytest.mark.parametrize(
    ("corpus", "language", "format"),
    [
        ("streusle/streusle.ud_dev.conllulex", "en", "table-csv"),
        ("streusle/streusle.ud_dev.conllulex", "en", "table-xlsx"),
        ("snacs/hi-lp.conllulex", "hi", "table-tsv"),
        ("snacs/zh-lp.conllulex", "zh", "table-csv"),
        ("snacs/en-pastrie.conllulex", "en", "table-excel-csv"),
    ],
)
def test_a_corpus_comes_back(corpus: str, language: str, format: str) -> None:
    """Every document, word and decision of a corpus is carried by a table, and nothing is lost."""
    read = by_name("conllulex").read((Path(DATA) / corpus).read_bytes(), corpus, ReadOptions(language=language))
    held = {d.id: [a for a in read.annotations if a.document == d.id] for d in read.documents}

    written = by_name(format).write(Export(read.documents, held, {}))
    back = by_name(format).read(written.data, "back", ReadOptions(language=language))

    assert written.ledger == []
    assert [d.name for d in back.documents] == [d.name for d in read.documents]
    for before, after in zip(read.documents, back.documents, strict=True):
        assert after.text == before.text
        assert after.tokens.start.tolist() == before.tokens.start.tolist()
        assert list(after.sentences.ids) == list(before.sentences.ids)
        assert decisions(after, back.annotations) == decisions(before, read.annotations)
