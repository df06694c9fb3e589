"""JSON Lines: a line for each document with its mentions of concepts, and a line for each concept of the catalogue."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import msgspec

from construal.annotation.catalogue import Concept, Term, fresh_id
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats import term_columns
from construal.annotation.formats.encoding import decoded, with_unix_lines
from construal.annotation.formats.format import Export, Imported, Loss, Oddity, ReadOptions, Written
from construal.annotation.formats.mentions import Odd, Places, annotation_of, mention_of
from construal.annotation.formats.plain_text import annotation_losses, cutting_oddities, title_of
from construal.annotation.layer import CONCEPT
from construal.annotation.tokens.tokens import cut

_FIRST_LINE = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[^\r\n]*"(?:document|text|concept|term)"\s*:[^\r\n]*\}\s*(?:\n|$)')
_NAME_KEYS = ("document", "name", "id", "identifier")
_TEXT_KEYS = ("text", "content", "sentence", "premise", "abstract")


class JsonLines:
    """Documents with spans and the catalogue, a JSON object a line. Texts are cut up as plain text is."""

    name = "jsonl"
    title = "JSON Lines of mentions and concepts"
    endings: tuple[str, ...] = (".jsonl", ".ndjson")

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for the endings, and for a first line that is a whole object with a text, concept or term."""
        return path.suffix.lower() in self.endings or _FIRST_LINE.match(head) is not None

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """Documents, mentions and concepts. Raises FormatError where no line has any."""
        text, oddities = decoded(data, file)
        reading = _Reading(file, options, hashlib.sha256(data).hexdigest())
        reading.imported.oddities += oddities
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                reading.add(number, line)
        return reading.done()

    def write(self, export: Export) -> Written:
        """The catalogue, then the documents with their mentions. Other layers go into the ledger."""
        lines: list[Any] = [_concept_line(concept) for concept in export.concepts.values()]
        ledger: list[Loss] = []
        for document in export.documents:
            decided = [a for a in export.annotations.get(document.id, ()) if a.layer == CONCEPT]
            carried = [a for a in decided if a.anchor.row is None and a.anchor.step is None]
            line: dict[str, Any] = {"document": document.name, "language": document.language, "title": document.title}
            line |= {"text": document.text, "mentions": [mention_of(a, document.text) for a in carried]}
            if document.metadata:
                line["metadata"] = dict(document.metadata)
            lines.append(line)
            ledger += annotation_losses(document, export, carried=(CONCEPT,))
            ledger += _document_losses(document, len(decided) - len(carried))
        if not lines:
            raise FormatError("there is neither a document nor a concept to write; import a file first.")
        return Written(b"".join(msgspec.json.encode(line) + b"\n" for line in lines), ledger)


