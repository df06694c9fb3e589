"""Mathematics as people read it: calculator notation in `@@…@@` and simple `$…$` as runs with Unicode and raised or
lowered parts, and a map between positions in the raw and the shown text. No Qt; positions are code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Style = Literal["text", "symbol", "variable"]

SHORT = 24  # a formula up to this many raw code points does not break across lines
# A dollar opens before a character that is no space, and closes after one and not before a digit: prices stay prices.
_SEGMENT = re.compile(
    r"@@(?P<c>[^\n]+?)@@|\$\$(?P<d>[^$\n]+)\$\$|(?<![\\$])\$(?=[^\s$])(?P<t>[^$\n]*?[^\s$\\])\$(?!\d)"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPT = re.compile(r"[-+−]?(?:\d+|[^\W\d_])|[-+−](?![\w(])")
_INDEX = re.compile(r"\d+|[^\W\d_]+?(?=[^\W\d_][_^])|[^\W\d_]+")
_ATOM = re.compile(r"\d+|[^\W\d_]")
_MACRO = re.compile(r"\\(?:[A-Za-z]+ ?|.)")
_SIGNS = ("...", "<=", ">=", "!=", "->")
_SHOWN_AS = {"...": "…", "<=": "≤", ">=": "≥", "!=": "≠", "->": "→", "*": "·", "-": "−", "'": "′", "pi": "π"}
_RELATIONS = frozenset("=<>≤≥≠≡≈∈∉⊆→|∤±∓↦≅⊂×⊗⊕∘∪∩⊢⇒")
_OPENERS = frozenset("([{,=<>≤≥≠≡≈+-−*·/^_|→±∓∈")
_ROMAN = re.compile(
    "gcd|lcm|mod|min|max|sin|cos|tan|arctan|log|ln|exp|floor|ceil|sum|or|and|if|for|is|the|in|of|det|dim"
)
_MACROS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "equiv": "≡", "approx": "≈", "cong": "≅",
    "sim": "∼", "simeq": "≃", "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "mapsto": "↦",
    "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "times": "×", "cdot": "·",
    "otimes": "⊗", "oplus": "⊕", "circ": "∘", "pm": "±", "mp": "∓", "mid": "|", "infty": "∞", "sqrt": "√", "sum": "∑",
    "prod": "∏", "int": "∫", "forall": "∀", "exists": "∃", "ldots": "…", "dots": "…", "cdots": "⋯", "prime": "′",
    "vdash": "⊢", "dashv": "⊣", "emptyset": "∅", "ell": "ℓ", "ast": "∗", "star": "⋆", "{": "{", "}": "}", "%": "%",
    ",": " ", ";": " ", " ": " ", "quad": " ", "&": "&", "$": "$", "#": "#", "_": "_",
}  # fmt: skip
_QUIET = re.compile(  # macros that only say how something looks
    "math(cal|bf|rm|bb|sf|it|frak|scr)|text(bf|it|rm)?|operatorname|emph|bf|it|rm|cal|sf|left|right|displaystyle|boldsymbol"
)
_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True)) | dict(
    zip("abcdefghjklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)) | dict(
    zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of shown text in one style; `level` is 1 where it is raised, -1 where it is lowered."""

    text: str
    style: Style = "text"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown for `raw`: its runs, and the two ways between positions.

    Both ways never fall back and never pass the end; `to_raw(to_shown(p)) <= p` and the other way round.
    """

    raw: str
    text: str
    runs: tuple[Run, ...]
    _raw_at: tuple[int, ...]  # where each unit begins in the raw text, and its end
    _shown_at: tuple[int, ...]  # the same in the shown text

    def to_shown(self, position: int) -> int:
        """The shown position at which the raw one is read; what is not shown stands at what follows it."""
        return self._shown_at[bisect_right(self._raw_at, position) - 1]

    def to_raw(self, position: int) -> int:
        """The raw position from which the character at a shown one comes."""
        return self._raw_at[bisect_right(self._shown_at, position) - 1]

    def shown_span(self, start: int, end: int) -> tuple[int, int]:
        """The shown range of a raw range, whole characters only."""
        first = self.to_shown(start)
        unit = bisect_right(self._raw_at, end - 1) if end > start else 0
        return first, max(first, self._shown_at[unit])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw range of a shown range, without marks that are not shown at its end."""
        first = self.to_raw(start)
        unit = bisect_right(self._shown_at, end - 1) if end > start else 0
        return first, max(first, self._raw_at[unit])


