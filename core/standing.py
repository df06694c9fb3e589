"""What an annotator sees of a document, asked of the disk piece by piece, so that a long document costs no more."""

from __future__ import annotations

from construal.annotation.annotation import Annotation
from construal.annotation.commands import Change
from construal.annotation.reading import reading
from construal.core.tables import SEEN, Tables

_SMALL = 200  # annotations of a change that are looked at one by one


class Standing:
    """The standing statements of documents, by place."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._longest: dict[int, int] = {}  # code points that the longest statement of a document spans

    def reading(
        self, document: int, annotator: str, *,
        layer: str | None = None, start: int | None = None, end: int | None = None,
    ) -> list[Annotation]:  # fmt: skip
        """The reading (construal.annotation.reading); with `start, end` only of what meets that range."""
        where = ["document = :document"]
        values: dict[str, object] = {"document": document}
        if layer is not None:
            where.append("layer = :layer")
            values["layer"] = layer
        elif start is not None:
            # The index is by layer, so every layer is named.
            where.append("layer IN (SELECT DISTINCT layer FROM annotations WHERE document = :document)")
        if start is not None and end is not None:
            where.append('start > :low AND start < :end AND ("end" > :start OR start >= :start)')
            values |= {"low": start - self.longest(document) - 1, "start": start, "end": end}
        return reading(self.tables.annotations_where(" AND ".join(where), values), annotator)

    def neighbour(
        self, document: int, layer: str, annotator: str, *,
        place: int | Annotation, undecided: bool, forward: bool,
    ) -> Annotation | None:  # fmt: skip
        """The nearest seen statement behind or in front of a place."""
        sign, order = (">", "") if forward else ("<", "DESC")
        values: dict[str, object] = {"document": document, "layer": layer, "annotator": annotator}
        if isinstance(place, int):
            beyond = f"start {sign} :place"
            values["place"] = place
        else:
            beyond = f'start {sign}= :start AND (start, "end", id) {sign} (:start, :end, :id)'
            values |= {"start": place.anchor.start, "end": place.anchor.end, "id": place.id}
        still = "AND status IN ('suggested', 'rejected')" if undecided else ""
        found = self.tables.annotations_where(
            f"document = :document AND layer = :layer AND {beyond} {still} AND ({SEEN}) "
            f'ORDER BY start {order}, "end" {order}, id {order} LIMIT 1',
            values,
        )
        return next(found, None)

    def longest(self, document: int) -> int:
        """Code points that the longest statement of a document spans."""
        if document not in self._longest:
            sql = 'SELECT coalesce(max("end" - start), 0) FROM annotations WHERE document = ?'
            self._longest[document] = int(self.tables.connection.execute(sql, (document,)).fetchone()[0])
        return self._longest[document]

    def forget(self, change: Change) -> None:
        """Take a change into account: a small one is looked at, after a big one the disk is asked again."""
        if change.records or len(change.annotations) > _SMALL:
            for document in change.documents:
                self._longest.pop(document, None)
            return
        for annotation in map(self.tables.annotation, change.annotations):
            if annotation is not None and annotation.anchor.fragments and annotation.document in self._longest:
                spans = annotation.anchor.fragments[-1][1] - annotation.anchor.fragments[0][0]
                self._longest[annotation.document] = max(self._longest[annotation.document], spans)
