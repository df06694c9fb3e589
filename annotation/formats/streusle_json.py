"""STREUSLE's JSON, without and with the governors and objects that its own tool adds."""

from __future__ import annotations

import re
from pathlib import PurePath

from construal.annotation.formats import sister_forms, streusle_json_writer
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_WORDS = (b'"toks"', b'"swes"')
_RELATION = b'"heuristic_relation"'


def _is_streusle(head: bytes) -> bool:
    return _BEGINS.match(head) is not None and all(word in head for word in _WORDS)


class StreusleJson:
    """A JSON list of sentences with words, expressions and labels, as STREUSLE's tools read and write it."""

    name = sister_forms.STREUSLE_JSON
    title = "STREUSLE JSON"
    endings: tuple[str, ...] = (".streusle.json", ".goldid.json", ".autoid.json")

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for JSON with a sentence's words and expressions near its beginning."""
        return _is_streusle(head) or path.name.lower().endswith(self.endings)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """Documents, by `newdoc id` or else by sent_id, and their decisions. Raises FormatError for no such file."""
        return sister_forms.read(data, file, options, self.name)

    def write(self, export: Export) -> Written:
        """The documents with their decisions, without relations. Raises FormatError where there are none."""
        return streusle_json_writer.write(export, with_relations=False)


class StreusleGovobj:
    """STREUSLE's JSON in which every adposition has its governor, object and kind of relation."""

    name = sister_forms.GOVOBJ
    title = "STREUSLE JSON with governors and objects"
    endings: tuple[str, ...] = (".govobj.json",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for STREUSLE JSON in which relations are near the beginning, and for the ending."""
        return (_is_streusle(head) and _RELATION in head) or path.name.lower().endswith(self.endings)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """Documents and their decisions; relations that follow from the tree are not kept."""
        return sister_forms.read(data, file, options, self.name)

    def write(self, export: Export) -> Written:
        """The documents with their decisions and relations. Raises FormatError where there are none."""
        return streusle_json_writer.write(export, with_relations=True)
