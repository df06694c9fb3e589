"""Plain text: one document a file, sentences by rules, words by spaCy's blank tokenizers."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import PurePath

from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.encoding import decoded, with_unix_lines
from construal.annotation.formats.format import Export, Imported, Loss, Oddity, ReadOptions, Written
from construal.annotation.tokens.tokens import Cut, cut

_TITLE_LENGTH = 80


class PlainText:
    """Text in any language that spaCy has rules for. Annotations do not fit it; the ledger counts them."""

    name = "text"
    title = "plain text"
    endings: tuple[str, ...] = (".txt", ".text", ".md")

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for the endings; text that is called otherwise is not told from other files."""
        return path.suffix.lower() in self.endings

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """One document with its paragraphs. Raises FormatError for a binary or empty file, or an unknown language."""
        raw, oddities = decoded(data, file)
        text = with_unix_lines(raw)
        if not text.strip():
            raise FormatError("the file holds no text; choose another one.", file)
        found = cut(text, options.language)
        document = Document(
            id=options.new_id(),
            name=PurePath(file).stem,
            text=text,
            tokens=found.tokens,
            sentences=found.sentences,
            language=options.language,
            title=title_of(text),
            source=hashlib.sha256(data).hexdigest(),
            format=self.name,
        )
        return Imported([document], oddities=[*oddities, *cutting_oddities(found, text, file, options.language)])

    def write(self, export: Export) -> Written:
        """The texts, a blank line between two; a single one that was read from plain text is the bytes it was."""
        ledger = [loss for document in export.documents for loss in annotation_losses(document, export)]
        if len(export.documents) == 1:
            document = export.documents[0]
            kept = export.source(document.source) if document.format == self.name else None
            if kept is not None:
                return Written(kept, ledger)
            text = document.text
        else:
            ledger += [Loss(d.name, "where the document begins and what it is called") for d in export.documents]
            text = "\n\n".join(d.text.strip("\n") for d in export.documents)
        return Written((text if text.endswith("\n") or not text else text + "\n").encode(), ledger)


def annotation_losses(document: Document, export: Export, *, carried: tuple[str, ...] = ()) -> list[Loss]:
    """A loss for each layer of the document that is not carried, with the number of its annotations."""
    layers = Counter(a.layer for a in export.annotations.get(document.id, ()) if a.layer not in carried)
    return [Loss(document.name, f"annotations of the layer ‘{layer}’", n) for layer, n in sorted(layers.items())]


def cutting_oddities(
    found: Cut, text: str, file: str, language: str, *, line: int = 0, told: bool = False
) -> list[Oddity]:
    """What was odd when a text was cut up; `line` is where the text stands in the file, 0 where it is the file.

    `told` keeps silent about an absent tokenizer, which is worth telling once a file.
    """
    oddities = []
    if found.plain and not told:
        oddities.append(
            Oddity(file, line, f"the tokenizer for ‘{language}’ needs a package that is not installed; words were cut "
                   "character by character where the script has no spaces, and at spaces elsewhere.")
        )  # fmt: skip
    for position in found.lone:
        place = line or text.count("\n", 0, position) + 1
        sign = "@@" if text.startswith("@@", position) else "$"
        oddities.append(Oddity(file, place, f"a {sign} without its pair was read as text, not as mathematics."))
    return oddities


def title_of(text: str) -> str:
    """The first line of a text that is not empty, shortened."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "").lstrip("#").strip()
    return first if len(first) <= _TITLE_LENGTH else first[:_TITLE_LENGTH].rsplit(maxsplit=1)[0] + " …"
