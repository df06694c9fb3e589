"""Lexcats and labels: which go together in a language and a scheme version. Knows cells, not where they stand.

Equal cells give one answer, made once.
"""

from __future__ import annotations

from construal.annotation.annotation import Value
from construal.annotation.renaming import Slot
from construal.annotation.scheme import POSSESSIVE, UNCLEAR, load
from construal.annotation.snacs.validation.finding import Problem

NONE = "_"
PLACEHOLDER = "!@"
_SHIPPED = "snacs-2.6"


class LabelRules:
    """The rules of one language and scheme version.

    `has_supersenses` is False where nouns and verbs were not annotated, and then need none.
    """

    def __init__(self, scheme: str = _SHIPPED, language: str = "en", *, has_supersenses: bool = True) -> None:
        self.scheme = load(_SHIPPED)
        self.version = scheme
        self.language = language
        self.has_supersenses = has_supersenses
        self.rules = self.scheme.rules(language)
        self.singles = frozenset((*self.scheme.lexcats, *self.rules.lexcats))
        self.expressions = frozenset((*self.singles, *self.scheme.verbal_lexcats))
        self._kept: dict[tuple[str, str, str, bool], tuple[Problem, ...]] = {}

    def of(self, lexcat: str, first: str, second: str, *, several: bool) -> tuple[Problem, ...]:
        """What is wrong with a lexcat and its two labels as the columns have them, on one word or on several."""
        key = (lexcat, first, second, several)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = (*self._lexcat(lexcat, several), *self._labels(lexcat, first, second))
        return found

    @property
    def seen(self) -> frozenset[str]:
        """The roles and functions that were asked about, without `p.`."""
        return frozenset(
            label.removeprefix("p.") for _, *labels, _ in self._kept for label in labels if label.startswith("p.")
        )

    def is_verbal(self, lexcat: str) -> bool:
        """Whether a lexcat takes verb supersenses."""
        return lexcat == "V" or (lexcat.startswith("V.") and lexcat not in self.rules.lexcats)

    def _lexcat(self, lexcat: str, several: bool) -> tuple[Problem, ...]:
        follows = {"lexcat": None}
        if lexcat.endswith(PLACEHOLDER):
            return (Problem("lexcat-placeholder", f"the lexcat {lexcat} is left to be decided", "decide it", follows),)
        if several:
            if lexcat == "V":
                types = ", ".join(self.scheme.verbal_lexcats)
                return (Problem("verbal-mwe", "a verbal expression is only V", f"choose {types}", None),)
            if lexcat.startswith("V.") and lexcat not in self.expressions:
                types = ", ".join(self.scheme.verbal_lexcats)
                return (Problem("verbal-type", f"{lexcat} is no type of verbal expression", f"choose {types}"),)
            if lexcat not in self.expressions:
                return (Problem("mwe-lexcat-unknown", f"‘{lexcat}’ is no lexcat", "let it follow", follows),)
            return ()
        if lexcat == "PP":
            return (Problem("pp-single", "a single word is PP", "let it follow, or join its words", follows),)
        if lexcat not in self.singles:
            return (Problem("lexcat-unknown", f"‘{lexcat}’ is no lexcat of a single word", "let it follow", follows),)
        return ()

    def _labels(self, lexcat: str, first: str, second: str) -> tuple[Problem, ...]:
        if self.scheme.is_adpositional(lexcat) or lexcat in self.rules.adposition_lexcats:
            return tuple(self._construal(lexcat, first, second))
        if lexcat == "N" or self.is_verbal(lexcat):
            return tuple(self._supersense(lexcat, first, second))
        if first != NONE or second != NONE:
            label = first if first != NONE else second
            mend = f"take the label away, or change the lexcat {lexcat}"
            return (Problem("label-stray", f"{lexcat} has the label {label}", mend, {"lexcat": None}),)
        return ()

    def _supersense(self, lexcat: str, first: str, second: str) -> list[Problem]:
        kind = "noun" if lexcat == "N" else "verb"
        known = self.scheme.noun_supersenses if lexcat == "N" else self.scheme.verb_supersenses
        found: list[Problem] = []
        if first == NONE:
            if self.has_supersenses:
                found.append(Problem("supersense-missing", f"{lexcat} without a supersense", f"choose a {kind}’s"))
        elif first != UNCLEAR and first not in known:
            found.append(Problem("supersense-unknown", f"{lexcat} has ‘{first}’", f"choose a {kind} supersense"))
        if second != NONE:
            rule = "unclear-function" if first == UNCLEAR else "supersense-unknown"
            mend = "take the second label away"
            found.append(Problem(rule, f"{lexcat} has a second label, ‘{second}’", mend, {"function": None}))
        return found

    def _construal(self, lexcat: str, first: str, second: str) -> list[Problem]:
        role, function = first.removeprefix("p."), second.removeprefix("p.")
        if first == NONE:
            if second != NONE:
                return [Problem("label-missing", f"{lexcat} has a function, {second}, and no role", "choose a role")]
            return [Problem("label-missing", f"{lexcat} without a scene role and a function", "choose them")]
        if first == UNCLEAR:
            if second == NONE:
                return []
            return [Problem("unclear-function", f"?? has the function {second}", "take it away", {"function": None})]
        found = [*self._slot(first, role, "role", lexcat)]
        if second == first and any(problem.rule == "label-stray" for problem in found):
            return found
        if second == NONE:
            change: dict[str, Value] | None = {"function": role}
            if found or self._slot(first, role, "function", lexcat):
                change = None
            found.append(Problem("label-missing", f"the role {first} has no function", "choose a function", change))
            return found
        found += self._slot(second, function, "function", lexcat)
        if POSSESSIVE in (role, function) and role != function:
            other = f"{first} beside {second}"
            found.append(Problem("possessive-label", other, f"{POSSESSIVE} stands in both slots, or in none",
                                 {"role": POSSESSIVE, "function": POSSESSIVE}))  # fmt: skip
        elif all(problem.rule == "label-rare" for problem in found):
            found += self._pair(role, function, lexcat)
        return found

    def _slot(self, label: str, name: str, slot: Slot, lexcat: str) -> list[Problem]:
        """What is wrong with one label where it stands, whatever stands beside it."""
        scheme, rules = self.scheme, self.rules
        if name == POSSESSIVE:
            if lexcat in scheme.possessive_lexcats:
                return []
            return [Problem("possessive-label", f"{lexcat} has {POSSESSIVE}", "choose a supersense")]
        if name == UNCLEAR:
            mend = f"write {UNCLEAR} without p." if slot == "role" else "take it away"
            return [Problem("label-unknown", f"‘{label}’ is no {slot}", mend)]
        if label.startswith(("n.", "v.")) or not scheme.knows(name, self.version):
            renamed = scheme.rename(name, version="2.5", slot=slot)
            then = renamed.name if renamed.name != name and not renamed.needs_person else ""
            mend = f"it is {then} now" if then else "choose one of its supersenses"
            change: dict[str, Value] | None = {slot: then} if then else None
            return [Problem("label-unknown", f"the {slot} ‘{label}’ is no label of {self.version}", mend, change)]
        if scheme.has(name) and scheme.label(name).kind == "stand-in":
            category = scheme.label(name).lexcat
            return [Problem("label-stray", f"‘{label}’ stands for the lexcat {category}", f"write {category} instead",
                            {"lexcat": category, "role": None, "function": None})]  # fmt: skip
        if label.startswith("p.") == name.startswith("`"):
            return [Problem("label-unknown", f"‘{label}’ is not written p. and a supersense", "write it so")]
        now = scheme.rename(name, version=self.version, slot=slot).name or name
        if now in scheme.abstract:
            return [Problem("label-abstract", f"{label} is abstract", "choose one of the labels below it")]
        if now in rules.unused:
            where = rules.title or "the language"
            return [Problem("label-unused", f"{label} is not used for {where}", "choose another label")]
        if scheme.has(now) and scheme.label(now).kind and now not in rules.special:
            return [Problem("label-unused", f"{label} is not used for the language", "choose another label")]
        if slot == "function" and now in rules.never_function:
            return [Problem("function-banned", f"{label} is never a function", "choose another function")]
        if now in rules.rare:
            return [Problem("label-rare", f"{label} is hardly ever used", "see whether a narrower label fits")]
        return []

    def _pair(self, role: str, function: str, lexcat: str) -> list[Problem]:
        """What is wrong with two labels that may each stand where they stand."""
        now = [
            self.scheme.rename(role, version=self.version, slot="role").name or role,
            self.scheme.rename(function, version=self.version, slot="function").name or function,
        ]
        if not all(self.scheme.has(name) for name in now):
            return []
        why = self.scheme.why_not_function(now[0], now[1], self.language, lexcat=lexcat)
        if why:
            told = f"{role} ↝ {function}: the function is {why}"
            return [Problem("construal-ancestor", told, "choose another role or function")]
        warning = self.scheme.warning(now[0], now[1], self.language, lexcat=lexcat)
        if not warning:
            return []
        return [Problem("construal-odd", f"{role} ↝ {function}: {warning}", "see whether it is meant")]
