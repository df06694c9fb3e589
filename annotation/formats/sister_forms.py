"""The sister forms of `.conllulex`: each is turned into its 19-column lines, and these are read.

So one reader, and the writer's comparison with the source, serve all of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from construal.annotation.formats import conllu_lines, conllulex_reader, streusle_json_lines
from construal.annotation.formats.format import Imported, Oddity, ReadOptions
from construal.annotation.formats.profile import STANDARD
from construal.annotation.formats.profile_evidence import recognised
from construal.annotation.formats.sister_parts import attached_parts
from construal.annotation.formats.sister_relations import attached_relations
from construal.annotation.formats.turned import Turn, Turned, sentence_at

CONLLULEX = "conllulex"
CONLLU = "conllu"
STREUSLE_JSON = "streusle-json"
GOVOBJ = "streusle-govobj"

_SENT_ID = b"# sent_id ="
_DEFAULT = "snacs-2.6"
_SCHEME = re.compile(rb"^# snacs = (\d+\.\d+)\r?$", re.MULTILINE)


def _itself(data: bytes, file: str) -> Turned:
    return Turned(data, [0, len(data)])


# By the name of the format.
TURNS: Mapping[str, Turn] = {
    CONLLULEX: _itself,
    CONLLU: conllu_lines.turned,
    STREUSLE_JSON: streusle_json_lines.turned,
    GOVOBJ: streusle_json_lines.turned,
}


def read(data: bytes, file: str, options: ReadOptions, form: str) -> Imported:
    """The documents and lexical decisions of a file in a form. Raises FormatError where it is no such file."""
    turned = TURNS[form](data, file)
    versions = {match[1].decode() for match in _SCHEME.finditer(turned.lines)}
    declared = replace(options, scheme=f"snacs-{min(versions)}") if len(versions) == 1 else options
    if not declared.profile:
        declared = replace(declared, profile=_profile(turned, options.language))
    imported = conllulex_reader.read(turned.lines, file, declared)
    sha = hashlib.sha256(data).hexdigest()
    schemes: dict[int, str] = {}
    for document in imported.documents:
        document.source = sha
        document.format = form
    for document in imported.documents:
        first, second = (int(place) for place in document.sentences.source_start[:2])
        version = scheme_of(turned.lines[first:second])
        schemes[document.id] = f"snacs-{version}" if version else options.scheme or _DEFAULT
    imported.annotations = [
        msgspec.structs.replace(a, source=form, scheme=schemes[a.document] if versions else a.scheme)
        for a in imported.annotations
    ]
    odd = [*imported.oddities, *attached(imported, turned)]
    if form == CONLLU:
        # The form has no column for it.
        odd = [oddity for oddity in odd if not oddity.message.startswith("no lexcat;")]
    places = _Places(turned) if form != CONLLU else None
    imported.oddities = turned.oddities + [
        Oddity(file, 0, f"{places.name(o.line - 1)}: {o.message}") if places else Oddity(file, o.line, o.message)
        for o in odd
    ]
    imported.oddities.sort(key=lambda oddity: oddity.line)
    return imported


def _profile(turned: Turned, language: str) -> str:
    """The profile to read lines with, "" for the one they look like; these have the standard's columns already."""
    known = recognised(turned.lines.decode(errors="replace").split("\n"), language)
    return STANDARD if known.reshapes and turned.has_annotations else ""


def attached(imported: Imported, turned: Turned) -> list[Oddity]:
    """Put what no column holds into the annotations; the oddities have the turned lines' numbers."""
    return attached_parts(imported, turned) + attached_relations(imported, turned)


def scheme_of(lines: bytes) -> str:
    """The version of the scheme that a `# snacs = 2.6` comment declares, "" where none does."""
    match = _SCHEME.search(lines)
    return match[1].decode() if match else ""


class _Places:
    """Lines of turned JSON as a person would name them."""

    def __init__(self, turned: Turned) -> None:
        self._turned = turned
        self._lines = turned.line_starts()

    def name(self, line: int) -> str:
        """The sentence that a line belongs to, and the token where it is a token's."""
        turned = self._turned
        byte = self._lines[min(max(line, 0), len(self._lines) - 2)]
        index = sentence_at(turned.starts, byte)
        lines = turned.lines[turned.starts[index] : turned.starts[index + 1]].split(b"\n")
        ids = (row[len(_SENT_ID) :].strip() for row in lines if row.startswith(_SENT_ID))
        place = f"sentence {next(ids, b'').decode(errors='replace') or index + 1}"
        cells = turned.lines[byte : self._lines[line + 1]].split(b"\t")
        return f"{place}, token {cells[0].decode(errors='replace')}" if len(cells) > 1 else place
