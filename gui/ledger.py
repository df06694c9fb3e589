"""How much is decided, kept up with each step instead of counted anew: a document may have 100,000 annotations.

Around the places that a command touches, what stands is counted before and after; the difference is the change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Batch, Change, Command, Edit, EditCatalogue, EditTargets
from construal.core.coverage import Coverage, counts
from construal.core.project import Project

MOST_SPOTS = 24  # places; a command that touches more is counted anew

Spot = tuple[int, str, int, int]  # document, layer, start, end
Count = Counter[tuple[int, str, str]]  # by document, layer and "decided", "suggested" or "open"
NOTHING = Coverage(0, 0, 0)


class Ledger:
    """The coverage of a project by layer and document."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_layer: dict[str, dict[int, Coverage]] = {}
        self._spots: list[Spot] | None = None
        self._before: Count = Counter()

    def of(self, layer: str) -> dict[int, Coverage]:
        """The coverage of every document that has something in a layer."""
        if layer not in self._by_layer:
            self._by_layer[layer] = self._project.coverage(layer)
        return self._by_layer[layer]

    def document(self, layer: str, id: int) -> Coverage:
        """The coverage of one document in a layer."""
        return self.of(layer).get(id, NOTHING)

    def watch(self, commands: Iterable[Command]) -> None:
        """Count around the places that these commands will touch, before they do."""
        self._spots = self._touched(commands)
        self._before = self._count(self._spots) if self._spots is not None else Counter()

    def unwatch(self) -> None:
        """The commands were refused: nothing was touched."""
        self._spots = None

    def follow(self, change: Change) -> None:
        """Take in a change: by the difference where it was watched, else by counting its documents anew."""
        spots, self._spots = self._spots, None
        if spots is not None and not change.records:
            difference = self._count(spots)
            difference.subtract(self._before)
            self._add(difference)
        elif change.records or len(change.documents) > MOST_SPOTS:
            self._by_layer.clear()
        else:
            for layer in change.layers & self._by_layer.keys():
                for id in change.documents:
                    fresh = self._project.coverage(layer, document=id)
                    self._by_layer[layer][id] = fresh.get(id, NOTHING)

    def forget(self) -> None:
        """Count everything anew when it is next asked for: somebody else annotates."""
        self._by_layer.clear()
        self._spots = None

    def _touched(self, commands: Iterable[Command]) -> list[Spot] | None:
        """The places of some commands, or None where they are too many or not in the text."""
        spots: set[Spot] = set()
        for command in commands:
            if isinstance(command, Batch):
                inner = self._touched(command.commands)
                if inner is None:
                    return None
                spots.update(inner)
            elif isinstance(command, Edit):
                if len(command.put) + len(command.drop) > MOST_SPOTS:
                    return None
                ids = [*(a.id for a in command.put), *command.drop]
                found = (self._project.tables.annotation(id) for id in ids)
                for annotation in (*command.put, *(a for a in found if a is not None)):
                    if annotation.anchor.start is None:
                        return None
                    spots.add(_spot(annotation.document, annotation.layer, annotation.anchor))
            elif not isinstance(command, EditCatalogue | EditTargets):
                return None
        return list(spots) if len(spots) <= MOST_SPOTS else None

    def _count(self, spots: Iterable[Spot]) -> Count:
        standing: dict[int, Annotation] = {}
        for document, layer, start, end in spots:
            if layer in self._by_layer:
                found = self._project.reading(document, layer=layer, start=start, end=end)
                standing.update((a.id, a) for a in found)
        return Counter((a.document, a.layer, _kind(a)) for a in standing.values() if counts(a))

    def _add(self, difference: Count) -> None:
        for (document, layer, kind), number in difference.items():
            known = self._by_layer.get(layer)
            if known is None or not number:
                continue
            old = known.get(document, NOTHING)
            now = {"decided": old.decided, "suggested": old.suggested, "open": old.open}
            now[kind] += number
            known[document] = Coverage(now["decided"], now["suggested"], now["open"])


def _spot(document: int, layer: str, anchor: Anchor) -> Spot:
    start, end = anchor.start or 0, anchor.end or 0
    return document, layer, start, max(end, start + 1)


def _kind(annotation: Annotation) -> str:
    if annotation.is_decided:
        return "decided"
    return "suggested" if annotation.status is Status.SUGGESTED else "open"
