"""Reading CHAMP: problems become documents, their lists annotations, concepts the catalogue.

The models' conversations are not read; they stay in the kept bytes of the file, which the writer starts from.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict

import msgspec

from construal.annotation.anchor import DOCUMENT, Anchor, at_step
from construal.annotation.annotation import Annotation, Value
from construal.annotation.document import PROBLEM, Document
from construal.annotation.document import Problem as Parts
from construal.annotation.formats.champ_shape import (
    Contents,
    Lists,
    Problem,
    concepts_of,
    lists_of,
    opened,
    problem_of,
    without_marks,
)
from construal.annotation.formats.format import Imported, Oddity, ReadOptions
from construal.annotation.formats.plain_text import cutting_oddities, title_of
from construal.annotation.layer import CONCEPT, HINT, STEP
from construal.annotation.tokens.tokens import cut

FORMAT = "champ"


def read(data: bytes, file: str, options: ReadOptions) -> Imported:
    """The problems, lists and concepts of a file. Raises FormatError where it is no CHAMP."""
    imported = Imported()

    def tell(pointer: str, message: str) -> None:
        imported.oddities.append(Oddity(file, 0, f"{pointer}: {message}"))

    contents = opened(data, file, tell)
    sha = hashlib.sha256(data).hexdigest()
    imported.concepts = [
        msgspec.structs.replace(concept, source=sha) for concept in concepts_of(contents, tell).values()
    ]
    users: defaultdict[str, list[str]] = defaultdict(list)
    for key in contents.sections["problems"]:
        problem = problem_of(contents, key, tell)
        if problem is None:
            continue
        lists = lists_of(key, problem, contents, tell)
        for entry in lists.entries:
            if entry.is_hint:
                users[entry.id].append(key)
        document = _document(key, problem, sha, file, imported=imported, options=options)
        imported.documents.append(document)
        imported.annotations += annotations_of(lists, document.id, options)
    _tell_of_hints(contents, users, imported, file)
    return imported


def parts_of(problem: Problem) -> tuple[str, Parts]:
    """The text of a problem, its parts on lines of their own with nothing changed, and where each part is."""
    texts = [problem.raw_text, *(step.raw_text for step in problem.solution.steps)]
    if problem.raw_answer is not None:
        texts.append(problem.raw_answer)
    spans: list[tuple[int, int]] = []
    position = 0
    for text in texts:
        spans.append((position, position + len(text)))
        position += len(text) + 1
    steps = len(problem.solution.steps)
    answer = spans[-1] if problem.raw_answer is not None else None
    return "\n".join(texts), Parts(problem.category, spans[0], answer, tuple(spans[1 : 1 + steps]))


def annotations_of(lists: Lists, document: int, options: ReadOptions) -> list[Annotation]:
    """The annotations that say what the lists say: entries on the document, links on the steps."""
    made: list[Annotation] = []

    def add(layer: str, anchor: Anchor, values: dict[str, Value]) -> int:
        made.append(
            Annotation(
                id=options.new_id(),
                document=document,
                layer=layer,
                anchor=anchor,
                values=values,
                annotator=options.annotator,
                source="champ",
                created=options.time,
                modified=options.time,
            )
        )
        return made[-1].id

    ids: list[int] = []
    for order, entry in enumerate(lists.entries):
        if entry.is_hint:
            ids.append(add(HINT, DOCUMENT, {"name": entry.id, "text": entry.text, "order": order}))
        else:
            ids.append(add(CONCEPT, DOCUMENT, {"concept": entry.id, "order": order}))
    for step, used in enumerate(lists.steps):
        for order, place in enumerate(used):
            add(STEP, at_step(step), {"entry": ids[place], "order": order})
    return made


def _document(key: str, problem: Problem, sha: str, file: str, *, imported: Imported, options: ReadOptions) -> Document:
    text, parts = parts_of(problem)
    named = [(*parts.statement, "statement"), *((*span, f"step {n}") for n, span in enumerate(parts.steps, 1))]
    if parts.answer is not None:
        named.append((*parts.answer, "answer"))
    found = cut(text, options.language, named)
    odd = cutting_oddities(found, text, file, options.language, told=bool(imported.documents))
    imported.oddities += [Oddity(file, 0, f"/problems/{key}: {each.message}") for each in odd]
    return Document(
        id=options.new_id(),
        name=key,
        text=text,
        tokens=found.tokens,
        sentences=found.sentences,
        language=options.language,
        kind=PROBLEM,
        title=title_of(without_marks(problem.raw_text)) or key,
        source=sha,
        format=FORMAT,
        metadata={"category": problem.category} if problem.category else {},
        problem=parts,
    )


def _tell_of_hints(contents: Contents, users: dict[str, list[str]], imported: Imported, file: str) -> None:
    for key in contents.hints:
        if key not in users:
            imported.oddities.append(
                Oddity(file, 0, f"/hints/{key}: no problem lists this hint; kept in the file only.")
            )
    for id, problems in users.items():
        if len(problems) > 1:
            where = f"/problems/{problems[1]}/ch_list"
            imported.oddities.append(
                Oddity(file, 0, f"{where}: the hint ‘{id}’ belongs to {problems[0]} already; read as a hint of each.")
            )
