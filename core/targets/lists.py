"""The command that changes a project's target lists; suggestions follow in the same step, and are undone with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from construal.annotation.anchor import Anchor
from construal.annotation.annotation import Annotation, Status, now
from construal.annotation.commands import Batch, Command, Edit, EditTargets
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.reading import reading
from construal.annotation.snacs.target_entry import Key, TargetEntry, code, extended, is_affix
from construal.annotation.snacs.target_lists import ANY, ExpressionTree, TargetLists
from construal.annotation.snacs.targets import Target, Words, lists_for, spelled, targets
from construal.core.knowledge import decided_expressions
from construal.core.progress import Progress, Quiet, over
from construal.core.suggest.frequency import FrequencySuggester
from construal.core.suggesting import answered

if TYPE_CHECKING:
    from construal.core.project import Project

Found = tuple[tuple[int, ...], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class ListChange:
    """A change of a project's lists: all entries before and after it, as the project lists them; `put` and `drop`."""

    put: tuple[TargetEntry, ...]
    drop: tuple[Key, ...]
    before: tuple[TargetEntry, ...]
    after: tuple[TargetEntry, ...]

    @property
    def names(self) -> list[Key]:
        """Language and words of each entry that changes."""
        return [*(e.key for e in self.put), *self.drop]

    def command(self, label: str) -> EditTargets:
        """The command that changes the lists alone."""
        return EditTargets(label=label, put=self.put, drop=self.drop)


def list_change(project: Project, put: Iterable[TargetEntry] = (), drop: Iterable[Key] = ()) -> ListChange | None:
    """The change that puts these entries and takes others off; None where the lists would stay as they are."""
    before = {e.key: e for e in project.target_entries()}
    fresh = tuple(e for e in {e.key: e for e in put}.values() if before.get(e.key) != e)
    gone = tuple(key for key in dict.fromkeys(drop) if key in before)
    if not fresh and not gone:
        return None
    after = {key: e for key, e in before.items() if key not in gone} | {e.key: e for e in fresh}
    return ListChange(fresh, gone, tuple(before.values()), tuple(after[key] for key in sorted(after)))


def edit(
    project: Project, label: str, *,
    put: Iterable[TargetEntry] = (), drop: Iterable[Key] = (), progress: Progress | None = None,
) -> Command | None:  # fmt: skip
    """The command that changes the lists and, in every document, what is suggested; None where nothing changes.

    New targets are suggested wherever no decision stands, and unanswered suggestions that are no target any more go.
    Raises Cancelled where `progress` does.
    """
    change = list_change(project, put, drop)
    if change is None:
        return None
    lists = change.command(label)
    following = followed(project, change, label, progress=progress)
    return lists if following is None else Batch(label=label, commands=(lists, following))


def followed(
    project: Project, change: ListChange, label: str, *,
    documents: Sequence[int] | None = None, counted: Sequence[int] | None = None,
    new_id: Callable[[], int] | None = None, progress: Progress | None = None,
) -> Edit | None:  # fmt: skip
    """What a change means for the suggestions of these documents (all by default); None where nothing follows.

    Labels are counted from the decisions in `counted` (in all documents by default). A job may ask it of a project of
    its own, opened for reading, with `new_id` from there. Raises Cancelled where `progress` does.
    """
    languages = {language for language, _ in change.names}
    records = project.records() if documents is None else project.tables.records_by_id(documents)
    records = [r for r in records if code(r.language) in languages]
    following = _Following(project, change, new_id or project.new_id, counted=counted)
    suggested: list[Annotation] = []
    dropped: list[int] = []
    for record in over(progress or Quiet(), records, len(records), note="Looking for the words"):
        mine = [words for language, words in change.names if language == code(record.language)]
        fresh, old = following.in_document(project.contents.document(record), mine)
        suggested += fresh
        dropped += old
    if not suggested and not dropped:
        return None
    return Edit(label=label, put=tuple(suggested), drop=tuple(dropped))


