"""Governor and object of a target from a model's tree, where a text has none. Knows one sentence and its reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from construal.annotation.annotation import Value
from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.expression import STRONG, Expression
from construal.annotation.snacs.relations import DEFAULT, Relation, relation
from construal.annotation.snacs.tree import sentence_ids
from construal.core.models.tagged import Tagged, regular_rows


class FoundRelations:
    """The relations of a sentence's targets as the model's tree has them; none in a document with trees of its own."""

    def __init__(self, document: Document, index: int, tagged: Tagged) -> None:
        has_own = document.has_column("head") or document.has_column("deprel")
        self._sentence = _alone(document.language, tagged) if tagged.heads and not has_own else None
        first = document.sentences.rows(index).start
        ids = sentence_ids(document, index)
        self._ids = [ids[row - first] for row in regular_rows(document, index)]
        self._joined = {
            position for e in tagged.labels.expressions if e.strength == STRONG for position in e.positions[1:]
        }  # fmt: skip

    def values(self, expression: Expression) -> dict[str, Value]:
        """What states governor, object and configuration, as a person would state them; nothing without a construal."""
        if self._sentence is None or not expression.role:
            return {}
        found = relation(self._sentence, expression.positions, joined=self._joined)
        return {} if found is None else self._stated(found)

    def _stated(self, found: Relation) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, position in (("governor", found.governor), ("object", found.object)):
            if position is not None:
                values[key] = self._ids[position]
        if found.config != DEFAULT:
            values["config"] = found.config
        return values


def _alone(language: str, tagged: Tagged) -> Document:
    """The sentence as a document of its own, with the tree that was found."""
    words = tagged.words
    text = " ".join(word.form for word in words)
    starts, place = [], 0
    for word in words:
        starts.append(place)
        place += len(word.form) + 1
    cells: Mapping[str, Collection[str]] = {
        "form": [word.form for word in words],
        "lemma": [word.lemma for word in words],
        "upos": [word.upos for word in words],
        "xpos": [word.xpos for word in words],
        "head": [str(head) for head in tagged.heads],
        "deprel": tagged.deprels,
        "id": [str(number) for number in range(1, len(words) + 1)],
    }
    ends = [start + len(word.form) for start, word in zip(starts, words, strict=True)]
    columns = {name: Column.of(values) for name, values in cells.items()}
    return Document(
        id=0, name="", text=text, tokens=Tokens(ints(starts), ints(ends), columns), language=language,
        sentences=Sentences(ints([0, len(words)]), ints([0]), ints([len(text)]), Column.of(["1"])),
    )  # fmt: skip
