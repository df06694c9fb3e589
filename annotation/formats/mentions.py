"""One mention of a concept as JSON: where it stands, and what to do where its place and its words disagree."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from typing import Any

from construal.annotation.anchor import DOCUMENT, Anchor, span
from construal.annotation.annotation import Annotation, Status, Value
from construal.annotation.document import Document
from construal.annotation.errors import CommandError, ConstrualError
from construal.annotation.formats.format import ReadOptions
from construal.annotation.layer import CONCEPT

_NEARBY = 200  # code points on either side of the place given
_KNOWN = frozenset(("start", "end", "fragments", "text"))


class Odd(ConstrualError):
    """A mention that cannot be placed; the message tells why."""


class Places:
    """The places of a text as its file counts them, against those of the document.

    They differ where the file has `\\r\\n` or `\\r` for a line break: `shifted` are the places of the former.
    """

    def __init__(self, raw: str) -> None:
        self.shifted = [m.start() for m in re.finditer("\r\n", raw)] if "\r\n" in raw else []

    def here(self, position: int) -> int:
        """The document's position for the file's."""
        return position - bisect.bisect_left(self.shifted, position)


def annotation_of(
    mention: Mapping[str, Any], document: Document, places: Places, *, options: ReadOptions, source: str
) -> tuple[Annotation, str]:
    """The annotation of a mention, and a word where its place was found anew. Raises Odd for one without place."""
    anchor, remark = _anchor(mention, document.text, places)
    values: dict[str, Value] = {}
    for key in ("concept", "canonical"):
        value = mention.get(key)
        if value is not None:
            values[key] = str(value)
    if isinstance(mention.get("order"), int):
        values["order"] = mention["order"]
    status, odd_status = _status(mention.get("status"))
    confidence = mention.get("confidence")
    annotation = Annotation(
        id=options.new_id(),
        document=document.id,
        layer=CONCEPT,
        anchor=anchor,
        values=values,
        annotator=str(mention.get("annotator") or options.annotator),
        status=status,
        source=str(mention.get("source", source)),
        confidence=float(confidence) if isinstance(confidence, int | float) else None,
        note=str(mention.get("note") or ""),
        doubt=mention.get("doubt") is True,
        created=options.time,
        modified=options.time,
    )
    return annotation, " ".join(filter(None, (remark, odd_status)))


def mention_of(annotation: Annotation, text: str) -> dict[str, Any]:
    """A concept annotation as JSON; places are code points of the text, half-open."""
    anchor = annotation.anchor
    mention: dict[str, Any] = {}
    if anchor.has_gap:
        mention["fragments"] = [list(fragment) for fragment in anchor.fragments]
    elif anchor.fragments:
        mention |= {"start": anchor.start, "end": anchor.end}
    if anchor.fragments:
        mention["text"] = anchor.text(text)
    for key in ("canonical", "concept", "order"):
        value = annotation.get(key)
        if value is not None or key == "concept":
            mention[key] = value
    mention |= {"annotator": annotation.annotator, "status": annotation.status.value, "source": annotation.source}
    if annotation.confidence is not None:
        mention["confidence"] = annotation.confidence
    if annotation.note:
        mention["note"] = annotation.note
    if annotation.doubt:
        mention["doubt"] = True
    return mention


def _anchor(mention: Mapping[str, Any], text: str, places: Places) -> tuple[Anchor, str]:
    if not _KNOWN.intersection(mention):
        return DOCUMENT, ""
    words = mention.get("text")
    surface = words.replace("\r\n", "\n").replace("\r", "\n") if isinstance(words, str) and words else None
    if not _KNOWN.intersection(mention) - {"text"}:
        return _found(surface, text, None), ""
    given = _given(mention, text, places)
    if given is None and surface is None:
        raise Odd("its place is not in the text, and it has no words to look for; left out.")
    if given is not None and (surface is None or surface in _spellings(given, text)):
        return given, ""
    near = given.start if given is not None else _integer(mention.get("start"))
    found = _found(surface, text, near)
    return found, f"‘{surface}’ is not at the place given; found at {found} nearby."


def _given(mention: Mapping[str, Any], text: str, places: Places) -> Anchor | None:
    """The anchor that the mention names, None where it is none of this text."""
    fragments = mention.get("fragments")
    pairs: Sequence[Any] = [(mention.get("start"), mention.get("end"))] if fragments is None else fragments
    try:
        spans = [(places.here(_number(start)), places.here(_number(end))) for start, end in pairs]
        anchor = span(*spans)
    except (TypeError, ValueError, CommandError):
        return None
    return anchor if anchor.end is not None and anchor.end <= len(text) else None


def _found(surface: str | None, text: str, near: int | None) -> Anchor:
    """The only place of these words, nearby where a place is known. Raises Odd where there is none or several."""
    if surface is None:
        raise Odd("it has neither words nor a place; left out.")
    first, last = 0, len(text)
    if near is not None:
        first, last = max(0, near - _NEARBY), min(len(text), near + _NEARBY + len(surface))
    at = text.find(surface, first, last)
    where = "nearby" if near is not None else "in the text"
    if at < 0:
        raise Odd(f"‘{surface}’ is not {'at the place given, nor ' if near is not None else ''}{where}; left out.")
    if text.find(surface, at + 1, last) >= 0:
        raise Odd(f"‘{surface}’ occurs more than once {where}, and its place is not given right; left out.")
    return span((at, at + len(surface)))


def _spellings(anchor: Anchor, text: str) -> set[str]:
    """How the words of an anchor may be written: pieces joined by the gap sign, a space or nothing."""
    return {anchor.text(text, gap=gap) for gap in (" … ", "…", " ... ", " ", "")}


def _status(given: object) -> tuple[Status, str]:
    if given is None or given == "":
        return Status.GOLD, ""
    try:
        return Status(str(given).lower()), ""
    except ValueError:
        return Status.GOLD, f"‘{given}’ is no status; read as gold."


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: object) -> int:
    number = _integer(value)
    if number is None:
        raise TypeError(value)
    return number
