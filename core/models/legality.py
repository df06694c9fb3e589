"""Which lextags a word may have: alone, as the first of a strong expression, or inside one. Knows rules, no scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from construal.annotation.snacs.expression import Word
from construal.annotation.snacs.validation.labels import LabelRules
from construal.annotation.snacs.validation.parts_of_speech import TELLING
from construal.annotation.snacs.validation.words import Words
from construal.core.models.lextags import BIO, NONE, Lextag, parsed

Flags = npt.NDArray[np.bool_]
_INSIDE = ("I_", "i_")


class Legality:
    """The lextags of a model that break no rule of the validator, errors and warnings alike, in one language.

    `tags` are the model's and, after its `given` ones, one for each lexcat of which the model has no word alone, so
    that every word has a legal tag. `alone`, `begins` (a strong expression) and `inside` tell where each may stand.
    """

    def __init__(self, tags: Sequence[str], *, language: str = "en", scheme: str = "snacs-2.6") -> None:
        self._rules = LabelRules(scheme, language)
        self._words = Words(self._rules)
        own = [parsed(tag) for tag in tags]
        self.given = len(own)
        self.tags: tuple[Lextag, ...] = (*own, *self._missing(own))
        self.alone = np.array([self._fits(tag, several=False) for tag in self.tags])
        self.begins = np.array([tag.bio[:1] not in "Oo" and self._fits(tag, several=True) for tag in self.tags])
        self.inside = np.array([tag.bio in _INSIDE and not tag.lexcat and tag.first == NONE for tag in self.tags])
        self._plain = np.array([tag.bio == "O" for tag in self.tags])
        lexcats = np.array([tag.lexcat for tag in self.tags])
        firsts = {tag.lexcat: tag for tag, fits in zip(self.tags, self.alone, strict=True) if fits}
        self._by_lexcat = [(tag, lexcats == lexcat) for lexcat, tag in firsts.items()]
        self._kept: dict[tuple[str, str, str], Flags] = {}

    def of_word(self, word: Word) -> Flags:
        """Which tags a word alone may have beside its parts of speech."""
        key = (word.upos, word.xpos, word.lemma if word.lemma in TELLING else "")
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._agreeing(*key)
        return found

    def _agreeing(self, upos: str, xpos: str, lemma: str) -> Flags:
        agrees = self.alone.copy()
        # Labels being legal, only the lexcat can disagree with a part of speech.
        for tag, of_lexcat in self._by_lexcat:
            if self._words.problems(upos, xpos, tag.lexcat, tag.first, tag.second, lemma):
                agrees[of_lexcat] = False
        # With a part of speech that no lexcat agrees with, no choice is better than another.
        return agrees if agrees[self._plain].any() else self.alone

    def _fits(self, tag: Lextag, *, several: bool) -> bool:
        if tag.bio not in BIO or tag.bio in _INSIDE or not tag.lexcat:
            return False
        return not self._rules.of(tag.lexcat, tag.first, tag.second, several=several)

    def _missing(self, own: Sequence[Lextag]) -> Iterator[Lextag]:
        """A legal tag of a word alone for each lexcat that has none among these."""
        there = {tag.lexcat for tag in own if tag.bio == "O" and self._fits(tag, several=False)}
        # In the scheme's order the lexcat that follows from a part of speech comes before others it agrees with.
        for lexcat in (*self._rules.scheme.lexcats, *self._rules.rules.lexcats):
            if lexcat in there:
                continue
            legal = (tag for tag in self._possible(lexcat) if self._fits(tag, several=False))
            first = next(legal, None)
            if first is not None:
                yield first

    def _possible(self, lexcat: str) -> Iterator[Lextag]:
        scheme, language = self._rules.scheme, self._rules.language
        yield Lextag("O", lexcat)
        for supersense in scheme.supersenses_of(lexcat):
            yield Lextag("O", lexcat, supersense)
        if scheme.is_adpositional(lexcat) or lexcat in self._rules.rules.adposition_lexcats:
            for role in scheme.roles(language):
                for function in scheme.functions(language):
                    yield Lextag("O", lexcat, f"p.{role.name}", f"p.{function.name}")
