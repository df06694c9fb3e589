"""Lextags (`B-P-p.Locus|p.Goal`) in their parts, and a sentence of them as lexical expressions. Knows no scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from construal.annotation.scheme import POSSESSIVE, UNCLEAR
from construal.annotation.snacs.expression import SINGLE, STRONG, WEAK, Expression, unprefixed

NONE = "_"
BIO = ("O", "o", "B", "b", "I_", "i_", "I~", "i~")
PREPOSITIONAL = "p."


class Lextag(NamedTuple):
    """A lextag's BIO tag, and what STREUSLE's columns have for it: the lexcat ("" inside an expression), two labels."""

    bio: str
    lexcat: str = ""
    first: str = NONE
    second: str = NONE

    @property
    def text(self) -> str:
        """The tag as STREUSLE writes it."""
        if not self.lexcat:
            return self.bio
        if self.first == NONE:
            return f"{self.bio}-{self.lexcat}"
        both = self.first if self.second in (NONE, self.first) else f"{self.first}|{self.second}"
        return f"{self.bio}-{self.lexcat}-{both}"

    @property
    def pair(self) -> str:
        """Role and function as the pair head names them, "" for a tag that is no SNACS target's."""
        return f"{self.first}|{self.second}" if self.first.startswith(PREPOSITIONAL) else ""


def parsed(tag: str) -> Lextag:
    """The parts of a lextag; the category of a weak expression, after `+`, is left out."""
    bio, _, rest = tag.partition("-")
    lexcat, _, label = rest.partition("+")[0].partition("-")
    first, bar, second = label.partition("|")
    if not first:
        return Lextag(bio, lexcat)
    if not bar and (first.startswith(PREPOSITIONAL) or first == POSSESSIVE):
        second = first
    return Lextag(bio, lexcat, first, second or NONE)


def expressions(tags: Sequence[Lextag]) -> tuple[Expression, ...]:
    """The lexical expressions of a sentence with these legal tags, by first word, weak ones after the others."""
    starts: list[list[int]] = []  # single words and strong expressions
    chains: list[list[int]] = []
    has_weak: list[bool] = []
    opened: dict[bool, int] = {}  # the chain last begun, inside gaps and outside
    unit: dict[bool, int] = {}
    for position, tag in enumerate(tags):
        inner = tag.bio[0].islower()
        kind = tag.bio.lower()
        if kind == "i_":
            starts[unit[inner]].append(position)
        else:
            unit[inner] = len(starts)
            starts.append([position])
        if kind in ("i_", "i~"):
            chains[opened[inner]].append(position)
            has_weak[opened[inner]] |= kind == "i~"
        elif kind == "b":
            opened[inner] = len(chains)
            chains.append([position])
            has_weak.append(False)
    made = [_expression(positions, tags[positions[0]]) for positions in starts]
    weak = [Expression(tuple(chain), WEAK) for chain, is_weak in zip(chains, has_weak, strict=True) if is_weak]
    return (*made, *weak)


def _expression(positions: Sequence[int], tag: Lextag) -> Expression:
    strength = STRONG if len(positions) > 1 else SINGLE
    of_adposition = tag.first.startswith((PREPOSITIONAL, "`")) or tag.first == UNCLEAR
    if tag.first == NONE:
        return Expression(tuple(positions), strength, tag.lexcat)
    if not of_adposition:
        return Expression(tuple(positions), strength, tag.lexcat, supersense=tag.first)
    function = "" if tag.second == NONE else unprefixed(tag.second)
    return Expression(tuple(positions), strength, tag.lexcat, role=unprefixed(tag.first), function=function)
