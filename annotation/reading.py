"""What one annotator sees: own statements, those of nobody in particular, and suggestions not yet answered."""

from __future__ import annotations

from collections.abc import Iterable

from construal.annotation.annotation import Annotation, Status


def reading(annotations: Iterable[Annotation], annotator: str) -> list[Annotation]:
    """The statements that stand for `annotator`, sorted by place.

    Own statements stand; so do those without an annotator (from a file or a model) and adjudicated ones, unless an own
    statement replaces them. Other annotators' statements are not seen. A rejection stays in, for it is an answer; one
    without any value says that there is nothing here, and is left out.
    """
    seen = [a for a in annotations if a.annotator in ("", annotator) or a.status is Status.ADJUDICATED]
    replaced = {a.replaces for a in seen if a.annotator == annotator and a.replaces is not None}
    return sorted((a for a in seen if a.id not in replaced and not _is_gone(a)), key=_place)


def decisions(annotations: Iterable[Annotation], annotator: str) -> list[Annotation]:
    """The decisions that count for `annotator`: what an export carries."""
    return [a for a in reading(annotations, annotator) if a.is_decided]


def _is_gone(annotation: Annotation) -> bool:
    return annotation.status is Status.REJECTED and not annotation.values


def _place(annotation: Annotation) -> tuple[int, int, int, int]:
    anchor = annotation.anchor
    start = anchor.start if anchor.start is not None else -1
    end = anchor.end if anchor.end is not None else -1
    return (start, end, anchor.step if anchor.step is not None else -1, annotation.id)
