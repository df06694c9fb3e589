"""Single words, first words, lextags and the `# mwe` line of a sentence in the cells. What is regular costs little."""

from __future__ import annotations

from construal.annotation.snacs import mwe
from construal.annotation.snacs.validation import expressions, parts_of_speech
from construal.annotation.snacs.validation.expressions import Groups
from construal.annotation.snacs.validation.finding import Problem
from construal.annotation.snacs.validation.labels import LabelRules
from construal.annotation.snacs.validation.report import FindingList
from construal.annotation.snacs.validation.sentence import (
    FORM,
    LEMMA,
    LEXCAT,
    LEXLEMMA,
    LEXTAG,
    NONE,
    SMWE,
    SS,
    SS2,
    UPOS,
    WCAT,
    WLEMMA,
    WMWE,
    XPOS,
    Row,
    Sentence,
)

ENGLISH = "en"


class Words:
    """The rules on words in one language; equal words are looked at once."""

    def __init__(self, labels: LabelRules, *, with_parts_of_speech: bool = True) -> None:
        self.labels = labels
        self._with_parts = with_parts_of_speech and labels.language.partition("-")[0] == ENGLISH
        self._own_lexlemmas = labels.rules.own_lexlemmas
        self._kept: dict[tuple[str, str, str, str, str, str], tuple[Problem, ...]] = {}
        self._endings: dict[tuple[str, str, str], str] = {}

    def check(self, sentence: Sentence, found: FindingList) -> None:
        """All words of a sentence."""
        tokens, kept, telling = sentence.tokens, self._kept, parts_of_speech.TELLING
        joined: list[int] = []  # the places of words in expressions
        for place, row in enumerate(tokens):
            cells = row.cells
            lemma = cells[LEMMA]
            if cells[SMWE] != NONE:
                joined.append(place)
            # What is regular, and that are nearly all words, costs no call.
            elif cells[LEXLEMMA] != lemma:
                self._single(sentence, row, found)
            else:
                told = lemma if lemma in telling else ""
                if kept.get((cells[UPOS], cells[XPOS], cells[LEXCAT], cells[SS], cells[SS2], told), True):
                    self._single(sentence, row, found)
            if cells[WMWE] != NONE:
                if cells[SMWE] == NONE:
                    joined.append(place)
            elif cells[WLEMMA] != NONE or cells[WCAT] != NONE:
                expressions.stray(sentence, found, row)
        if not joined:
            bio = ["O"] * len(tokens)
            line = " ".join([row.cells[FORM] for row in tokens])
        else:
            of = expressions.groups(sentence, joined, found)
            expressions.check(sentence, found, of, own_lexlemmas=self._own_lexlemmas)
            self._firsts(sentence, of, found)
            strong, weak = list(of.strong.values()), list(of.weak.values())
            bio = mwe.tags(len(tokens), strong, weak)
            line = mwe.rendered([row.cells[FORM] for row in tokens], strong, weak)
        self._tags(sentence, bio, found)
        stated = sentence.comments.get("mwe")
        if stated is not None and stated[1] != line:
            found.add(sentence, stated[0], "mwe-line", f"the words and expressions are ‘{line}’", "write them so")

    def _single(self, sentence: Sentence, row: Row, found: FindingList) -> None:
        cells = row.cells
        lemma, lexlemma, lexcat = cells[LEMMA], cells[LEXLEMMA], cells[LEXCAT]
        if lexlemma != lemma and not self._own_lexlemmas:
            told = f"the lexlemma ‘{lexlemma}’ of a single word is not its lemma, ‘{lemma}’"
            found.add(sentence, row, "lexlemma", told, f"write {lemma}")
        if lexcat in ("", NONE):
            found.add(sentence, row, "mwe-lexcat-missing", "a word without a lexcat", "give it one")
            return
        telling = lemma if lemma in parts_of_speech.TELLING else ""
        key = (cells[UPOS], cells[XPOS], lexcat, cells[SS], cells[SS2], telling)
        problems = self._kept.get(key)
        if problems is None:
            problems = self._kept[key] = self.problems(*key)
        for problem in problems:
            found.add_problem(sentence, row, problem)

    def problems(self, upos: str, xpos: str, lexcat: str, first: str, second: str, lemma: str) -> tuple[Problem, ...]:
        """What is wrong with a single word that has these cells; `lemma` counts only where it is telling."""
        problems = self.labels.of(lexcat, first, second, several=False)
        if self._with_parts and upos != NONE and lexcat in self.labels.singles:
            odd = parts_of_speech.problem(upos, xpos, lexcat, lemma=lemma, lexlemma=lemma)
            problems = (*problems, odd) if odd else problems
        return problems

    def _firsts(self, sentence: Sentence, of: Groups, found: FindingList) -> None:
        for group in of.strong.values():
            row = sentence.tokens[group[0]]
            lexcat = row.cells[LEXCAT]
            if lexcat not in ("", NONE):
                for problem in self.labels.of(lexcat, row.cells[SS], row.cells[SS2], several=True):
                    found.add_problem(sentence, row, problem)

    def _tags(self, sentence: Sentence, bio: list[str], found: FindingList) -> None:
        endings = self._endings
        for row, tag in zip(sentence.tokens, bio, strict=True):
            cells = row.cells
            smwe = cells[SMWE]
            if smwe == NONE or smwe.endswith(":1"):
                key = (cells[LEXCAT], cells[SS], cells[SS2])
                ending = endings.get(key)
                if ending is None:
                    ending = endings[key] = _ending(*key)
                expected = tag + ending
                if cells[WCAT] != NONE and cells[WMWE].endswith(":1"):
                    expected += "+" + cells[WCAT]
            else:
                expected = tag
            if cells[LEXTAG] != expected:
                told = f"the lextag ‘{cells[LEXTAG]}’ does not follow from the other columns"
                found.add(sentence, row, "lextag", told, f"write {expected}, or change what it follows from")


def _ending(lexcat: str, first: str, second: str) -> str:
    """What follows the BIO tag on an expression's first word."""
    if first == NONE:
        return f"-{lexcat}"
    return f"-{lexcat}-{first}" if second in (NONE, first) else f"-{lexcat}-{first}|{second}"
