"""Schemes: label hierarchies with their rules per language, read from `construal/resources/schemes`.

A scheme knows nothing of documents. Labels carry no prefix here ("Locus"); `p.` belongs to the file formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Literal

import msgspec

from construal.annotation.errors import SchemeError
from construal.annotation.renaming import Era, Renaming, Rule, number, renamed
from construal.annotation.renaming import Slot as Slot  # named by those who ask a scheme

POSSESSIVE = "`$"
UNCLEAR = "??"


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One label. `parent` and `root` are "" outside the hierarchy, where `depth` is 0.

    `kind` tells labels outside it apart: "possessive" (`` `$ ``), "unclear" (`??`), "discourse" (Focus, …), and
    "stand-in", an older data's way to state the `lexcat`.
    """

    name: str
    definition: str
    parent: str = ""
    root: str = ""
    depth: int = 0
    examples: tuple[str, ...] = ()
    kind: Literal["", "possessive", "unclear", "discourse", "stand-in"] = ""
    lexcat: str = ""


class Caution(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that is told, not enforced: where it applies, and the functions it expects there (none, if empty)."""

    message: str
    lexcats: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    passive: bool = False


class LanguageRules(msgspec.Struct, frozen=True, kw_only=True):
    """What one language allows. `rare` labels earn a warning; `special` are those it uses outside the hierarchy.

    `own_lexlemmas` says that a word's lexlemma need not be its lemma: a pronoun's is its case marker, for example.
    `adposition_lexcats` are lexcats of its own that take a role and a function.
    """

    title: str = ""
    never_function: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    ancestor_construals: tuple[tuple[str, str], ...] = ()
    lexcats: tuple[str, ...] = ()
    own_lexlemmas: bool = False
    adposition_lexcats: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()


class Scheme(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A versioned set of labels with the rules of their use.

    Languages are ISO 639 codes, region ignored ("en-GB" is "en"); one without rules of its own gets those that hold in
    all described languages.
    """

    name: str
    title: str
    version: str
    labels: tuple[Label, ...]
    special: tuple[Label, ...]
    noun_supersenses: tuple[str, ...]
    verb_supersenses: tuple[str, ...]
    lexcats: tuple[str, ...]
    verbal_lexcats: tuple[str, ...]
    adposition_lexcats: tuple[str, ...]
    possessive_lexcats: tuple[str, ...]
    abstract: tuple[str, ...]
    ancestor_construals: tuple[tuple[str, str], ...]
    default_language: LanguageRules
    languages: Mapping[str, LanguageRules]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    versions: tuple[Era, ...]  # the older ones, oldest first
    counted: str  # what the counts of the renamings were counted in
    renamings: tuple[Rule, ...]

    def label(self, name: str) -> Label:
        """The label of this name, special ones included. Raises SchemeError for an unknown name."""
        found = self._by_name.get(name)
        if found is None:
            raise SchemeError(f"‘{name}’ is no label of {self.name}; choose one of its {len(self.labels)} supersenses.")
        return found

    def has(self, name: str) -> bool:
        """Whether this is a label of the hierarchy or a special one."""
        return name in self._by_name

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Names above a label, nearest first. Raises SchemeError for an unknown name."""
        above: list[str] = []
        label = self.label(name)
        while label.parent:
            above.append(label.parent)
            label = self.label(label.parent)
        return tuple(above)

    def children(self, name: str) -> tuple[Label, ...]:
        """Labels right below a label; "" gives the roots."""
        return tuple(label for label in self.labels if label.parent == name)

    def coarsened(self, name: str, depth: int) -> str:
        """The label itself, or its ancestor at `depth` where it lies deeper; special and unknown ones stay."""
        label = self._by_name.get(name)
        while label is not None and label.depth > depth:
            label = self._by_name[label.parent]
        return name if label is None else label.name

    def hue(self, name: str) -> str:
        """The colour's name in the theme: root and depth ("circumstance_2"), "ink2" for what has neither."""
        label = self._by_name.get(name)
        return f"{label.root.lower()}_{label.depth}" if label is not None and label.depth else "ink2"

    def rules(self, language: str) -> LanguageRules:
        """The rules of a language."""
        return self.languages.get(code(language), self.default_language)

    def roles(self, language: str) -> tuple[Label, ...]:
        """Labels that may be a scene role, in the hierarchy's order, special ones last."""
        every = (*self.labels, *self.special)
        return tuple(label for label in every if self.why_not_role(label.name, language) is None)

    def functions(self, language: str) -> tuple[Label, ...]:
        """Labels that may be a function, whatever the role, in the hierarchy's order, special ones last."""
        every = (*self.labels, *self.special)
        return tuple(label for label in every if self._why_never(label.name, language, "function") is None)

    def why_not_role(self, role: str, language: str) -> str | None:
        """Why a label may not be a scene role, in a few words; None where it may."""
        return self._why_never(role, language, "role")

    def why_not_function(self, role: str, function: str, language: str, *, lexcat: str = "") -> str | None:
        """Why a label may not be the function beside this role, in a few words; None where it may.

        `function` "" stands for none, which only `??` allows; `lexcat` "" for not known.
        """
        if role == UNCLEAR:
            return "?? has no function" if function else None
        if not function:
            return "a function is needed"
        if why := self._why_never(function, language, "function"):
            return why
        if POSSESSIVE in (role, function):
            if role != function:
                return f"{POSSESSIVE} stands in both slots"
            if lexcat and lexcat not in self.possessive_lexcats:
                return "only on possessives"
            return None
        rules = self.rules(language)
        pair = (role, function)
        if role == function or pair in self.ancestor_construals or pair in rules.ancestor_construals:
            return None
        if role in self._by_name:
            if function in self.ancestors(role):
                return f"ancestor of {role}"
            if role in self.ancestors(function):
                return f"descendant of {role}"
        return None

    def warning(
        self, role: str, function: str, language: str, *, lexcat: str = "", passive: bool = False
    ) -> str | None:
        """What is allowed but odd about a construal, in a few words; None where nothing is.

        `passive` says that the expression is the *by* of a passive.
        """
        rules = self.rules(language)
        for name in (role, function):
            if name in rules.rare:
                return f"{name} is hardly ever used; a narrower label may fit"
        for rule in rules.warnings:
            applies = (
                (not rule.lexcats or lexcat in rule.lexcats)
                and (not rule.passive or passive)
                and (not rule.roles or role in rule.roles or function in rule.roles)
                and role != UNCLEAR
            )
            if applies and (not rule.functions or function not in rule.functions):
                return rule.message
        return None

    def era(self, version: str) -> Era:
        """The versions that have the labels of this one; the oldest known where it is older still."""
        asked = number(version)
        return next((era for era in reversed(self.eras) if number(era.first) <= asked), self.eras[0])

    def knows(self, name: str, version: str) -> bool:
        """Whether a version, older or this one, has a label of this name; special ones are in all."""
        if number(version) < number(self.eras[0].first) and name in self.removed:
            return True
        special = name in self._by_name and not self._by_name[name].root
        return special or name in self.era(version).labels

    def rename(self, label: str, *, version: str, slot: Slot, language: str = "en", origin: str = "") -> Renaming:
        """What a label of an older version is called here, or who must decide.

        `version` is "2.5" or "snacs-2.5". `origin` is the version in which the decision was made, where its names were
        brought up since: then a person is asked what that version leaves open. Raises SchemeError for a version that
        is no number.
        """
        seen, made = number(version), number(origin or version)
        if min(seen, made) >= number(self.version):
            return Renaming(name=label)
        # Version 1 drew its categories elsewhere: an equal name does not promise an equal meaning.
        if seen < number("2.0"):
            return Renaming(name=label if label in self._by_name else "", needs_person=True)
        found = renamed(self.renamings, label, version=seen, origin=made, slot=slot, language=code(language))
        if found.name in self._by_name:
            return found
        return msgspec.structs.replace(found, name="", needs_person=True)

    def renaming_rule(self, id: str) -> Rule:
        """The renaming rule with this id. Raises SchemeError for an unknown one."""
        found = next((rule for rule in self.renamings if rule.id == id), None)
        if found is None:
            known = ", ".join(rule.id for rule in self.renamings)
            raise SchemeError(f"‘{id}’ is no renaming of {self.name}; known are {known}.")
        return found

    @cached_property
    def eras(self) -> tuple[Era, ...]:
        """The versions with their labels, oldest first, this one last."""
        mine = Era(first=self.version, last=self.version, labels=tuple(label.name for label in self.labels))
        return (*self.versions, mine)

    @cached_property
    def ambiguous(self) -> Mapping[str, Rule]:
        """The labels that an older version has for something else, each with the rule that renames the older one."""
        return {rule.label: rule for rule in self.renamings if not rule.person and rule.label in self._by_name}

    def supersenses_of(self, lexcat: str) -> tuple[str, ...]:
        """The noun or verb supersenses that a lexcat takes; empty where it takes none."""
        if lexcat == "N":
            return self.noun_supersenses
        return self.verb_supersenses if lexcat == "V" or lexcat.startswith("V.") else ()

    def is_adpositional(self, lexcat: str) -> bool:
        """Whether expressions of a lexcat take a role and a function."""
        return lexcat in self.adposition_lexcats or lexcat in self.possessive_lexcats

    @cached_property
    def _by_name(self) -> dict[str, Label]:
        return {label.name: label for label in (*self.labels, *self.special)}

    def _why_never(self, name: str, language: str, slot: Slot) -> str | None:
        """Why a label may not stand in a slot, whatever stands in the other."""
        label = self._by_name.get(name)
        if label is None:
            return f"not in {self.name}"
        rules = self.rules(language)
        where = rules.title or "any described language"
        if name in self.abstract:
            return "abstract"
        if name in rules.unused:
            return f"not used for {where}"
        if label.kind == "stand-in":
            return f"stands for the lexcat {label.lexcat}"
        if label.kind and name not in rules.special:
            return f"not used for {where}"
        if slot == "function" and label.kind == "unclear":
            return "only a role"
        if slot == "function" and name in rules.never_function:
            return f"never a function in {where}"
        return None


@cache
def load(name: str) -> Scheme:
    """The shipped scheme of this name. Raises SchemeError where there is none."""
    folder = resources.files("construal.resources") / "schemes"
    shipped = sorted(entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json"))
    if name not in shipped:
        raise SchemeError(f"The scheme ‘{name}’ is not known; choose {' or '.join(shipped)}.")
    return msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=Scheme)


def code(language: str) -> str:
    """The language's ISO 639 code without its region: "en" of "en-GB"."""
    return language.lower().replace("_", "-").split("-")[0]
