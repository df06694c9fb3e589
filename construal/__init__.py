"""Construal: annotate concepts, hints and adposition supersenses on text. `construal.open` is where a script begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from construal.annotation.anchor import Anchor, span
    from construal.annotation.annotation import Annotation, Status
    from construal.annotation.catalogue import Concept, Term
    from construal.annotation.document import Document
    from construal.annotation.errors import ConstrualError
    from construal.core.project import Project

    __version__: str

__all__ = [
    "Anchor",
    "Annotation",
    "Concept",
    "ConstrualError",
    "Document",
    "Project",
    "Status",
    "Term",
    "__version__",
    "open",
    "span",
]

# Loaded when first asked for: `import construal` alone costs next to nothing.
_HOME = {
    "Anchor": "construal.annotation.anchor",
    "Annotation": "construal.annotation.annotation",
    "Concept": "construal.annotation.catalogue",
    "ConstrualError": "construal.annotation.errors",
    "Document": "construal.annotation.document",
    "Project": "construal.core.project",
    "Status": "construal.annotation.annotation",
    "Term": "construal.annotation.catalogue",
    "span": "construal.annotation.anchor",
}


def open(path: str | PathLike[str], *, annotator: str | None = None, language: str = "en") -> Project:
    """The project at `path`, made there where there is none; close it, or use it in a `with`.

    `annotator` is whose decisions are read and made: by default, as in the window, the person of the settings on this
    machine. `language` is what documents of a new project are written in. Raises ConstrualError where the file is no
    project, is from a newer version, or cannot be written.
    """
    from pathlib import Path

    from construal.core import settings
    from construal.core.project import Project

    person = settings.annotator(settings.load()[0]) if annotator is None else annotator
    place = Path(path)
    if place.exists():
        return Project.open(place, annotator=person)
    return Project.create(place, language=language, annotator=person)


def _version() -> str:
    """The version of this source tree, else of the installed package."""
    import re
    from pathlib import Path

    # A checkout may be newer than what is installed beside it, so it is asked first.
    source = Path(__file__).resolve().parents[1] / "pyproject.toml"
    if source.is_file():
        text = source.read_text(encoding="utf-8")
        found = re.search(r'^version = "([^"]+)"$', text, flags=re.MULTILINE)
        if found and re.search(r'^name = "construal"$', text, flags=re.MULTILINE):
            return found[1]
    from importlib.metadata import version

    return version("construal")


def __getattr__(name: str) -> object:
    if name == "__version__":
        globals()["__version__"] = value = _version()
        return value
    if name in _HOME:
        from importlib import import_module

        globals()[name] = found = getattr(import_module(_HOME[name]), name)
        return found
    raise AttributeError(f"module 'construal' has no attribute '{name}'; it offers {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
