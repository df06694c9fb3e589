"""STREUSLE's `.conllulex`: CoNLL-U with nine lexical columns, for every language that has been annotated in it."""

from __future__ import annotations

from pathlib import PurePath

from construal.annotation.formats.conllulex_reader import read
from construal.annotation.formats.conllulex_writer import write
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written


class Conllulex:
    """The 19-column format; 15 and 20 columns are read too. What nobody edited is written as it was, byte for byte."""

    name = "conllulex"
    title = "STREUSLE .conllulex"
    endings: tuple[str, ...] = (".conllulex",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for the ending, and for rows of 15, 19 or 20 columns that begin with a number."""
        if path.suffix.lower() in self.endings:
            return True
        rows = (line for line in head.split(b"\n")[:200] if line[:1].isdigit())
        return any(row.count(b"\t") in (14, 18, 19) for row in rows)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """Documents, one per `# newdoc`, and their lexical decisions. Raises FormatError for no such file."""
        return read(data, file, options)

    def write(self, export: Export) -> Written:
        """The documents with their decisions. Documents of other formats are written from scratch."""
        return write(export)
