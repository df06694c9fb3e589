"""Profiles: what the files of a corpus look like, and how their cells become the standard reading. Data, not code.

Read from `construal/resources/profiles`. Knows nothing of lines or documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Literal

import msgspec

COLUMNS = (
    "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc",
    "smwe", "lexcat", "lexlemma", "ss", "ss2", "wmwe", "wcat", "wlemma", "lextag",
)  # fmt: skip
PLACE = {name: place for place, name in enumerate(COLUMNS)}
METADATA = "profile"  # a document's metadata name the profile that it was read with; the standard one is not named
STANDARD = "standard"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What tells a file of the corpus; all that is given must hold in the file's first lines.

    `columns` is the width of most rows, `first_id` the number of the first token of most sentences, `comment` the key
    of some comment, `sentence_id` a pattern of most sent_ids. `most` and `some` are patterns for the cells of a column,
    met by more than half of the rows that have the columns, and by any.
    """

    columns: int = 0
    first_id: str = ""
    comment: str = ""
    sentence_id: str = ""
    most: Mapping[str, str] = {}
    some: Mapping[str, str] = {}
    labelled_empty_nodes: bool = False


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """What tells another version of the scheme: a file has any of some labels, and none of others."""

    scheme: str
    any: tuple[str, ...]
    none: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Profile(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """How the files of one corpus differ from the standard.

    `note` is told once where the reading is not that of the standard; `usual` are kinds of oddities that are the
    corpus's convention and not told. `columns` says where the content of a standard column stands, "" for nowhere.
    `misc` are keys of MISC that count before the columns. `prefix` and `lower` are how roles and functions are written,
    `prefixed_stand_ins` says that a backtick follows the prefix. `older` are labels that are those of an older version.

    `lexcat` says which words have one: all, labelled ones ("targets"), those in whose lextag it stands ("lextag"), or
    those of which it was decided ("stated"). `part` says that LEXLEMMA is the part of the word that is labelled.
    `repeats` says that a word of several targets has a row for each.
    """

    name: str
    title: str
    evidence: Evidence = Evidence()
    note: str = ""
    languages: tuple[str, ...] = ()
    scheme: str = "snacs-2.6"
    signs: tuple[Sign, ...] = ()
    older: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    universal: Mapping[str, str] = {}  # parts of speech of the UPOS column, and the universal ones they are
    misc: Mapping[str, str] = {}
    prefix: str = "p."
    lower: bool = False
    prefixed_stand_ins: bool = False
    lexcat: Literal["all", "targets", "lextag", "stated"] = "all"
    lextag: Literal["plain", "doubled", "none"] = "plain"
    mwe_lexlemma: Literal["lemma", "form"] = "lemma"
    part: bool = False
    repeats: bool = False
    usual: frozenset[str] = frozenset()

    def spelled(self, label: str) -> str:
        """A label as the corpus writes it, given as the standard does (`p.Time`, "n.PERSON", "`d", "_")."""
        if label[:1] == "`":
            return f"{self.prefix}{label}" if self.prefixed_stand_ins and label != "`$" else label
        if not label.startswith("p."):
            return label
        bare = label[2:]
        return self.prefix + (bare.lower() if self.lower else bare)

    def place(self, column: str) -> int:
        """Where in a row the content of a standard column stands, from 0; -1 for nowhere."""
        where = self.columns.get(column, column)
        return PLACE[where] if where else -1

    @cached_property
    def reshapes(self) -> bool:
        """Whether the cells of a row are not yet the standard reading."""
        return bool(self.columns or self.universal or self.misc) or self.lexcat == "lextag"


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, by name."""
    folder = resources.files("construal.resources") / "profiles"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".json")), key=lambda entry: entry.name)
    return tuple(msgspec.json.decode(file.read_bytes(), type=Profile, strict=True) for file in files)


def profile(name: str) -> Profile:
    """The profile of this name; the standard one for any other, as a project may come from a later version."""
    found = {profile.name: profile for profile in profiles()}
    return found.get(name) or found[STANDARD]
