"""A problem's entries and links: order of first use, ownership, and builders that keep both."""

import itertools
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_champ import made

from construal.annotation import problem as problems
from construal.annotation.anchor import DOCUMENT
from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.errors import CommandError
from construal.annotation.formats.champ import Champ
from construal.annotation.formats.format import ReadOptions
from construal.annotation.history import History
from construal.annotation.reading import decisions
from construal.annotation.state import DocumentRecord, Memory

LINKS = [[], [0, 1], [1], [2]]


class Page:
    """A problem read from a file, and what one annotator does to it."""

    def __init__(self, links: list[list[int]] = LINKS, *, annotator: str = "Kim", owner: str = "") -> None:
        entries = ["C_x", "H_Sequence_1_1", "C_y"]
        steps = [{"_raw_text": f"Step {n}.", "ch_idxs": used} for n, used in enumerate(links, 1)]
        data = made(ch_list=entries, solution={"steps": steps})
        data["concepts"]["C_y"] = {**data["concepts"]["C_x"], "identifier": "C_y"}
        self.new_id = itertools.count(1).__next__
        imported = Champ().read(json.dumps(data).encode(), "x.json", ReadOptions(annotator=owner, new_id=self.new_id))
        self.document: Document = imported.documents[0]
        self.annotator = annotator
        self.state = Memory()
        self.state.put_records([DocumentRecord(id=self.document.id, name=self.document.name)])
        self.state.put_annotations(imported.annotations)
        self.history = History(self.state)

    @property
    def annotations(self) -> list[Annotation]:
        return self.state.annotations_of(self.document.id)

    @property
    def decided(self) -> list[Annotation]:
        return decisions(self.annotations, self.annotator)

    def do(self, build: Callable[..., Edit], *arguments: Any) -> Edit:
        edit = build(self.document, self.annotations, *arguments, annotator=self.annotator, new_id=self.new_id, time=77)
        self.history.do(edit)
        return edit

    def ids(self) -> list[int]:
        return [e.id for e in problems.entries(self.decided)]

    def names(self) -> list[str]:
        return [e.text("concept") or e.text("name") for e in problems.entries(self.decided)]

    def links(self) -> dict[int, list[str]]:
        return {
            step: [e.text("concept") or e.text("name") for e in used]
            for step, used in problems.links(self.decided).items()
        }


HINT = "H_Sequence_1_1"


def test_reading() -> None:
    """Entries stand in their order, links by step, first uses by entry."""
    page = Page()
    ids = page.ids()

    assert page.names() == ["C_x", HINT, "C_y"]
    assert page.links() == {1: ["C_x", HINT], 2: [HINT], 3: ["C_y"]}
    assert problems.first_uses(page.decided) == {ids[0]: 1, ids[1]: 1, ids[2]: 3}
    assert problems.follows_first_use(page.decided)


def test_entries_without_an_order_come_last() -> None:
    """An entry that was decided without an order, such as an accepted suggestion, is the last."""
    page = Page()
    first = page.annotations[0]
    bare = msgspec.structs.replace(first, id=500, values={"concept": "C_z"})
    suggested = msgspec.structs.replace(bare, id=501, status=Status.SUGGESTED)
    page.state.put_annotations([bare, suggested])

    assert page.names() == ["C_x", HINT, "C_y", "C_z"]


def test_link_and_unlink() -> None:
    """A link is the annotator's, comes last in its step, and goes again without a trace; a file's is answered."""
    page = Page()
    ids = page.ids()
    before = page.annotations

    (link,) = page.do(problems.link, 3, ids[0]).put
    assert (link.annotator, link.values, link.anchor.step) == ("Kim", {"entry": ids[0], "order": 1}, 3)
    assert page.links()[3] == ["C_y", "C_x"]
    assert page.do(problems.unlink, 3, ids[0]).drop == (link.id,)
    assert page.annotations == before

    page.do(problems.unlink, 2, ids[1])
    assert 2 not in page.links()
    assert all(a in page.annotations for a in before)
    page.do(problems.link, 2, ids[1])
    assert page.links()[2] == [HINT]


