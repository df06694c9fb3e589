"""The layers that every project has, and what a layer of the user's own must say."""

from __future__ import annotations

from typing import Literal

import msgspec

Place = Literal["span", "row", "step", "document"]

LEXICAL = "lexical"
CONCEPT = "concept"
HINT = "hint"
STEP = "step"
VERDICT = "verdict"
RELATION = "relation"
IMAGE_SCHEMA = "image-schema"


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of annotation: its name, the places it may sit on, and the values it may hold."""

    name: str
    title: str
    places: tuple[Place, ...]
    values: tuple[str, ...]


SHIPPED: dict[str, Layer] = {
    layer.name: layer
    for layer in (
        # strength: single, strong or weak. lexcat only where it does not follow from the token and the label.
        # supersense: n.* or v.*. role, function: SNACS names without prefix, or a special label.
        # target: False where a person decided that a candidate is none. governor, object (ids of tokens, "0" for none)
        # and config: only where stated differently from what the tree gives. origin: the scheme version that the labels
        # were brought up from; settled: the renaming rules that a person answered; why: the reason a person gave.
        Layer(
            name=LEXICAL,
            title="Supersenses",
            places=("span", "row"),
            values=(
                *("strength", "lexcat", "supersense", "role", "function", "target"),
                *("governor", "object", "config", "origin", "settled", "why"),
            ),
        ),
        # concept: id in the catalogue, None while unlinked; canonical: the normal form of the mention.
        # On a document: an entry of a problem's concepts and hints, `order` its place among them.
        Layer(name=CONCEPT, title="Concepts", places=("span", "document"), values=("concept", "canonical", "order")),
        # On a document: a problem-local hint with its text, name and `order`. On text: a cue.
        Layer(name=HINT, title="Hints", places=("span", "document"), values=("name", "text", "order")),
        # A link from a step to an entry (the id of a concept or hint annotation), `order` its place in the step.
        Layer(name=STEP, title="Steps", places=("step",), values=("entry", "order")),
        Layer(name=VERDICT, title="Verdicts", places=("span", "step", "document"), values=("verdict",)),
        Layer(name=RELATION, title="Relations", places=("span",), values=("head", "tail", "label")),
        Layer(name=IMAGE_SCHEMA, title="Image schemas", places=("span",), values=("schema",)),
    )
}
