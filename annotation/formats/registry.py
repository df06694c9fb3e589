"""Every file format: by its name, by the ending of a new file, and by what a file looks like."""

from __future__ import annotations

from pathlib import PurePath

from construal.annotation.errors import FormatError
from construal.annotation.formats.abstracts import Abstracts
from construal.annotation.formats.champ import Champ
from construal.annotation.formats.conllu import Conllu
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Format
from construal.annotation.formats.json_lines import JsonLines
from construal.annotation.formats.plain_text import PlainText
from construal.annotation.formats.streusle_json import StreusleGovobj, StreusleJson
from construal.annotation.formats.tables.table import TableCsv, TableTsv, TableXlsx
from construal.annotation.formats.terms import MentionsCsv, TermsCsv

# In the order in which they are asked; where two share an ending, the first is what a new file of that ending gets.
FORMATS: tuple[Format, ...] = (
    TableCsv(), TableCsv("table-excel-csv", mark=True), TableTsv(), TableXlsx(),
    Conllulex(), Conllu(), StreusleGovobj(), StreusleJson(),
    Champ(), Abstracts(), JsonLines(), MentionsCsv(), TermsCsv(), PlainText(),
)  # fmt: skip


def by_name(name: str) -> Format:
    """The format of this name. Raises FormatError that lists the known ones."""
    for format in FORMATS:
        if format.name == name:
            return format
    raise FormatError(f"‘{name}’ is no format; choose one of {', '.join(f.name for f in FORMATS)}.")


def by_ending(path: PurePath) -> Format:
    """The format that a new file of this name gets, by the longest ending. Raises FormatError that lists them."""
    name = path.name.lower()
    fitting = [(len(ending), format) for format in FORMATS for ending in format.endings if name.endswith(ending)]
    if fitting:
        longest = max(length for length, _ in fitting)
        return next(format for length, format in fitting if length == longest)
    known = ", ".join(dict.fromkeys(e for f in FORMATS for e in f.endings))
    raise FormatError(
        f"no format has the ending ‘{path.suffix}’; choose one of {known}, or name the format.", str(path)
    )


def detect(path: PurePath, head: bytes) -> Format:
    """The format that a file looks like by its name and first bytes. Raises FormatError that lists the known ones."""
    for format in FORMATS:
        if format.recognises(path, head):
            return format
    raise FormatError(f"this looks like none of {', '.join(f.title for f in FORMATS)}; name the format.", str(path))
