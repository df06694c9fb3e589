"""Collections of abstracts: a JSON array of objects with a title, an abstract and keywords."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import msgspec

from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.encoding import decoded, with_unix_lines
from construal.annotation.formats.format import Export, Imported, Oddity, ReadOptions, Written
from construal.annotation.formats.plain_text import annotation_losses, cutting_oddities, title_of
from construal.annotation.tokens.tokens import Cut, cut

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_TEXT_KEYS = ("abstract", "text", "summary", "content")
_NAME_KEYS = ("id", "identifier", "name", "document")
_BETWEEN = "; "  # the parts of a list in the metadata


class Abstracts:
    """Each object of the array is a document: the abstract its text, whatever else there is its metadata."""

    name = "abstracts"
    title = "collections of abstracts"
    endings: tuple[str, ...] = (".json",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for a JSON array of objects that have an abstract or a text."""
        return _BEGINS.match(head) is not None and any(f'"{key}"'.encode() in head for key in _TEXT_KEYS)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """A document for each object that has a text. Raises FormatError where none has."""
        text, oddities = decoded(data, file)
        try:
            objects = msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise FormatError(f"this is no JSON ({error}); choose an array of abstracts.", file) from error
        imported = Imported(oddities=oddities)
        names: set[str] = set()
        languages: set[str] = set()
        sha = hashlib.sha256(data).hexdigest()
        for place, found in enumerate(objects if isinstance(objects, list) else ()):
            key = _text_key(found)
            if key is None:
                imported.oddities.append(Oddity(file, 0, f"/{place}: there is no abstract or text; left out."))
                continue
            name = _name(found, f"{PurePath(file).stem}-{place + 1}", names)
            document, cut_up = _document(found, key, name, options=options, sha=sha)
            told = document.language in languages
            odd = cutting_oddities(cut_up, document.text, file, document.language, told=told)
            imported.oddities += [Oddity(file, 0, f"/{place}/{key}: {each.message}") for each in odd]
            imported.documents.append(document)
            languages.add(document.language)
        if not imported.documents:
            raise FormatError("this is no array of objects with an abstract or a text.", file)
        return imported

    def write(self, export: Export) -> Written:
        """The documents as such an array: the bytes they were read from where they are all of one file."""
        ledger = [loss for document in export.documents for loss in annotation_losses(document, export)]
        sources = {d.source for d in export.documents if d.format == self.name}
        if len(sources) == 1 and all(d.format == self.name for d in export.documents):
            kept = export.source(sources.pop())
            if kept is not None and _has_exactly(kept, len(export.documents)):
                return Written(kept, ledger)
        objects = [_object(document) for document in export.documents]
        if not objects:
            raise FormatError("there is no document to write; import a file first.")
        return Written(msgspec.json.format(msgspec.json.encode(objects), indent=1) + b"\n", ledger)


def _document(found: Mapping[str, Any], key: str, name: str, *, options: ReadOptions, sha: str) -> tuple[Document, Cut]:
    text = with_unix_lines(found[key])
    language = found["language"] if isinstance(found.get("language"), str) and found["language"] else options.language
    cut_up = cut(text, language)
    title = found.get("title")
    document = Document(
        id=options.new_id(),
        name=name,
        text=text,
        tokens=cut_up.tokens,
        sentences=cut_up.sentences,
        language=language,
        title=title if isinstance(title, str) and title else title_of(text),
        source=sha,
        format=Abstracts.name,
        metadata={
            k: _as_text(v) for k, v in found.items() if k not in (key, "title", "language") and v not in (None, "", [])
        },
    )
    return document, cut_up


def _text_key(found: object) -> str | None:
    """The key of the text, None for what has none."""
    if not isinstance(found, dict):
        return None
    return next((key for key in _TEXT_KEYS if isinstance(found.get(key), str) and found[key].strip()), None)


def _name(found: Mapping[str, Any], otherwise: str, names: set[str]) -> str:
    given = next((found[key] for key in _NAME_KEYS if isinstance(found.get(key), str | int)), None)
    stated = str(given) if given not in (None, "") else otherwise
    name, number = stated, 2
    while name in names:
        name, number = f"{stated} ({number})", number + 1
    names.add(name)
    return name


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return _BETWEEN.join(value)
    return msgspec.json.encode(value).decode()


def _object(document: Document) -> dict[str, object]:
    metadata = dict(document.metadata)
    keywords = metadata.pop("keywords", "")
    return {
        "id": metadata.pop("id", document.name),
        "title": document.title,
        "language": document.language,
        **metadata,
        "keywords": keywords.split(_BETWEEN) if keywords else [],
        "abstract": document.text,
    }


def _has_exactly(data: bytes, documents: int) -> bool:
    """Whether a file has this many documents: it is written as it was only where none was left out."""
    text, _ = decoded(data, "")
    return sum(1 for found in msgspec.json.decode(text) if _text_key(found) is not None) == documents
