"""The order of the picker's lists: which construals and functions a few typed letters mean, likeliest first.

Pure functions without Qt. A label that a rule forbids stays in the list, at its end, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from construal.annotation.scheme import UNCLEAR, Scheme

Match = tuple[int, tuple[int, ...]]
Matcher = Callable[[str], Match | None]

LEAST_FOR_DEFINITION = 3  # letters; fewer would match every definition


@dataclass(frozen=True, slots=True)
class Candidate:
    """A construal that was seen with the target's expression: how often in gold, and how likely here."""

    role: str
    function: str
    count: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a list. `reason` says why a rule forbids it, "" where none does.

    `role_marks` and `function_marks` are the positions of the typed letters in the names.
    """

    role: str
    function: str
    count: int = 0
    share: float = 0.0
    reason: str = ""
    role_marks: tuple[int, ...] = ()
    function_marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rows of a list: allowed ones in order, forbidden ones with reasons, and how many are left out."""

    allowed: tuple[Choice, ...] = ()
    forbidden: tuple[Choice, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the ranking is told about the target: scheme, language, lexcat, and what was seen with its expression."""

    scheme: Scheme
    language: str = "en"
    lexcat: str = ""
    candidates: Sequence[Candidate] = ()
    functions: Callable[[str], Iterable[Candidate]] = field(default=lambda _role: ())

    def likeliest_function(self, role: str) -> str:
        """The function that goes with a role unless the person says otherwise; "" where there can be none."""
        if role == UNCLEAR:
            return ""
        seen = [c for c in self.candidates if c.role == role] or list(self.functions(role))
        for candidate in sorted(seen, key=lambda c: -c.share):
            if self.why_not(role, candidate.function) is None:
                return candidate.function
        if self.why_not(role, role) is None:
            return role
        allowed = (label.name for label in self.scheme.functions(self.language))
        return next((name for name in allowed if self.why_not(role, name) is None), "")

    def why_not(self, role: str, function: str) -> str | None:
        """Why a construal may not be chosen, or None where it may."""
        why = self.scheme.why_not_role(role, self.language)
        return why or self.scheme.why_not_function(role, function, self.language, lexcat=self.lexcat)


def subsequence(query: str, name: str) -> tuple[int, ...] | None:
    """Where the letters of `query` stand in `name`, in order and without regard to case; None where they do not.

    The most telling place is taken: the front, then whole inside, then the first letters of its parts, then anywhere.
    """
    found = _match(query, name)
    return None if found is None else found[1]


LOOSE = 2  # the tier of letters that are only scattered in a name


def _match(query: str, name: str) -> Match | None:
    letters, inside = query.casefold(), name.casefold()
    if not letters:
        return 0, ()
    at = inside.find(letters)
    if at == 0:
        return 0, tuple(range(len(letters)))
    capitals = [i for i, c in enumerate(name) if c.isupper()]
    if len(letters) > 1 and "".join(inside[i] for i in capitals).startswith(letters):
        return 1, tuple(capitals[: len(letters)])
    if at > 0:
        return 1, tuple(range(at, at + len(letters)))
    places: list[int] = []
    for letter in letters:
        at = inside.find(letter, places[-1] + 1 if places else 0)
        if at < 0:
            return None
        places.append(at)
    return LOOSE, tuple(places)


# A match in the role beats one in the function, a telling match beats a loose one.
_ROLE_TIERS = (0, 1, 4)
_FUNCTION_TIERS = (2, 3, 5)
_DEFINITION_TIER = 6


def rank_construals(query: str, knowledge: Knowledge, *, most: int | None = None) -> Ranking:
    """Construals that `query` may mean: over roles, then functions, then definitions, likeliest first.

    A role that was not seen with the expression comes once, with the function that is likeliest for it. After what was
    seen, every role that may be its own function is offered so.
    """
    scheme, language = knowledge.scheme, knowledge.language
    order = {label.name: i for i, label in enumerate((*scheme.labels, *scheme.special))}
    match = _matcher(query, [*order, *(c.function for c in knowledge.candidates)])
    allowed: list[tuple[tuple[float, ...], Choice]] = []
    seen: set[str] = set()
    plain: set[str] = set()  # roles seen as their own function
    for candidate in knowledge.candidates:
        role, function = candidate.role, candidate.function
        if knowledge.why_not(role, function) is not None:
            continue
        found = _best(match(role), match(function))
        if role == function:
            plain.add(role)
        seen.add(role)
        if found is None:
            continue
        tier, role_marks, function_marks = found
        choice = Choice(role, function, candidate.count, candidate.share, "", role_marks, function_marks)
        place = (tier, -candidate.share, -candidate.count, order.get(role, len(order)))
        allowed.append((place, choice))
    for label in scheme.roles(language):
        if label.name in plain:
            continue
        found_role = match(label.name)
        if found_role is not None:
            tier, marks = _ROLE_TIERS[found_role[0]], found_role[1]
        elif len(query) >= LEAST_FOR_DEFINITION and query.casefold() in label.definition.casefold():
            tier, marks = _DEFINITION_TIER, ()
        else:
            continue
        # A role that was seen with other functions only is offered as its own function, too.
        is_seen = label.name in seen
        function = label.name if is_seen else knowledge.likeliest_function(label.name)
        if is_seen and knowledge.why_not(label.name, label.name) is not None:
            continue
        if function or label.name == UNCLEAR:
            choice = Choice(label.name, function, role_marks=marks)
            allowed.append(((tier, 0.0, 0, order[label.name]), choice))
    allowed.sort(key=lambda pair: pair[0])
    choices = tuple(choice for _place, choice in allowed)
    most = len(choices) if most is None else most
    return Ranking(choices[:most], _forbidden_roles(query, knowledge, match), max(0, len(choices) - most))


def rank_functions(query: str, role: str, knowledge: Knowledge) -> Ranking:
    """Functions for `role` that `query` may mean: those seen with it, likeliest first, then (once something is typed)
    the others that are allowed, then the forbidden ones with reasons. `more` counts allowed ones not shown.
    """
    scheme = knowledge.scheme
    seen = {c.function: c for c in sorted(knowledge.functions(role), key=lambda c: c.share)}
    for candidate in knowledge.candidates:
        if candidate.role == role and candidate.function not in seen:
            seen[candidate.function] = candidate
    labels = (*scheme.labels, *scheme.special)
    match = _matcher(query, [label.name for label in labels])
    allowed: list[tuple[tuple[float, ...], Choice]] = []
    forbidden: list[tuple[int, Choice]] = []
    more = 0
    for place, label in enumerate(labels):
        found = match(label.name)
        why = knowledge.why_not(role, label.name)
        if why is not None:
            if found is not None and (query or not label.kind):
                forbidden.append((found[0], Choice(role, label.name, reason=why, function_marks=found[1])))
            continue
        known = seen.get(label.name)
        if found is None:
            continue
        if known is None and not query and label.name != role:
            more += 1
            continue
        share = known.share if known else 0.0
        count = known.count if known else 0
        choice = Choice(role, label.name, count, share, "", (), found[1])
        allowed.append(((found[0], -share, -count, label.name != role, place), choice))
    allowed.sort(key=lambda pair: pair[0])
    forbidden.sort(key=lambda pair: pair[0])
    return Ranking(tuple(c for _, c in allowed), tuple(c for _, c in forbidden), more)


def rank_supersenses(query: str, names: Sequence[str], counts: Sequence[Candidate] = ()) -> Ranking:
    """Noun or verb supersenses that `query` may mean, likeliest first; the prefix need not be typed."""
    seen = {c.role: c for c in counts}
    rows: list[tuple[tuple[float, ...], Choice]] = []
    for place, name in enumerate(names):
        stem = name.partition(".")[2] or name
        offset = len(name) - len(stem)
        found = _match(query, name) if "." in query else _match(query, stem)
        if found is None:
            continue
        marks = found[1] if "." in query else tuple(i + offset for i in found[1])
        known = seen.get(name, Candidate(name, ""))
        choice = Choice(name, "", known.count, known.share, "", marks, ())
        rows.append(((found[0], -known.share, -known.count, place), choice))
    rows.sort(key=lambda pair: pair[0])
    return Ranking(tuple(choice for _, choice in rows))


def _best(role: Match | None, function: Match | None) -> tuple[int, tuple[int, ...], tuple[int, ...]] | None:
    """The tier of a construal from the matches of its two names, with the marks of both."""
    tiers = []
    if role is not None:
        tiers.append(_ROLE_TIERS[role[0]])
    if function is not None:
        tiers.append(_FUNCTION_TIERS[function[0]])
    if not tiers:
        return None
    return min(tiers), role[1] if role else (), function[1] if function else ()


def _matcher(query: str, names: Iterable[str]) -> Matcher:
    """How `query` matches a name of these: scattered letters count only where no name holds them better.

    So that what a person typed from the front of a forbidden label never means another one by chance.
    """
    is_held = any(found is not None and found[0] < LOOSE for found in (_match(query, name) for name in names))

    def match(name: str) -> Match | None:
        found = _match(query, name)
        return None if found is None or (is_held and found[0] == LOOSE) else found

    return match


def _forbidden_roles(query: str, knowledge: Knowledge, match: Matcher) -> tuple[Choice, ...]:
    """Labels that match but may not be a role, once something is typed."""
    if not query:
        return ()
    rows = []
    for label in (*knowledge.scheme.labels, *knowledge.scheme.special):
        why = knowledge.scheme.why_not_role(label.name, knowledge.language)
        found = match(label.name)
        if why is not None and found is not None:
            rows.append((found[0], Choice(label.name, "", reason=why, role_marks=found[1])))
    rows.sort(key=lambda pair: pair[0])
    return tuple(choice for _, choice in rows)
