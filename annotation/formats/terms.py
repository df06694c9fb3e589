"""Tables of terms as CSV: the catalogue, in and out, and mentions, out only."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from pathlib import PurePath

from construal.annotation.errors import FormatError
from construal.annotation.formats import term_columns as columns
from construal.annotation.formats.encoding import decoded
from construal.annotation.formats.format import Export, Imported, Loss, ReadOptions, Written
from construal.annotation.formats.plain_text import annotation_losses
from construal.annotation.formats.term_catalogue import concepts_of, rows_of
from construal.annotation.layer import CONCEPT


class TermsCsv:
    """The catalogue as a table: concept, term, language, status, definition, broader.

    Headers are matched by the aliases in `term_columns`, commas, semicolons and tabs told apart by the header. Every
    cell is quoted and written as it is, also one that begins with = + - or @: a sign put before it would stay in the
    data and come back as part of a term such as "-category". Who opens the table in a spreadsheet imports it as text.
    """

    name = "terms-csv"
    title = "tables of terms"
    endings: tuple[str, ...] = (".csv", ".tsv")

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for the endings, but for a table of mentions."""
        return path.suffix.lower() in self.endings and not _is_mentions(head, str(path))

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """The concepts of a table. Raises FormatError where its header names neither terms nor concepts."""
        text, oddities = decoded(data, file)
        concepts, odd_rows = concepts_of(text, file, options, source=hashlib.sha256(data).hexdigest())
        return Imported(concepts=concepts, oddities=[*oddities, *odd_rows])

    def write(self, export: Export) -> Written:
        """The whole catalogue. Raises FormatError where it is empty."""
        if not export.concepts:
            raise FormatError("the catalogue has no concepts yet; export mentions as .jsonl or .mentions.csv instead.")
        ledger = [loss for document in export.documents for loss in annotation_losses(document, export)]
        return Written(_table(rows_of(export.concepts.values())), ledger)


class MentionsCsv:
    """Mentions as a table with their places in the text, in code points; it goes out only, for it has no texts.

    Cells are quoted and written as they are, as in `TermsCsv`.
    """

    name = "mentions-csv"
    title = "tables of mentions"
    endings: tuple[str, ...] = (".mentions.csv",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for a table with columns for documents, texts and places."""
        return path.suffix.lower() in (".csv", ".tsv") and _is_mentions(head, str(path))

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """Always raises FormatError: the texts that the mentions stand in are not there."""
        raise FormatError("this table has mentions without the texts they stand in; import the .jsonl instead.", file)

    def write(self, export: Export) -> Written:
        """A row for each mention. `fragments` is filled for one with gaps, `start` and `end` are its outer ends."""
        rows: list[tuple[str, ...]] = [columns.MENTION_COLUMNS]
        ledger: list[Loss] = []
        for document in export.documents:
            decided = export.annotations.get(document.id, ())
            ledger += annotation_losses(document, export, carried=(CONCEPT,))
            elsewhere = 0
            for a in decided:
                if a.layer != CONCEPT:
                    continue
                if not a.anchor.fragments or a.anchor.row is not None:
                    elsewhere += 1
                    continue
                rows.append((
                    document.name, document.language, str(a.anchor.start), str(a.anchor.end),
                    str(a.anchor) if a.anchor.has_gap else "", a.anchor.text(document.text), a.text("canonical"),
                    a.text("concept"), a.annotator, a.status.value,
                ))  # fmt: skip
            if elsewhere:
                ledger.append(Loss(document.name, "concepts that stand on no words", elsewhere))
        return Written(_table(rows), ledger)


def _table(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _is_mentions(head: bytes, file: str) -> bool:
    try:
        text, _ = decoded(head, file)
    except FormatError:
        return False
    return columns.is_mentions(columns.header_of(text))
