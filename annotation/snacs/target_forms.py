"""Targets by lower-cased forms alone, for text without parts of speech: careful rather than complete.

Which words decide is data (`target_lists.FormLists`); a language without such lists has no targets here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from construal.annotation.snacs.target_lists import BLOCKED, FormLists, Match, TargetLists

Found = tuple[list[int], str, str, str]
DEGREE_REACH = 3
OWN_RULES = {"POSS": "T5", "PRON.POSS": "T5", "INF.P": "T6"}  # of one word; else it is an adposition


def find(
    spellings: Sequence[tuple[str, str]], cased: Sequence[str], lists: TargetLists, used: set[int]
) -> Iterator[Found]:
    """Positions, lexcat, rule and reason of each target in a sentence of words by form and lemma, lower case.

    Adds to `used` the positions that a known expression uses up, target or not.
    """
    if not lists.forms.always and not lists.prepositions:
        return
    forms = [form for form, _ in spellings]
    first = 0
    while first < len(forms):
        match = lists.expressions.longest(spellings, first)
        if match is not None:
            used.update(match.places)
            if match.lexcat != BLOCKED:
                name = " ".join(forms[place] for place in match.places)
                yield list(match.places), match.lexcat, *listed(name, match, lists)
            first = match.end
        else:
            first += 1
    sentence = _Sentence(forms, cased, lists.forms)
    for place in range(len(forms)):
        if place not in used and (answer := sentence.answer(place)) is not None:
            lexcat, rule, reason = answer
            yield [place], lexcat, rule, reason


def listed(name: str, match: Match, lists: TargetLists) -> tuple[str, str]:
    """The rule and the reason of a listed expression; `name` is how the text has it."""
    if match.words not in lists.own_set:
        return "T1", f"‘{name}’ is a listed multiword adposition"
    rule = "T1" if len(match.places) > 1 else OWN_RULES.get(match.lexcat, "T2")
    return rule, f"‘{match.words}’ stands in the project's list"


class _Sentence:
    """One sentence under the form rules."""

    def __init__(self, forms: Sequence[str], cased: Sequence[str], lists: FormLists) -> None:
        self.forms = forms
        self.cased = cased
        self.lists = lists

    def answer(self, place: int) -> tuple[str, str, str] | None:
        """Lexcat, rule and reason where the word is a target."""
        form, lists = self.forms[place], self.lists
        before = self.forms[place - 1] if place else ""
        after = self.forms[place + 1] if place + 1 < len(self.forms) else ""
        if form in lists.possessives and after[:1].isalnum():
            return "PRON.POSS", "T5", "possessive pronoun"
        if form in lists.possessives_before_noun and after[:1].isalnum() and after not in lists.function_words:
            return "PRON.POSS", "T5", "possessive pronoun before a noun"
        if form in lists.clitics:
            return ("POSS", "T5", "possessive clitic") if self._possesses(place, before, after=after) else None
        if form in lists.infinitive:
            return self._infinitive(place, before, after=after)
        if after in lists.unless_before.get(form, ()) or before in lists.unless_after.get(form, ()):
            return None
        if form in lists.always or (form in lists.before_nominal and self._is_nominal(place + 1)):
            return "P", "T2", f"‘{form}’ is a listed adposition"
        return None

    def _infinitive(self, place: int, before: str, *, after: str) -> tuple[str, str, str] | None:
        """A preposition before a nominal or at the end; before a verb a target only after too or enough."""
        if not after[:1].isalnum() or self._is_nominal(place + 1) or after in self.lists.infinitive_nominal:
            return "P", "T2", f"‘{self.forms[place]}’ before a nominal"
        reach = self.forms[max(0, place - DEGREE_REACH) : place]
        for distance, word in enumerate(reversed(reach)):
            if not word[:1].isalnum():
                break
            # "too ADJ to", "enough N to", "ADJ enough to": the degree word stands near, nothing closes in between.
            if word in self.lists.degree and (distance > 0 or word != "too"):
                return "INF.P", "T6", f"infinitive after ‘{word}’"
        return None

    def _possesses(self, place: int, before: str, *, after: str) -> bool:
        """Whether a clitic possesses; a bare apostrophe must follow a plural and close no quotation."""
        lists = self.lists
        if not after[:1].isalnum() or before in lists.clitic_not_after or not before[-1:].isalnum():
            return False
        if after in lists.clitic_not_before or after.endswith("ing"):
            return False
        if self.forms[place] in ("'", "’"):
            return before.endswith("s") and not any(form in ("'", "‘", "’") for form in self.forms[:place])
        return True

    def _is_nominal(self, place: int) -> bool:
        """Whether a noun phrase seems to begin here."""
        if place >= len(self.forms):
            return False
        form, lists = self.forms[place], self.lists
        if form in lists.nominal or form[:1].isdigit() or self.cased[place][:1].isupper():
            return True
        plural = form.endswith("s") and not form.endswith("ss") and form not in lists.verbs_in_s and len(form) > 3
        return plural or (form.endswith("ing") and len(form) > 5)
