"""What a suggester is, which ones ship, and how a third party's is found and kept from doing harm."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from construal.annotation.annotation import Annotation, Status
from construal.annotation.catalogue import Concept
from construal.annotation.document import Document
from construal.annotation.errors import ConstrualError

if TYPE_CHECKING:
    from construal.annotation.snacs.target_entry import TargetEntry
    from construal.core.adaptation.adaptation import Adaptation
    from construal.core.suggest.expressions import Expression
    from construal.core.suggest.precedents import Precedents
    from construal.core.terms.candidates import TermCandidate

log = logging.getLogger(__name__)
ENTRY_POINTS = "construal.suggesters"
TAGGER = "tagger"
BY = "suggester"  # the value that names the suggester, where the source names the model
PRECEDENTS = "precedents"
ALL = "all"  # expressions of every kind
TARGETS = "targets"  # only what takes a construal
# What goes wrong in somebody else's code; without it the project still works.
FAULTS = (
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, ImportError, LookupError, MemoryError,
    OSError, ReferenceError, RuntimeError, SyntaxError, TypeError, ValueError, ConstrualError,
)  # fmt: skip


class SuggesterError(ConstrualError):
    """A suggester that is not there or cannot be used."""


class Suggester(Protocol):
    """Proposes annotations of one layer."""

    name: str
    version: str
    layer: str

    def suggest(
        self, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
    ) -> list[Annotation]:
        """Suggestions where `standing`, the reading of the document, has no answer yet.

        Each has status SUGGESTED, no annotator, source "name version" and a confidence from 0 to 1; a short reason may
        stand in values["evidence"]. Nothing overlaps what a person decided.
        """


@dataclass(frozen=True, slots=True)
class Decided:
    """One problem as it stands: its document, its category, and the ids of the concepts linked to it."""

    document: int
    category: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a project knows and a suggester may use.

    Its catalogue, decisions, problems, ranked term candidates, and its own target lists; the name of the model that is
    preferred, the languages of its texts, and whether expressions of all kinds are wanted or only targets
    (`extent`); what it taught models, by the hash of each; its decided targets in a language with their vectors, made
    or read when a suggester asks for them.
    """

    catalogue: Mapping[str, Concept] = field(default_factory=dict)
    expressions: Sequence[Expression] = ()
    problems: Sequence[Decided] = ()
    candidates: Sequence[TermCandidate] | None = None
    target_entries: Sequence[TargetEntry] = ()
    model: str = "none"
    languages: Sequence[str] = ()
    extent: str = ALL
    adaptations: Mapping[str, Adaptation] = field(default_factory=dict)
    precedents: Callable[[str], Precedents | None] | None = None


Factory = Callable[[Knowledge], Suggester]


@dataclass(slots=True)
class Loaded:
    """The suggesters that can be used, one sentence for each that cannot, and what else a person should know."""

    suggesters: list[Suggester] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def _frequency(knowledge: Knowledge) -> Suggester:
    from construal.core.suggest.frequency import FrequencySuggester

    return FrequencySuggester(knowledge.expressions, entries=knowledge.target_entries)


def _precedents(knowledge: Knowledge) -> Suggester:
    from construal.core.suggest.frequency import FrequencySuggester
    from construal.core.suggest.precedents import PrecedentSuggester

    floor = FrequencySuggester(knowledge.expressions, entries=knowledge.target_entries)
    return PrecedentSuggester(knowledge.precedents, floor=floor)


def _catalogue_terms(knowledge: Knowledge) -> Suggester:
    from construal.core.suggest.catalogue_terms import CatalogueSuggester

    return CatalogueSuggester(knowledge.catalogue)


def _candidates(knowledge: Knowledge) -> Suggester:
    from construal.core.suggest.candidates import CandidateSuggester

    return CandidateSuggester(knowledge.candidates, catalogue=knowledge.catalogue)


def _category(knowledge: Knowledge) -> Suggester:
    from construal.core.suggest.category import CategorySuggester

    return CategorySuggester(knowledge.problems)


SHIPPED: Mapping[str, Factory] = {
    "frequency": _frequency,
    "catalogue": _catalogue_terms,
    "candidates": _candidates,
    "category": _category,
    PRECEDENTS: _precedents,
}


