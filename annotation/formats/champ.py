"""CHAMP (`v0.json` of the package champ-dataset): problems with steps, concepts and hints."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path, PurePath

from construal.annotation.errors import FormatError
from construal.annotation.formats import champ_reader, champ_writer
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:problems|concepts|hints)"\s*:\s*\{')
_KEYS = (b'"ch_list"', b'"_raw_text"')


class Champ:
    """The JSON of CHAMP. What nobody edited is written as it was, the models' conversations with it."""

    name = champ_reader.FORMAT
    title = "CHAMP problems"
    endings: tuple[str, ...] = (".json",)

    def recognises(self, path: PurePath, head: bytes) -> bool:
        """True for a JSON object that begins with one of CHAMP's sections, or a `.json` with its keys."""
        if _BEGINS.match(head):
            return True
        return head.lstrip()[:1] == b"{" and path.suffix.lower() == ".json" and any(key in head for key in _KEYS)

    def read(self, data: bytes, file: str, options: ReadOptions) -> Imported:
        """A document for each problem, its lists as annotations, and the concepts. Raises FormatError for no CHAMP."""
        return champ_reader.read(data, file, options)

    def write(self, export: Export) -> Written:
        """The problems; raises FormatError where the export has none."""
        return champ_writer.write(export)


def package_file() -> Path:
    """The data file of the installed package champ-dataset. Raises FormatError where it is not installed."""
    # The package itself is not run: its folder is all that is needed.
    spec = find_spec("champ_dataset")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        file = Path(folder) / "dataset_files" / "v0.json"
        if file.is_file():
            return file
    raise FormatError(
        "CHAMP comes with the package champ-dataset, which is not installed; pip install construal[champ]."
    )


def package_bytes() -> bytes:
    """What the data file of the package holds. Raises FormatError where it is not installed."""
    return package_file().read_bytes()


def read_package(options: ReadOptions) -> Imported:
    """CHAMP as the installed package has it. Raises FormatError where it is not installed."""
    return Champ().read(package_bytes(), "champ-dataset/v0.json", options)