def test_a_link_that_changes_first_use_changes_the_order() -> None:
    """An entry that is used earlier now moves before those used later, as the annotator's own version."""
    page = Page()
    ids = page.ids()

    page.do(problems.link, 0, ids[2])

    assert page.names() == ["C_y", "C_x", HINT]
    assert page.links() == {0: ["C_y"], 1: ["C_x", HINT], 2: [HINT], 3: ["C_y"]}
    assert problems.follows_first_use(page.decided)
    replaced = [e.replaces for e in problems.entries(page.decided)]
    assert replaced == [ids[2], ids[0], ids[1]]
    page.do(problems.unlink, 0, page.ids()[0])
    assert page.names() == ["C_x", HINT, "C_y"]
    assert [e.replaces for e in problems.entries(page.decided)] == [ids[0], ids[1], ids[2]]


def test_old_ids_still_lead_to_an_entry() -> None:
    """A builder takes the id of an entry that has been replaced since, and so do links."""
    page = Page()
    old = page.ids()[1]
    page.do(problems.edit_hint, old, "Anew.")
    page.do(problems.edit_hint, old, "Anew again.")

    (hint,) = [e for e in problems.entries(page.decided) if e.layer == "hint"]
    assert (hint.text("text"), hint.replaces, hint.annotator) == ("Anew again.", old, "Kim")
    assert len(page.annotations) == len(Page().annotations) + 1
    page.do(problems.link, 3, old)
    assert page.links() == {1: ["C_x", HINT], 2: [HINT], 3: ["C_y", HINT]}


def test_own_statements_are_changed_in_place() -> None:
    """What is the annotator's own keeps its id and its time of creation."""
    page = Page(owner="Kim")
    ids = page.ids()

    page.do(problems.edit_hint, ids[1], "Mine.")
    page.do(problems.link, 0, ids[2])

    assert set(page.ids()) == set(ids)
    hint = page.state.annotation(ids[1])
    assert hint is not None
    assert (hint.text("text"), hint.created, hint.modified, hint.replaces) == ("Mine.", 0, 77, None)


def test_others_do_not_see_an_edit() -> None:
    """Everybody else reads what was there before."""
    page = Page()
    before = decisions(page.annotations, "Robin")

    page.do(problems.edit_hint, page.ids()[1], "Kim's.")
    page.do(problems.remove_entry, page.ids()[0])
    page.do(problems.add_hint, "More.")

    assert decisions(page.annotations, "Robin") == before


def test_add_and_remove() -> None:
    """New entries come last under the next free name; a removed entry takes its links along."""
    page = Page()
    page.do(problems.add_hint, "Second.")
    page.do(problems.add_concept, "C_(a+b)^z")

    assert page.names() == ["C_x", HINT, "C_y", "H_Sequence_1_2", "C_(a+b)^z"]
    page.do(problems.remove_entry, page.ids()[1])
    page.do(problems.remove_entry, page.ids()[2])
    assert page.names() == ["C_x", "C_y", "C_(a+b)^z"]
    assert page.links() == {1: ["C_x"], 3: ["C_y"]}
    page.do(problems.add_concept, "C_z")
    assert page.names()[-1] == "C_z"


def test_a_hint_name_is_nobodys_yet() -> None:
    """A new hint takes no name that another annotator has given."""
    page = Page()
    page.do(problems.add_hint, "Kim's.")
    page.annotator = "Robin"
    page.do(problems.add_hint, "Robin's.")

    assert page.names()[-1] == "H_Sequence_1_3"