def load(knowledge: Knowledge, names: Iterable[str] | None = None) -> Loaded:
    """The shipped and the installed suggesters, or those of these names only, made with what the project knows.

    A third party's that cannot be loaded is reported among the faults and left out. Raises SuggesterError for a name
    that nothing offers.
    """
    wanted = None if names is None else set(names)
    installed = {point.name: point for point in metadata.entry_points(group=ENTRY_POINTS)}
    if wanted is not None and (unknown := sorted(wanted - {TAGGER} - set(SHIPPED) - set(installed))):
        offered = ", ".join(sorted({TAGGER, *SHIPPED, *installed}))
        raise SuggesterError(f"No suggester is called ‘{unknown[0]}’; choose one of {offered}.")
    loaded = Loaded()
    for name, factory in SHIPPED.items():
        if wanted is None or name in wanted:
            loaded.suggesters.append(factory(knowledge))
    if wanted is None or TAGGER in wanted:
        _add_taggers(loaded, knowledge)
    for name, point in sorted(installed.items()):
        if name not in SHIPPED and name != TAGGER and (wanted is None or name in wanted):
            _add(loaded, point, knowledge)
    return loaded


def suggestions(
    suggester: Suggester, document: Document, standing: Sequence[Annotation], *, new_id: Callable[[], int], time: int
) -> tuple[list[Annotation], str]:
    """What a suggester proposes for a document, and "" or one sentence on what was wrong with it.

    A suggester that fails yields nothing; a proposal that breaks the promise of `Suggester.suggest` is left out.
    """
    try:
        proposed = suggester.suggest(document, standing, new_id=new_id, time=time)
        kept = [a for a in proposed if _keeps_promise(a, suggester, document)]
    except FAULTS as error:
        log.info("suggester %s failed on document %s", suggester.name, document.name, exc_info=True)
        return [], f"The suggester ‘{suggester.name}’ failed on {document.name} ({type(error).__name__}: {error})."
    if len(kept) < len(proposed):
        bad = len(proposed) - len(kept)
        return kept, f"The suggester ‘{suggester.name}’ made {bad} proposals for {document.name} that cannot be used."
    return kept, ""


def _keeps_promise(annotation: Annotation, suggester: Suggester, document: Document) -> bool:
    return (
        annotation.status is Status.SUGGESTED
        and not annotation.annotator
        and annotation.layer == suggester.layer
        and annotation.document == document.id
        and annotation.confidence is not None
        and 0 <= annotation.confidence <= 1
        and all(0 <= start <= end <= len(document.text) for start, end in annotation.anchor.fragments)
    )


def _add_taggers(loaded: Loaded, knowledge: Knowledge) -> None:
    """A suggester for each model that the project's languages need, or the reason why there is none."""
    from construal.core.models.model_key import key_of
    from construal.core.suggest.chosen_model import chosen
    from construal.core.suggest.tagger import TaggerSuggester

    folders: set[Path] = set()
    for language in knowledge.languages:
        model, told = chosen(knowledge.model, language=language)
        if told and told not in loaded.remarks:
            loaded.remarks.append(told)
        if model is not None and model.folder not in folders:
            folders.add(model.folder)
            adaptation = knowledge.adaptations.get(key_of(model.manifest))
            loaded.suggesters.append(TaggerSuggester(model, extent=knowledge.extent, adaptation=adaptation))


def _add(loaded: Loaded, point: metadata.EntryPoint, knowledge: Knowledge) -> None:
    try:
        suggester = point.load()(knowledge)
    except FAULTS as error:
        loaded.faults.append(_fault(point, f"{type(error).__name__}: {error}"))
        return
    missing = [part for part in ("name", "version", "layer", "suggest") if not hasattr(suggester, part)]
    if missing:
        loaded.faults.append(_fault(point, f"it has no {', '.join(missing)}"))
    else:
        loaded.suggesters.append(suggester)


def _fault(point: metadata.EntryPoint, reason: str) -> str:
    package = point.dist.name if point.dist is not None else point.value
    return f"The suggester ‘{point.name}’ of {package} is left out ({reason}); update or uninstall that package."