class _Reading:
    """Lines as they are read."""

    def __init__(self, file: str, options: ReadOptions, sha: str) -> None:
        self.file = file
        self.options = options
        self.sha = sha
        self.stem = PurePath(file).stem or "document"
        self.imported = Imported()
        self.names: Counter[str] = Counter()
        self.concepts: dict[str, Concept] = {}
        self.mentioned: dict[str, int] = {}  # concepts, and the line that first mentions each
        self.listed: set[str] = set()
        self.faults = 0
        self.plain_languages: set[str] = set()  # told about already

    def add(self, number: int, line: str) -> None:
        """Add a line."""
        try:
            found = msgspec.json.decode(line)
        except msgspec.DecodeError as error:
            told = str(error).removeprefix("JSON is malformed: ")
            self.faults += 1
            self._tell(number, f"the line is no JSON ({told}); left out.")
            return
        if not isinstance(found, dict):
            self.faults += 1
            self._tell(number, "the line is no JSON object; left out.")
        elif "start" in found or "fragments" in found:
            self._tell(number, "the line is a mention without its text; put it into the document's mentions. Left out.")
        elif any(isinstance(found.get(key), str) for key in _TEXT_KEYS):
            self._add_document(number, found)
        elif isinstance(found.get("concept"), str | dict):
            self._add_concept(number, found)
        elif isinstance(found.get("term"), str) and found["term"].strip():
            self._add_term(number, found)
        else:
            self._tell(number, "the line has no text, concept or term; left out.")

    def done(self) -> Imported:
        """What the lines hold. Raises FormatError where that is nothing."""
        if not self.imported.documents and not self.concepts:
            first = next(iter(self.imported.oddities), None)
            line = first.line if first is not None and self.faults else 0
            raise FormatError("no line is a JSON object with a text, a concept or a term.", self.file, line=line)
        known = {**self.concepts, **self.options.known_concepts}
        for id, line in self.mentioned.items():
            if id not in known:
                self._tell(line, f"the concept ‘{id}’ is mentioned but not in the catalogue; kept by its id.")
        self.imported.concepts = list(self.concepts.values())
        return self.imported

    def _add_document(self, number: int, found: Mapping[str, Any]) -> None:
        raw = next(found[key] for key in _TEXT_KEYS if isinstance(found.get(key), str))
        text = with_unix_lines(raw)
        language = str(found.get("language") or self.options.language)
        cut_up = cut(text, language)
        told = language in self.plain_languages
        self.imported.oddities += cutting_oddities(cut_up, text, self.file, language, line=number, told=told)
        self.plain_languages.add(language)
        metadata = found.get("metadata")
        document = Document(
            id=self.options.new_id(),
            name=self._name(number, found),
            text=text,
            tokens=cut_up.tokens,
            sentences=cut_up.sentences,
            language=language,
            title=str(found["title"]) if isinstance(found.get("title"), str) else title_of(text),
            source=self.sha,
            format=JsonLines.name,
            metadata={str(k): v if isinstance(v, str) else _text(v) for k, v in metadata.items()}
            if isinstance(metadata, dict)
            else {},
        )
        self.imported.documents.append(document)
        mentions = found.get("mentions")
        if mentions is not None and not isinstance(mentions, list):
            self._tell(number, "the mentions are no list; left out.")
            return
        places = Places(raw)
        for mention in mentions or ():
            self._add_mention(number, mention, document, places)

    def _add_mention(self, number: int, mention: Any, document: Document, places: Places) -> None:
        if not isinstance(mention, dict):
            self._tell(number, "a mention is no JSON object; left out.")
            return
        try:
            annotation, remark = annotation_of(mention, document, places, options=self.options, source="jsonl")
        except Odd as odd:
            self._tell(number, f"a mention: {odd}")
            return
        if remark:
            self._tell(number, f"a mention: {remark}")
        self.imported.annotations.append(annotation)
        if annotation.get("concept") is not None:
            self.mentioned.setdefault(annotation.text("concept"), number)

    def _add_concept(self, number: int, found: Mapping[str, Any]) -> None:
        inner = found["concept"]
        fields: Mapping[str, Any] = inner if isinstance(inner, dict) else {**found, "id": inner}
        id = fields.get("id")
        if not isinstance(id, str) or not id:
            self._tell(number, "the concept has no id; left out.")
            return
        if id in self.concepts:
            self._tell(number, f"the concept ‘{id}’ stands above already; that one is kept.")
            return
        name = fields.get("name")
        self.concepts[id] = Concept(
            id=id,
            name=name if isinstance(name, str) and name else None,
            terms=self._terms(number, fields),
            definition=_string(fields, "definition"),
            category=_string(fields, "category"),
            broader=_strings(fields.get("broader")),
            related=_strings(fields.get("related")),
            external=_strings(fields.get("external")),
            note=_string(fields, "note"),
            source=self.sha,
        )

    def _add_term(self, number: int, found: Mapping[str, Any]) -> None:
        """Add a concept for a line of a list of terms."""
        text = found["term"].strip()
        if text in self.listed:
            return
        self.listed.add(text)
        id = fresh_id(text, ())
        if id in self.concepts or id in self.options.known_concepts:
            id = fresh_id(text, (*self.concepts, *self.options.known_concepts))
        terms = self._terms(number, {"terms": [{**found, "text": text}]})
        self.concepts[id] = Concept(id=id, terms=terms, definition=_string(found, "definition"), source=self.sha)

    def _terms(self, number: int, fields: Mapping[str, Any]) -> tuple[Term, ...]:
        given = fields.get("terms")
        terms: list[Term] = []
        for each in given if isinstance(given, list) else [fields] if isinstance(fields.get("term"), str) else []:
            term = {"text": each} if isinstance(each, str) else each if isinstance(each, dict) else {}
            text = term.get("text") or term.get("term")
            if not isinstance(text, str):
                self._tell(number, "a term has no text; left out.")
                continue
            language = str(term.get("language") or self.options.language)
            status = term_columns.STATUSES.get(term_columns.plain(str(term.get("status") or "")))
            if status is None:
                status = "admitted" if any(t.language == language for t in terms) else "preferred"
                if term.get("status"):
                    self._tell(number, f"‘{term['status']}’ is no status of a term; read as {status}.")
            terms.append(Term(text, language, status))
        return tuple(terms)

    def _name(self, number: int, found: Mapping[str, Any]) -> str:
        given = next((found[key] for key in _NAME_KEYS if isinstance(found.get(key), str | int)), None)
        name = str(given) if given not in (None, "") else f"{self.stem}-{number}"
        self.names[name] += 1
        if self.names[name] == 1:
            return name
        fresh = f"{name} ({self.names[name]})"
        self._tell(number, f"a second document ‘{name}’; called ‘{fresh}’.")
        return fresh

    def _tell(self, line: int, message: str) -> None:
        self.imported.oddities.append(Oddity(self.file, line, message))


def _concept_line(concept: Concept) -> dict[str, Any]:
    line: dict[str, Any] = {"concept": concept.id}
    if concept.name is not None:
        line["name"] = concept.name
    line["terms"] = [{"text": t.text, "language": t.language, "status": t.status} for t in concept.terms]
    for key in ("definition", "category", "broader", "related", "external", "note"):
        value = getattr(concept, key)
        if value:
            line[key] = value
    return line


def _document_losses(document: Document, elsewhere: int) -> list[Loss]:
    losses = []
    if elsewhere:
        losses.append(Loss(document.name, "concepts that stand on no words", elsewhere))
    if document.problem is not None:
        losses.append(Loss(document.name, "where the parts of the problem begin and end"))
    if document.tokens.columns:
        losses.append(Loss(document.name, "its own words, sentences and their columns; texts are cut up anew"))
    return losses


def _string(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(v for v in value if isinstance(v, str) and v) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
