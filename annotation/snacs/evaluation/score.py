"""Counts and the ratios made of them, from 0 to 1; None where nothing is there to divide by.

The arithmetic keeps the order of operations of psseval and streuseval, so that no digit rounds otherwise than theirs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How many are right, how many the system has, and how many gold has."""

    correct: int
    found: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """How much of what was found is right."""
        return self.correct / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """How much of what was wanted is found; with gold targets, the accuracy."""
        return self.correct / self.wanted if self.wanted else None

    @property
    def f(self) -> float | None:
        """The harmonic mean of both as psseval multiplies; 0 where nothing is right."""
        if not self.correct:
            return 0.0 if self.found or self.wanted else None
        precision, recall = self.correct / self.found, self.correct / self.wanted
        return 2 * precision * recall / (precision + recall)

    @property
    def ratio_f(self) -> float | None:
        """The same as streuseval multiplies: the last bit may differ, and with it how a tie is rounded."""
        return _harmonic((self.correct, self.found), (self.correct, self.wanted))


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of how many are right."""

    correct: int
    wanted: int

    @property
    def accuracy(self) -> float | None:
        """The share that is right."""
        return self.correct / self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Links between the words of expressions: right and all of the system's, right and all of gold's.

    A link is right where the other side has both its words in one expression, so the two counts of right ones differ.
    """

    found_correct: int
    found: int
    wanted_correct: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """How many of the system's links are right."""
        return self.found_correct / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """How many of gold's links are found."""
        return self.wanted_correct / self.wanted if self.wanted else None

    @property
    def f(self) -> float | None:
        """The harmonic mean of both; 0 where nothing is right."""
        return _harmonic((self.found_correct, self.found), (self.wanted_correct, self.wanted))


@dataclass(frozen=True, slots=True)
class LinkAverage:
    """STREUSLE's LinkAvg: the mean of counting weak links as strong ones (`plus`) and not at all (`minus`).

    `wanted` is the mean number of gold's links.
    """

    plus: LinkScore
    minus: LinkScore

    @property
    def wanted(self) -> float:
        """The mean number of gold's links."""
        return (self.plus.wanted + self.minus.wanted) / 2

    @property
    def precision(self) -> float | None:
        """The mean of both precisions."""
        return _mean((self.plus.found_correct, self.plus.found), (self.minus.found_correct, self.minus.found))

    @property
    def recall(self) -> float | None:
        """The mean of both recalls."""
        return _mean((self.plus.wanted_correct, self.plus.wanted), (self.minus.wanted_correct, self.minus.wanted))

    @property
    def f(self) -> float | None:
        """The mean of both F."""
        plus, minus = (
            None if link.f is None else (_numerator(link), link.found) for link in (self.plus, self.minus)
        )  # fmt: skip
        if plus is None or minus is None:
            return None
        if not self.plus.found or not self.minus.found:
            return ((self.plus.f or 0.0) + (self.minus.f or 0.0)) / 2
        return _mean(plus, minus)


Ratio = tuple[float, int]


def _harmonic(precision: Ratio, recall: Ratio) -> float | None:
    if not precision[0] or not recall[0]:
        return 0.0 if precision[1] or recall[1] else None
    return _harmonic_numerator(precision, recall) / precision[1]


def _harmonic_numerator(precision: Ratio, recall: Ratio) -> float:
    (n, d), (m, e) = precision, recall
    total = (n + m) / d if d == e else n / d + m / e
    return n * 2.0 * (m / e) / total


def _numerator(link: LinkScore) -> float:
    if not link.found_correct or not link.wanted_correct:
        return 0.0
    return _harmonic_numerator((link.found_correct, link.found), (link.wanted_correct, link.wanted))


def _mean(one: Ratio, other: Ratio) -> float | None:
    """The mean of two ratios, by way of the mean of what they divide by."""
    (n, d), (m, e) = one, other
    if not d or not e:
        return None
    whole = (d + e) / 2
    if d == e:
        return (n + m) / 2.0 * whole / (whole * d)
    return (n / d + m / e) / 2 * whole / whole
