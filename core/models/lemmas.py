"""Lemmas as what is to be done to a form, so that a model can choose one for a word it never saw."""

from __future__ import annotations

import re
from itertools import takewhile

_SCRIPT = re.compile(r"(?P<case>[lk])(?P<cut>[0-9]{1,4})\+(?P<ending>.*)", re.DOTALL)


def script(form: str, lemma: str) -> str:
    """What makes the lemma of the form: `l3+y` is to write it small, cut 3 and add y; `k0+` to keep it."""
    case = "l" if lemma == lemma.lower() else "k"
    base = form.lower() if case == "l" else form
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(base, lemma, strict=False)))
    return f"{case}{len(base) - same}+{lemma[same:]}"


def lemma(form: str, script: str) -> str:
    """The form with the script done to it; the form itself where the script cuts more than there is."""
    found = _SCRIPT.fullmatch(script)
    if found is None:
        return form
    base = form.lower() if found["case"] == "l" else form
    cut = int(found["cut"])
    made = base[: len(base) - cut] + found["ending"]
    return made if cut <= len(base) and made else form
