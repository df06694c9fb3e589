"""An inventory of lextags as large and as varied as STREUSLE's, made from the scheme."""

from construal.annotation.scheme import load
from construal.core.models.labels import Labels

_SCHEME = load("snacs-2.6")
_ROLES = (
    "Locus",
    "Time",
    "Goal",
    "Theme",
    "Topic",
    "Agent",
    "Purpose",
    "Gestalt",
    "Possessor",
    "Org",
    "Characteristic",
)
_PAIRS = [(role, role) for role in _ROLES] + [
    ("Goal", "Locus"), ("Org", "Gestalt"), ("SocialRel", "Gestalt"), ("Experiencer", "Gestalt"), ("Topic", "Goal"),
    # No legal construals: a function that English never has, and one above its role.
    ("Locus", "Experiencer"), ("Goal", "Circumstance"), ("Temporal", "Temporal"),
]  # fmt: skip
_BARE = ("PRON", "INF", "DISC", "AUX", "ADJ", "ADV", "DET", "CCONJ", "SCONJ", "INTJ", "NUM", "SYM", "PUNCT", "X")


def _joined(role: str, function: str) -> str:
    return f"p.{role}" if role == function else f"p.{role}|p.{function}"


def _tags() -> list[str]:
    endings = list(_BARE)
    endings += [f"N-{sense}" for sense in _SCHEME.noun_supersenses]
    endings += [f"V-{sense}" for sense in _SCHEME.verb_supersenses]
    endings += [f"{lexcat}-{_joined(*pair)}" for lexcat in ("P", "PP", "INF.P", "POSS", "PRON.POSS") for pair in _PAIRS]
    endings += ["POSS-`$", "PRON.POSS-`$", "P-`$"]
    verbal = [f"{lexcat}-{sense}" for lexcat in _SCHEME.verbal_lexcats for sense in ("v.change", "v.motion")]
    tags = [f"{bio}-{ending}" for bio in ("O", "B", "I~") for ending in endings]
    tags += [f"{bio}-{ending}" for bio in ("B", "I~", "b", "i~", "O") for ending in verbal]
    tags += [f"{bio}-{ending}" for bio in ("o", "b", "i~") for ending in endings[::3]]
    return [*dict.fromkeys((*tags, "o-PRON", "I_", "i_", "I_-PRON"))]


LABELS = Labels(
    tags=tuple(_tags()),
    pairs=tuple(f"p.{role}|p.{function}" for role, function in _PAIRS),
    roles=tuple(sorted({f"p.{role}" for role, _ in _PAIRS})),
    functions=tuple(sorted({f"p.{function}" for _, function in _PAIRS})),
)
