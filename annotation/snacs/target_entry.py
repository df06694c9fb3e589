"""A project's own additions to the target lists: what is always a target, never one, or no longer listed.

Values and how they change the lists; where they are kept is not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal

import msgspec

from construal.annotation.errors import SchemeError
from construal.annotation.snacs.target_lists import AFFIX, ANY, FormLists, TargetLists

Verdict = Literal["target", "never", "dropped"]
VERDICTS: tuple[Verdict, ...] = ("target", "never", "dropped")
Key = tuple[str, str]
LEXCATS = ("P", "PP", "INF.P", "POSS", "PRON.POSS")  # what takes a role and a function in every language
LONGEST = 7  # words


class TargetEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a project's list, made by `entry`.

    `words` are lower-cased forms or lemmas joined by a space, `*` for any one word, or one ending with a hyphen before
    it (`-no`). "target": they are one, of this lexcat; "never": none of them is one; "dropped": the shipped lists'
    own entry for them does not count.
    """

    language: str
    words: str
    verdict: Verdict = "target"
    lexcat: str = ""

    @property
    def key(self) -> Key:
        """Language and words: a project has one entry for them."""
        return self.language, self.words


def code(language: str) -> str:
    """The language without its region: "en-GB" is "en"."""
    return language.lower().replace("_", "-").split("-")[0]


def spelled(words: str) -> str:
    """Words as entries and lists spell them: lower case, composed, plain apostrophes, one space between."""
    return " ".join(unicodedata.normalize("NFC", words).lower().replace("’", "'").split())


def entry(language: str, words: str, *, verdict: str = "target", lexcat: str = "") -> TargetEntry:
    """An entry that can be used. Raises SchemeError that names what is wrong with it.

    Without a lexcat, a target is P.
    """
    name = spelled(words)
    parts = name.split()
    known = next((v for v in VERDICTS if v == verdict), None)
    if known is None:
        raise SchemeError(f"‘{verdict}’ for ‘{words}’ is not one of {', '.join(VERDICTS)}.")
    if not parts or not code(language).isalpha():
        raise SchemeError(f"An entry needs words and a language; ‘{words}’ in ‘{language}’ lacks one of them.")
    if len(parts) > LONGEST:
        raise SchemeError(f"‘{name}’ has {len(parts)} words; an entry has {LONGEST} at most.")
    if ANY in (parts[0], parts[-1]) or parts.count(ANY) > 1:
        raise SchemeError(f"‘{name}’: one ‘{ANY}’ may stand between two words, nowhere else.")
    category = (lexcat or "P") if known == "target" else ""
    if category and not (category in LEXCATS or (category.replace(".", "").isalpha() and category.isupper())):
        raise SchemeError(f"‘{category}’ for ‘{name}’ is no lexcat; choose one of {', '.join(LEXCATS)}.")
    if category == "PP" and len(parts) == 1:
        raise SchemeError(f"‘{name}’ is one word, and a PP has several; choose another lexcat.")
    return TargetEntry(language=code(language), words=name, verdict=known, lexcat=category)


def extended(lists: TargetLists, entries: Iterable[TargetEntry]) -> TargetLists:
    """The lists of a language with a project's entries for it; where the two differ, the project is right."""
    mine = [e for e in entries if e.language == lists.language]
    if not mine:
        return lists
    named = {e.words for e in mine}
    added = {e.words: e.lexcat for e in mine if e.verdict == "target"}
    never = [e.words for e in mine if e.verdict == "never"]
    dropped = frozenset(e.words for e in mine if e.verdict == "dropped")
    return msgspec.structs.replace(
        lists,
        single=_without(lists.single, dropped),
        subordinators=_without(lists.subordinators, dropped),
        adverbs=_without(lists.adverbs, dropped),
        forms=_forms_without(lists.forms, dropped),
        prepositions={**{w: c for w, c in lists.prepositions.items() if w not in named}, **added},
        blockers=(*(w for w in lists.blockers if w not in named), *never),
        dropped=tuple(w for w in lists.dropped if w not in named),
        own=(*added, *never),
    )


def is_affix(words: str) -> bool:
    """Whether an entry names the end of a word, as in `-no`."""
    return len(words) > 1 and words.startswith(AFFIX) and " " not in words


def _without(words: tuple[str, ...], dropped: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in dropped) if dropped else words


def _forms_without(forms: FormLists, dropped: frozenset[str]) -> FormLists:
    if not dropped:
        return forms
    always, before = _without(forms.always, dropped), _without(forms.before_nominal, dropped)
    return msgspec.structs.replace(forms, always=always, before_nominal=before)