def test_moves() -> None:
    """An entry moves among those first used in the same step and past unused ones, and past no other."""
    page = Page()
    page.do(problems.add_hint, "Unused.")
    page.do(problems.move_entry, page.ids()[0], 1)
    assert page.names() == [HINT, "C_x", "C_y", "H_Sequence_1_2"]
    page.do(problems.move_entry, page.ids()[3], -3)
    assert page.names() == ["H_Sequence_1_2", HINT, "C_x", "C_y"]
    page.do(problems.move_entry, page.ids()[0], 3)
    assert page.names() == [HINT, "C_x", "C_y", "H_Sequence_1_2"]

    with pytest.raises(CommandError, match=r"‘C_y’ is first used in step 4 and ‘C_x’ in step 2"):
        page.do(problems.move_entry, page.ids()[2], -1)
    with pytest.raises(CommandError, match="entry 1 of 4"):
        page.do(problems.move_entry, page.ids()[0], -1)


@pytest.mark.parametrize(
    ("build", "arguments", "why"),
    [
        (problems.link, (9, 2), "has 4 steps, so there is no step 10"),
        (problems.link, (1, 2), "already uses ‘C_x’"),
        (problems.link, (1, 999), "no entry 999"),
        (problems.unlink, (0, 2), "does not use ‘C_x’"),
        (problems.add_concept, ("C_x",), "already among the concepts of P_Sequence_1"),
        (problems.add_hint, (" \n",), "needs a text"),
        (problems.edit_hint, (3, ""), "needs a text"),
        (problems.edit_hint, (2, "x"), "is a concept"),
        (problems.remove_entry, (999,), "no entry 999"),
    ],
)
def test_what_cannot_be_done(build: Callable[..., Edit], arguments: tuple[Any, ...], why: str) -> None:
    """What does not fit is refused with a reason, and nothing has changed."""
    page = Page()
    before = page.annotations

    with pytest.raises(CommandError, match=why):
        page.do(build, *arguments)

    assert page.annotations == before


WORK = ("link", "unlink", "hint", "edit", "concept", "move", "remove", "who")
actions_done = st.lists(
    st.tuples(st.sampled_from(WORK), st.integers(0, 5), st.integers(-3, 3)),
    max_size=12,
)


@given(actions_done, st.lists(st.lists(st.sampled_from([0, 1, 2]), unique=True), min_size=4, max_size=4))
def test_any_work_keeps_the_order_and_can_be_undone(done: list[tuple[str, int, int]], links: list[list[int]]) -> None:
    """Whatever two annotators do, entries stand by first use, no statement of others changes, and undo restores."""
    page = Page(links)
    start = {a.id: a for a in page.annotations}
    steps = 0
    for what, number, by in done:
        ids = page.ids()
        entry = ids[number % len(ids)] if ids else 999
        try:
            if what == "who":
                page.annotator = "Robin" if page.annotator == "Kim" else "Kim"
                continue
            arguments: dict[str, tuple[Callable[..., Edit], tuple[Any, ...]]] = {
                "link": (problems.link, (by + 1, entry)),
                "unlink": (problems.unlink, (by + 1, entry)),
                "hint": (problems.add_hint, (f"Hint {number}.",)),
                "edit": (problems.edit_hint, (entry, f"Edited {number}.")),
                "concept": (problems.add_concept, (f"C_{number}",)),
                "move": (problems.move_entry, (entry, by)),
                "remove": (problems.remove_entry, (entry,)),
            }
            page.do(arguments[what][0], *arguments[what][1])
            steps += 1
        except CommandError:
            continue
        if what in ("link", "unlink", "remove"):
            assert problems.follows_first_use(page.decided)
        orders = [e.get("order") for e in problems.entries(page.decided)]
        assert len(set(orders)) == len(orders)
        assert all(page.state.annotation(id) == a for id, a in start.items())
    for _ in range(steps):
        page.history.undo()
    assert {a.id: a for a in page.annotations} == start


def test_an_entry_of_the_document_only() -> None:
    """A mention on words is no entry, and a link on a step no link of another kind."""
    page = Page()
    mention = msgspec.structs.replace(page.annotations[0], id=700, anchor=page.document.anchor_of([0]))

    assert mention not in problems.entries([mention])
    assert page.annotations[0].anchor == DOCUMENT
