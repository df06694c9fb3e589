"""Mentions by concept: the same after any step as read anew."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import made_prepared
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from construal.annotation import actions
from construal.annotation.anchor import span
from construal.annotation.annotation import Annotation, Status
from construal.annotation.commands import Edit
from construal.annotation.layer import CONCEPT
from construal.core.project import Project
from construal.gui.jobs import JobRunner
from construal.gui.mentions import Mentions, mentions_of
from construal.gui.session import Session

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "link", "remove", "create", "undo", "redo"]), st.integers(0, 9)
    ),
    max_size=12,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mentions")


def session_on(path: Path) -> Session:
    """A project with three suggested mentions, and one of another annotator."""
    path.unlink(missing_ok=True)
    project = Project.create(path, annotator="ann")
    project.add(made_prepared())
    suggested = [
        Annotation(id=100 + n, document=1, layer=CONCEPT, anchor=span((n * 3, n * 3 + 2)), status=Status.SUGGESTED,
                   values={"concept": f"c{n % 2}"}) for n in range(3)
    ]  # fmt: skip
    other = Annotation(
        id=200, document=2, layer=CONCEPT, anchor=span((0, 5)), annotator="bob", values={"concept": "c0"}
    )
    project.do(Edit(label="seed", put=(*suggested, other)))
    return Session(project, JobRunner())


def take(session: Session, what: str, which: int) -> None:
    """One step of a person on one of the standing mentions."""
    if what in ("undo", "redo"):
        (session.undo if what == "undo" else session.redo)()
        return
    author = session.project.author()
    if what == "create":
        session.do(actions.create(2, CONCEPT, span((which, which + 2)), {"concept": f"c{which % 3}"}, author))
        return
    standing = session.project.reading(1, layer=CONCEPT)
    if not standing:
        return
    target = standing[which % len(standing)]
    build = {
        "accept": actions.accept, "reject": actions.reject, "remove": actions.remove,
        "link": lambda a, who: actions.link(a, "c9", who),
    }[what]  # fmt: skip
    session.do(build(target, author))


def snapshot(mentions: Mentions) -> dict[str, list[tuple[int, bool]]]:
    concepts = ("c0", "c1", "c2", "c9")
    return {c: [(m.annotation, m.is_decided) for m in mentions.of(c)] for c in concepts}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_kept_up_with_every_step(folder: Path, qtbot: QtBot, steps: list[tuple[str, int]]) -> None:
    """After any steps, undone ones too, the mentions are those that a fresh reading finds."""
    session = session_on(folder / "p.construal")
    try:
        mentions = mentions_of(session)
        assert mentions.counts() == {"c0": 0, "c1": 0}  # read before the first step, then kept up
        for what, which in steps:
            take(session, what, which)
        fresh = Mentions(session)
        assert snapshot(mentions) == snapshot(fresh)
        assert +Counter(mentions.counts()) == +Counter(fresh.counts())
        assert mentions_of(session) is mentions
    finally:
        session.jobs.close()
        session.close()
        session.deleteLater()
        QCoreApplication.sendPostedEvents()


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    made = session_on(tmp_path / "p.construal")
    yield made
    made.jobs.close()
    made.close()


def test_another_annotator_sees_other_mentions(session: Session) -> None:
    """Own mentions belong to their annotator; after a switch the other's are seen."""
    mentions = mentions_of(session)
    assert [m.annotation for m in mentions.of("c0")] == [100, 102]

    session.project.annotator = "bob"

    assert [m.annotation for m in mentions.of("c0")] == [100, 102, 200]
    assert mentions.counts()["c0"] == 1
