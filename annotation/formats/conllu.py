"""CoNLL-U: a plain treebank, or one with STREUSLE 5's annotations as features in its MISC column."""

from __future__ import annotations

from pathlib import PurePath

from construal.annotation.formats import conllu_writer, sister_forms
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written


class Conllu:
    """The ten-column format, annotations in MISC. What nobody edited is written as it was, byte for byte."""

    name = sister_forms.CONLLU
    title = "CoNLL-U"
    endings: tuple[str, ...] = (".conllu",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for the ending, and for rows of ten columns that begin with a number."""
        if path.suffix.lower() in self.endings:
            return True
        rows = (line for line in head.split(b"\n")[:200] if line[:1].isdigit())
        return any(row.count(b"\t") == 9 for row in rows)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """Documents, one per `# newdoc`, and what their features state. Raises FormatError for no such file."""
        return sister_forms.read(data, file, options, self.name)

    def write(self, export: Export) -> Written:
        """The documents with their decisions as features, in files that keep Universal Dependencies' rules."""
        return conllu_writer.write(export)
