"""The program that test_crash kills: makes a project, then again and again forks an annotator and kills it.

Run as `python annotate_until_killed.py PROJECT ROUNDS SEED`; writes one JSON line a round. Forking saves the imports.
"""

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
from pathlib import Path

from construal.annotation import actions
from construal.annotation.anchor import span
from construal.annotation.layer import LEXICAL
from construal.core.benchmark import made_project, made_text
from construal.core.project import Project

ANNOTATOR = "Kim"
WORDS = 600
LABELS = made_text.LABELS
VERIFY_EVERY = 20


def make(path: Path) -> None:
    """A project with one text and suggestions all over it."""
    text = made_text.document(1, WORDS)
    suggested = made_text.suggestions(text, WORDS // 3, first_id=10)
    with Project.create(path) as project:
        project.add(made_project.prepared([text], suggested))


def annotate(path: Path, pipe: int, seed: int) -> None:
    """Annotate for ever: each step is told to `pipe` after the project has confirmed it."""
    choose = random.Random(seed)
    with Project.open(path, annotator=ANNOTATOR) as project:
        (record,) = project.records()
        while True:
            step = choose.choice(("accept", "relabel", "relabel", "create", "undo", "undo", "redo"))
            author = project.author()
            if step == "undo" and project.undo_label.startswith("Import"):
                continue  # keep the text
            if step == "undo":
                change = project.undo()
            elif step == "redo":
                change = project.redo()
            elif step == "create":
                start = choose.randrange(record.characters - 20)
                anchor = span((start, start + choose.randint(1, 9)))
                values = {"strength": "single", "role": choose.choice(LABELS)}
                change = project.do(actions.create(record.id, LEXICAL, anchor, values, author))
            else:
                standing = choose.choice(project.reading(record.id, layer=LEXICAL))
                if step == "accept":
                    change = project.do(actions.accept(standing, author))
                else:
                    change = project.do(actions.relabel(standing, author, role=choose.choice(LABELS)))
            if change is None:
                continue
            event = project.events(limit=1)[0]
            (touched,) = change.annotations
            told = [event.seq, event.kind, event.label, touched, state_of(project, touched)]
            # Shorter than PIPE_BUF, so a line arrives whole or not at all.
            os.write(pipe, (json.dumps(told) + "\n").encode())


def state_of(project: Project, id: int) -> str:
    """What the project says of one annotation, as text; "" where it has none such."""
    return next((str(a.values) + a.status for a in project.annotations() if a.id == id), "")


def one_round(path: Path, number: int, choose: random.Random) -> dict[str, object]:
    """Fork an annotator, kill it at a random moment, and look at what it left."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        annotate(path, writer, choose.randrange(1 << 30) + number)
        os._exit(1)
    os.close(writer)
    # Every tenth is killed somewhere between the start and its first step, the rest while it annotates.
    if number % 10:
        select.select([reader], [], [], 60)
    time.sleep(choose.uniform(0, 0.05))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader, encoding="utf-8") as lines:
        confirmed = [json.loads(line) for line in lines]
    return {"killed": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, **inspect(path, number, confirmed)}


def inspect(path: Path, number: int, confirmed: list[list[object]]) -> dict[str, object]:
    """What is missing or damaged after a kill; empty lists where nothing is."""
    connection = sqlite3.connect(path)
    (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    with Project.open(path, annotator=ANNOTATOR) as project:
        events = {e.seq: [e.seq, e.kind, e.label] for e in project.events(limit=len(confirmed) + 50)}
        lost = [told for told in confirmed if events.get(told[0]) != told[:3]]  # type: ignore[call-overload]
        # The last confirmed step shows in the state, unless one more was committed before it could be told.
        stale = []
        if confirmed and max(events) == confirmed[-1][0]:
            *_, touched, state = confirmed[-1]
            stale = [state] if state_of(project, touched) != state else []  # type: ignore[arg-type]
        verified = project.verify() if number % VERIFY_EVERY == 0 else []
        return {
            "confirmed": len(confirmed), "lost": lost, "stale": stale, "integrity": integrity, "verified": verified,
            "readonly": project.readonly,
        }  # fmt: skip


def main() -> None:
    """Make the project, then kill as often as asked."""
    path, rounds, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    choose = random.Random(seed)
    make(path)
    for number in range(1, rounds + 1):
        sys.stdout.write(json.dumps(one_round(path, number, choose)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
