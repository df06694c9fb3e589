"""What the decision panel knows of the place at hand: expression, shown label, candidates, grammar, precedents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from construal.annotation.annotation import Annotation, Status
from construal.annotation.document import Document
from construal.annotation.scheme import Scheme
from construal.annotation.snacs import relations
from construal.annotation.snacs.expression import WEAK
from construal.annotation.snacs.lexlemma import lexlemma
from construal.core.suggest.expressions import lexcat
from construal.core.suggest.frequency import shipped_counts, told_alternatives
from construal.core.suggest.suggester import BY
from construal.gui.panels.ranking import Candidate, Knowledge
from construal.gui.precedents import Found, Precedents
from construal.gui.session import Session

CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is shown beside one place of the lexical layer."""

    words: str
    lexlemma: str
    lexcat: str
    governor: str
    object: str
    config: str
    is_adposition: bool  # whether a person may state governor, object and config
    is_stated: bool  # whether governor, object or config differ from what the tree says
    is_by_model: bool  # whether it is a model's suggestion that states them
    role: str  # what Enter would decide
    function: str
    supersenses: tuple[str, ...]  # the labels to choose from where the expression is a noun or a verb
    candidates: tuple[Candidate, ...]
    knowledge: Knowledge
    precedents: Found
    warning: str
    reason: str  # why the shown label breaks a rule, "" where it does not


def evidence(session: Session, precedents: Precedents) -> Evidence | None:
    """The evidence for a session's place, or None where no words are at hand."""
    document, rows = session.document, session.rows
    if document is None or not rows:
        return None
    target, scheme = session.target, session.scheme
    lemma = lexlemma(document, rows, target.anchor if target is not None else None)
    category = _lexcat(document, rows, target, scheme=scheme)
    found = precedents.of(lemma, but=target.id if target else None, place=(document.id, rows))
    gold = found.counts
    supersenses = scheme.supersenses_of(category)
    counts = shipped_counts(document.language)
    if supersenses:
        candidates = _pooled({}, Counter({pair: n for pair, n in gold.items() if pair[0] in supersenses}))
    else:
        options = {(role, function): n for role, function, n, _share in counts.options(lemma, category)}
        known = _is_known(counts.basis(lemma, category), lemma)
        candidates = _pooled(options if known or not gold else {}, gold)
    shown = _shown_first(candidates, target, gold)

    def functions(role: str) -> list[Candidate]:
        return [Candidate(role, f, gold[role, f], share) for f, _n, share in counts.functions(role, lemma, category)]

    role, function = (target.text("role"), target.text("function")) if target and target.text("role") else ("", "")
    if target is not None and target.text("supersense"):
        role, function = target.text("supersense"), ""
    if not role and shown:
        role, function = shown[0].role, shown[0].function
    is_weak = target is not None and target.text("strength") == WEAK
    is_adposition = not is_weak and (category in relations.LEXCATS or not category)
    governor, object_, config, is_stated = _grammar(session, rows, is_adposition=is_adposition)
    language = document.language
    knowledge = Knowledge(scheme, language, category, shown, functions)
    reason = ""
    if target is not None and scheme.has(target.text("role")):
        reason = knowledge.why_not(target.text("role"), target.text("function")) or ""
    warning = scheme.warning(role, function, language, lexcat=category) if scheme.has(role) else None
    return Evidence(
        words=session.text_of_selection(), lexlemma=lemma, lexcat=category, governor=governor, object=object_,
        config=config, is_adposition=is_adposition, is_stated=is_stated,
        is_by_model=target is not None and target.status is Status.SUGGESTED and bool(target.get(BY)),
        role=role, function=function,
        supersenses=supersenses, candidates=tuple(shown[:CANDIDATES]), knowledge=knowledge, precedents=found,
        warning=warning or "", reason=reason,
    )  # fmt: skip


def _lexcat(document: Document, rows: tuple[int, ...], target: Annotation | None, *, scheme: Scheme) -> str:
    """The lexcat of the place: stated, or of its supersense, or what follows from the words."""
    if target is not None:
        if stated := target.text("lexcat"):
            return stated
        if supersense := target.text("supersense"):
            return "N" if supersense in scheme.noun_supersenses else "V"
    return lexcat(document, rows)


def _is_known(basis: str, lemma: str) -> bool:
    """Whether counts rest on the expression itself, not on others of its kind."""
    return basis.startswith(f"‘{lemma}’")


def _pooled(options: dict[tuple[str, str], int], gold: Counter[tuple[str, str]]) -> list[Candidate]:
    """Candidates from shipped counts and the project's own gold together, likeliest first."""
    pooled = Counter(options) + gold
    total = pooled.total()
    ranked = sorted(pooled.items(), key=lambda pair: (-pair[1], -gold[pair[0]], pair[0]))
    return [Candidate(role, function, gold[role, function], n / total) for (role, function), n in ranked]


def _shown_first(
    candidates: Sequence[Candidate], target: Annotation | None, gold: Counter[tuple[str, str]]
) -> list[Candidate]:
    """The candidates with a suggestion's own label first, under the confidence it came with.

    A model's runners-up come next, as likely as it says; the others share what is left as the counts say.
    """
    label = (target.text("role") or target.text("supersense")) if target is not None else ""
    if target is None or target.status is not Status.SUGGESTED or not label:
        return list(candidates)
    shares = {(c.role, c.function): c.share for c in candidates}
    chosen = (label, target.text("function"))
    confidence = shares.get(chosen, 0.0) if target.confidence is None else target.confidence
    told = {chosen: confidence}
    if target.get(BY):
        told |= {(r, f): p for r, f, p in told_alternatives(target.text("alternatives")) if (r, f) != chosen}
    first = [Candidate(role, function, gold[role, function], share) for (role, function), share in told.items()]
    rest = [c for c in candidates if (c.role, c.function) not in told]
    total = sum(c.share for c in rest)
    scale = min(1.0, max(0.0, 1 - sum(told.values())) / total) if total else 0.0
    return [*first, *(Candidate(c.role, c.function, c.count, c.share * scale) for c in rest)]


def _grammar(session: Session, rows: tuple[int, ...], *, is_adposition: bool) -> tuple[str, str, str, bool]:
    """Governor, object and configuration of the place in words, and whether any of them was stated by somebody.

    What is a noun or a verb has the nearest head outside as its governor, and nothing else.
    """
    document, target = session.document, session.target
    if document is None:
        return "", "", "", False
    if not is_adposition:
        return _form(document, relations.outer_head(document, rows)), "", "", False
    joined = relations.joined_rows(document, session.around(rows))
    derived = relations.relation(document, rows, anchor=target.anchor if target else None, joined=joined)
    found = derived if target is None else relations.stated(document, target, joined=joined)
    if found is None:
        return "", "", "", False
    return _form(document, found.governor), _form(document, found.object), found.config, found != derived


def _form(document: Document, row: int | None) -> str:
    return document.token(row).form if row is not None else ""