class _Writer:
    """Collects units: what is shown for each stretch of the raw text, in order and without holes."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.units: list[tuple[int, str, Style, int]] = []
        self.is_short = True
        self.is_latex = False

    def put(self, start: int, text: str, style: Style = "symbol", *, level: int = 0) -> None:
        self.units.append((start, text, style, level))

    def before(self, start: int) -> str:
        """The last raw character before `start` that is no space."""
        return self.raw[:start].rstrip()[-1:] if start else ""

    def formula(self, start: int, end: int, *, level: int = 0) -> None:
        """Write the raw text `start, end` as mathematics."""
        at = start
        while at < end:
            at = self._next(at, end, start, level)

    def _next(self, at: int, end: int, begin: int, level: int) -> int:
        raw = self.raw
        char = raw[at]
        if self.is_latex and char == "\\" and (macro := _MACRO.match(raw, at, end)):
            return self._macro(macro, at, end, level)
        if self.is_latex and char in "{}~":
            self.put(at, "\u00a0" if char == "~" else "", level=level)
            return at + 1
        if char in "^_":
            return self._script(at, end, level)
        if number := _NUMBER.match(raw, at, end):
            for i in range(at, number.end()):
                self.put(i, raw[i], level=level)
            return number.end()
        if word := _WORD.match(raw, at, end):
            return self._word(word.group(), at, end, level)
        sign = next((s for s in _SIGNS if raw.startswith(s, at, end)), char)
        shown = _SHOWN_AS.get(sign, sign)
        if shown == " ":
            beside = {raw[at - 1 : at], raw[at + 1 : at + 2]}
            has_room = beside & _RELATIONS or (self.is_latex and "\\" in beside)
            has_room = has_room or self._is_term_sign(at - 1) or self._is_term_sign(at + 1)
            shown = "" if has_room else "\u00a0" if self.is_short else " "
        elif level == 0 and self._is_spaced(shown, at, end, begin):
            shown = f"\u00a0{shown}\u00a0" if self.is_short else f"\u00a0{shown} "
        self.put(at, shown, level=level)
        return at + len(sign)

    def _is_spaced(self, shown: str, at: int, end: int, begin: int) -> bool:
        if at == begin or at + 1 >= end:
            return False
        if shown == "|":  # "divides" has spaces in the raw text, an absolute value has none
            return self.raw[at - 1] == " " == self.raw[at + 1]
        return shown in _RELATIONS or self._is_term_sign(at)

    def _is_term_sign(self, at: int) -> bool:
        """Whether a plus or minus stands between two terms, and is not the sign of a number."""
        return self.raw[at : at + 1] in ("+", "-", "−") and self.before(at) not in _OPENERS

    def _word(self, word: str, at: int, end: int, level: int) -> int:
        raw = self.raw
        if word == "sqrt":
            self.put(at, "√", level=level)
            close = _closing(raw, at + 4, end)
            if close and _ATOM.fullmatch(raw, at + 5, close):
                self.put(at + 4, "")
                self.formula(at + 5, close, level=level)
                self.put(close, "")
                return close + 1
        elif word == "pi":
            self.put(at, "π", level=level)
        elif word == "x" and raw[at - 1 : at] == " " == raw[at + 1 : at + 2] and at + 1 < end:
            self.put(at, "×", level=level)
        elif _ROMAN.fullmatch(word):
            for i, letter in enumerate(word):
                self.put(at + i, letter, level=level)
        else:
            for i, letter in enumerate(word):
                self.put(at + i, letter, "variable", level=level)
        return at + len(word)

    def _script(self, at: int, end: int, level: int) -> int:
        raw = self.raw
        opener = raw[at + 1 : at + 2]
        inside: tuple[int, int] | None = None
        if at + 1 < end and (opener == "(" or (opener == "{" and self.is_latex)):
            close = _closing(raw, at + 1, end)
            inside = (at + 2, close) if close else None
            after = close + 1
        elif found := (_INDEX if raw[at] == "_" and not self.is_latex else _SCRIPT).match(raw, at + 1, end):
            inside, after = found.span(), found.end()
        if inside is None or inside[0] == inside[1]:
            self.put(at, raw[at], level=level)
            return at + 1
        table = _RAISED if raw[at] == "^" else _LOWERED
        if level and not all(c in table for c in raw[slice(*inside)]):
            self.put(at, raw[at], level=level)  # a script of a script, not to be had in Unicode: as typed
            return at + 1
        self.put(at, "", level=level)
        if inside[0] > at + 1:
            self.put(at + 1, "")
        if level:
            for i in range(*inside):
                self.put(i, table[raw[i]], level=level)
        else:
            self.formula(*inside, level=1 if raw[at] == "^" else -1)
        if after > inside[1]:
            self.put(inside[1], "")
        return after

    def _macro(self, macro: re.Match[str], at: int, end: int, level: int) -> int:
        raw = self.raw
        name = macro.group()[1:].strip() or " "
        after = macro.end()
        if name in ("frac", "tfrac", "dfrac") and not level and raw.startswith("{", after):
            middle = _closing(raw, after, end)
            close = _closing(raw, middle + 1, end) if middle and raw.startswith("{", middle + 1) else 0
            if close:
                self.put(at, "")
                self.formula(after + 1, middle, level=1)
                self.put(middle, "⁄")
                self.put(middle + 1, "")
                self.formula(middle + 2, close, level=-1)
                self.put(close, "")
                return close + 1
        if _QUIET.fullmatch(name):
            self.put(at, "", level=level)
        elif name in _MACROS:
            shown = _MACROS[name]
            is_spaced = shown in _RELATIONS and not level and at > 0
            self.put(at, f"\u00a0{shown}\u00a0" if is_spaced else shown, level=level)
        else:
            self.put(at, raw[at:after], level=level)
        return after


def _closing(raw: str, at: int, end: int) -> int:
    """Where the bracket that opens at `at` is closed before `end`, or 0."""
    if at >= end or raw[at] not in "({":
        return 0
    opener, closer = raw[at], ")" if raw[at] == "(" else "}"
    depth = 0
    for i in range(at, end):
        depth += (raw[i] == opener) - (raw[i] == closer)
        if depth == 0:
            return i
    return 0


@lru_cache(maxsize=4096)
def shown(raw: str) -> Shown:
    """What is shown for a text with mathematics between `@@` or `$`; any other text is shown as it is."""
    writer = _Writer(raw)
    at = 0
    for segment in _SEGMENT.finditer(raw):
        for i in range(at, segment.start()):
            writer.put(i, raw[i], "text")
        begin, end = segment.span(segment.lastgroup or 0)
        writer.is_latex = segment.lastgroup != "c"
        writer.is_short = end - begin <= SHORT
        while begin < end and raw[begin].isspace():
            begin += 1
        last = end
        while last > begin and raw[last - 1].isspace():
            last -= 1
        writer.put(segment.start(), "")
        writer.formula(begin, last)
        writer.put(last, "")
        at = segment.end()
    for i in range(at, len(raw)):
        writer.put(i, raw[i], "text")
    return _assembled(raw, writer.units)


def _assembled(raw: str, units: list[tuple[int, str, Style, int]]) -> Shown:
    raw_at: list[int] = [0] if not units or units[0][0] else []
    shown_at: list[int] = [0] * len(raw_at)
    runs: list[Run] = []
    length = 0
    for start, text, style, level in units:
        raw_at.append(start)
        shown_at.append(length)
        length += len(text)
        if not text:
            continue
        if runs and (runs[-1].style, runs[-1].level) == (style, level):
            runs[-1] = Run(runs[-1].text + text, style, level)
        else:
            runs.append(Run(text, style, level))
    raw_at.append(len(raw))
    shown_at.append(length)
    return Shown(raw, "".join(r.text for r in runs), tuple(runs), tuple(raw_at), tuple(shown_at))


def formulas(raw: str) -> list[tuple[int, int]]:
    """Where the formulas of a text stand, with the signs around them."""
    return [segment.span() for segment in _SEGMENT.finditer(raw)]


def plain(raw: str) -> str:
    """The same in one line of Unicode, for chips, tooltips and screen readers: `p²`, `xₙ₊₁`, `2^(a/b)`."""
    if "@@" not in raw and "$" not in raw:
        return raw
    parts: list[str] = []
    runs = list(shown(raw).runs)
    while runs:
        level = runs[0].level
        text = ""
        while runs and runs[0].level == level:
            text += runs.pop(0).text
        table = _RAISED if level > 0 else _LOWERED
        if level == 0 or all(c in table for c in text):
            parts.append("".join(table[c] for c in text) if level else text)
        else:
            parts.append(f"{'^' if level > 0 else '_'}({text})")
    return "".join(parts).replace("\u00a0", " ")
