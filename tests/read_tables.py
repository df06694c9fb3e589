"""Tables of words as they are read, and what was found in them."""

from itertools import count
from pathlib import PurePath

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.formats.registry import detect
from construal.annotation.formats.tables.mapping import parsed
from construal.annotation.formats.tables.preview import preview


def imported(table: str | bytes, *, language: str = "en", file: str = "made.csv", columns: str = "") -> Imported:
    """What a table becomes, by the guess or by named columns, in the format that it is known as."""
    data = table.encode() if isinstance(table, str) else table
    mapping = parsed(columns, preview(data, file, language=language).mapping, file) if columns else None
    options = ReadOptions(language=language, new_id=count(1).__next__, columns=mapping)
    return detect(PurePath(file), data).read(data, file, options)


def said(found: Imported, annotator: str = "", document: int = 0) -> list[str]:
    """The decisions of an annotator in a document: words, role and function, a note."""
    text = found.documents[document].text
    return [
        f"{words_of(a, text)} {a.text('role')}~{a.text('function')}" + (f" ({a.note})" if a.note else "")
        for a in found.annotations
        if a.annotator == annotator and a.document == found.documents[document].id
    ]


def words_of(annotation: Annotation, text: str) -> str:
    """The words that an annotation is on, or its row where it is on one."""
    return f"row {annotation.anchor.row}" if annotation.anchor.row is not None else annotation.anchor.text(text)


def sentences(document: Document) -> list[str]:
    """The text of each sentence."""
    bounds = zip(document.sentences.start, document.sentences.end, strict=True)
    return [document.text[start:end] for start, end in bounds]


def messages(found: Imported) -> list[str]:
    """What was odd."""
    return [oddity.message for oddity in found.oddities]