def label_of(entry: TargetEntry) -> str:
    """What the log says of putting one entry on the list."""
    said = {"target": "Always a target", "never": "Never a target", "dropped": "Not listed"}
    return f"{said[entry.verdict]}: «{entry.words}»"


class _Following:
    """What a change of the lists means for the suggestions of one document after the other."""

    def __init__(
        self, project: Project, change: ListChange, new_id: Callable[[], int], *, counted: Sequence[int] | None
    ) -> None:
        self._project = project
        self._change = change
        self._new_id = new_id
        self._counted = counted
        self._lists: dict[str, tuple[TargetLists, TargetLists]] = {}
        self._suggester: FrequencySuggester | None = None

    def in_document(self, document: Document, names: Sequence[str]) -> tuple[list[Annotation], list[int]]:
        """The suggestions to make in a document, and the ids of those to take away."""
        possible = [name for name in names if _may_hold(document, name)]
        if not possible:
            return [], []
        old, new = self._of(document.language)
        fresh: list[Target] = []
        gone: set[tuple[tuple[tuple[int, int], ...], int | None]] = set()
        tree = ExpressionTree(dict.fromkeys(possible, "P"))
        endings = tuple(name[1:] for name in possible if is_affix(name))
        for sentence in range(len(document.sentences)):
            if not _holds(document, sentence, tree, endings=endings):
                continue
            was = {(t.rows, t.part): t for t in targets(document, sentence, old)}
            now_found = {(t.rows, t.part): t for t in targets(document, sentence, new)}
            fresh += (target for key, target in now_found.items() if key not in was)
            gone.update(_place(t.anchor(document)) for key, t in was.items() if key not in now_found)
        everybody = self._project.tables.annotations_of(document.id)
        replaced = {a.replaces for a in everybody if a.replaces is not None}
        machine = [
            a for a in everybody
            if a.layer == LEXICAL and a.status is Status.SUGGESTED and not a.annotator and a.id not in replaced
        ]  # fmt: skip
        taken = {_place(a.anchor) for a in machine}
        fresh = [target for target in fresh if _place(target.anchor(document)) not in taken]
        return self._suggestions(document, fresh, everybody), [a.id for a in machine if _place(a.anchor) in gone]

    def _of(self, language: str) -> tuple[TargetLists, TargetLists]:
        if language not in self._lists:
            shipped = lists_for(language)
            self._lists[language] = extended(shipped, self._change.before), extended(shipped, self._change.after)
        return self._lists[language]

    def _suggestions(self, document: Document, found: list[Target], everybody: list[Annotation]) -> list[Annotation]:
        if not found:
            return []
        if self._suggester is None:
            own = decided_expressions(self._project, documents=self._counted)
            self._suggester = FrequencySuggester(own, entries=self._change.after)
        standing = answered(reading(everybody, self._project.annotator))
        return self._suggester.suggestions(document, found, standing, new_id=self._new_id, time=now())


def _place(anchor: Anchor) -> tuple[tuple[tuple[int, int], ...], int | None]:
    return anchor.fragments, anchor.row


def _may_hold(document: Document, name: str) -> bool:
    """Whether each word of an entry stands somewhere in a document, as a form or a lemma: cheap, and never wrong."""
    text = spelled(document.text)
    columns = [document.tokens.columns.get(column) for column in ("lemma", "form")]
    others = {spelled(value) for column in columns if column is not None for value in column.values}
    words = [name[1:]] if is_affix(name) else [word for word in name.split() if word != ANY]
    return all(word in text or word in others for word in words)


def _holds(document: Document, sentence: int, tree: ExpressionTree, *, endings: tuple[str, ...]) -> bool:
    """Whether a sentence holds one of some entries."""
    words = Words(document, sentence)
    if endings and any(form.endswith(endings) for form in words.forms):
        return True
    if any(next(tree.matches(words.spellings, place), None) for place in range(len(words.rows))):
        return True
    rows = document.sentences.rows(sentence)
    if len(words.rows) == len(rows):
        return False
    empty = (spelled(document.token(row).form) for row in rows if row not in words.rows)
    return any(tree.longest([(form,)], 0) for form in empty)
