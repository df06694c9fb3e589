"""Writing CHAMP: nothing but what changed, and the whole shape where there is no file."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_champ import made

from construal.annotation import problem as problems
from construal.annotation.annotation import Annotation, id_source
from construal.annotation.catalogue import Concept, Term
from construal.annotation.commands import Edit
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.champ import Champ, package_bytes
from construal.annotation.formats.format import Export, Imported, ReadOptions, Written
from construal.annotation.formats.plain_text import PlainText
from construal.annotation.reading import decisions
from construal.annotation.state import DocumentRecord, Memory

CHAMP = Champ()


@dataclass
class Work:
    """A file read into a state in memory, edited there by Kim, and written from there."""

    data: bytes
    imported: Imported
    state: Memory
    new_id: Callable[[], int]

    def document(self, name: str) -> Document:
        return next(d for d in self.imported.documents if d.name == name)

    def annotations(self, name: str) -> list[Annotation]:
        return self.state.annotations_of(self.document(name).id)

    def do(self, build: Callable[..., Edit], name: str, *arguments: Any) -> None:
        edit = build(
            self.document(name), self.annotations(name), *arguments, annotator="Kim", new_id=self.new_id, time=9
        )
        edit.apply(self.state)

    def entries(self, name: str) -> list[Annotation]:
        return problems.entries(decisions(self.annotations(name), "Kim"))

    def put(self, concept: Concept) -> None:
        self.state.put_concepts([concept])

    def written(self, *, documents: list[Document] | None = None, keeps_source: bool = True) -> Written:
        sources = {hashlib.sha256(self.data).hexdigest(): self.data} if keeps_source else {}
        documents = self.imported.documents if documents is None else documents
        decided = {d.id: decisions(self.state.annotations_of(d.id), "Kim") for d in documents}
        return CHAMP.write(Export(documents, decided, self.state.concepts, sources.get))

    def json(self, **options: Any) -> Any:
        return json.loads(self.written(**options).data)


def opened(data: bytes) -> Work:
    new_id = id_source(1)
    imported = CHAMP.read(data, "v0.json", ReadOptions(new_id=new_id))
    state = Memory()
    state.put_records(DocumentRecord(id=d.id, name=d.name) for d in imported.documents)
    state.put_annotations(imported.annotations)
    state.put_concepts(imported.concepts)
    return Work(data, imported, state, new_id)


@pytest.fixture(scope="module")
def package() -> bytes:
    pytest.importorskip("champ_dataset", reason="needs the extra construal[champ]")
    return package_bytes()


def small(**layout: Any) -> Work:
    return opened(json.dumps(made(), **layout).encode())


def without_models(data: Any) -> Any:
    """A whole file but for what the models said."""
    empty: Mapping[str, Any] = {"fws_annotations": {}, "conversations": {}}
    return {**data, "problems": {key: {**problem, **empty} for key, problem in data["problems"].items()}}


def test_the_package_unedited(package: bytes) -> None:
    """All 270 problems, 89 concepts and 456 hints of the package are written as they were, byte for byte."""
    written = opened(package).written()

    assert written.data == package
    assert written.ledger == []


def test_the_package_with_one_hint_edited(package: bytes) -> None:
    """An edit of a hint changes the two lines of its text and no other byte of 72 MB."""
    work = opened(package)
    hint = next(e for e in work.entries("P_Inequality_1") if e.layer == "hint")
    work.do(problems.edit_hint, "P_Inequality_1", hint.id, "Look at @@x ≥ 1@@.")

    before, after = package.split(b"\n"), work.written().data.split(b"\n")
    differing = [new.decode() for old, new in zip(before, after, strict=True) if old != new]

    assert differing == [
        '      "_raw_text": "Look at @@x \\u2265 1@@.",\r',
        '      "_text": "Look at x \\u2265 1."\r',
    ]


def test_the_package_without_its_file(package: bytes) -> None:
    """Without the file the whole shape is made, equal as JSON but for the models' texts, and the package accepts it."""
    import champ_dataset

    written = opened(package).json(keeps_source=False)

    assert written == without_models(json.loads(package))
    assert [list(written[section]) for section in written] == [list(s) for s in json.loads(package).values()]
    assert champ_dataset.Dataset.from_dict(written).validate()


@pytest.mark.parametrize(
    "layout",
    [{"indent": 2}, {"indent": "\t", "ensure_ascii": False}, {}, {"separators": (",", ":")}, {"indent": 4}],
)
def test_layouts_are_kept(layout: dict[str, Any]) -> None:
    """What is written into a file is laid out as the file is: the result is what its own program would have written."""
    work = small(**layout)
    work.do(problems.edit_hint, "P_Sequence_1", work.entries("P_Sequence_1")[1].id, "Schau, öfter.")
    work.do(problems.unlink, "P_Sequence_1", 0, work.entries("P_Sequence_1")[0].id)
    wanted = made()
    wanted["hints"]["H_Sequence_1_1"] |= {"_raw_text": "Schau, öfter.", "_text": "Schau, öfter."}
    wanted["problems"]["P_Sequence_1"]["solution"]["steps"][0]["ch_idxs"] = [1]

    if layout.get("ensure_ascii") is False:
        # A file without a letter beyond ASCII does not say how it would write one.
        assert json.loads(work.written().data) == wanted
    else:
        assert work.written().data == json.dumps(wanted, **layout).encode()


def test_new_and_removed_entries() -> None:
    """New hints and concepts come into their sections, removed hints go, and the lists and places follow."""
    work = small(indent=2)
    work.put(Concept(id="C_new (α)", name="new", definition="The @@α@@.", category="Algebra", broader=("C_x",)))
    work.do(problems.add_hint, "P_Sequence_1", "Second @@h@@.")
    work.do(problems.add_concept, "P_Sequence_1", "C_new (α)")
    work.do(problems.remove_entry, "P_Sequence_1", work.entries("P_Sequence_1")[1].id)
    work.do(problems.link, "P_Sequence_1", 0, work.entries("P_Sequence_1")[2].id)

    written = work.json()

    problem = written["problems"]["P_Sequence_1"]
    assert problem["ch_list"] == ["C_x", "H_Sequence_1_2", "C_new (α)"]
    assert [problem["ch_list"][k] for k in problem["solution"]["steps"][0]["ch_idxs"]] == ["C_x", "C_new (α)"]
    assert list(written["hints"]) == ["H_Sequence_1_2"]
    assert written["hints"]["H_Sequence_1_2"]["_text"] == "Second h."
    assert written["concepts"]["C_new (α)"] == {
        "identifier": "C_new (α)", "name": "new", "_raw_text": "The @@α@@.", "_text": "The α.", "category": "Algebra",
        "parent": made()["concepts"]["C_x"],
    }  # fmt: skip


def test_an_edited_concept_shows_in_its_descendants(package: bytes) -> None:
    """A concept's new text stands in it and in each copy inside the concepts below it, and nowhere else."""
    work = opened(package)
    root = work.state.concepts["C_binom"]
    work.put(msgspec.structs.replace(root, definition="The @@theorem@@."))

    before, after = json.loads(package), work.json()

    def expected(concept: Any) -> Any:
        if concept is None:
            return None
        own = {"_raw_text": "The @@theorem@@.", "_text": "The theorem."} if concept["identifier"] == "C_binom" else {}
        return {**concept, **own, "parent": expected(concept["parent"])}

    assert after["concepts"] == {key: expected(concept) for key, concept in before["concepts"].items()}
    assert after["concepts"] != before["concepts"]
    assert after["problems"] == before["problems"]
    assert list(after["concepts"]) == list(before["concepts"])


def test_only_some_problems(package: bytes) -> None:
    """With some documents only these are written, with their hints and all concepts."""
    work = opened(package)
    chosen = [work.document("P_Sequence_2"), work.document("P_Inequality_1")]

    written, before = work.json(documents=chosen), json.loads(package)

    assert list(written["problems"]) == ["P_Inequality_1", "P_Sequence_2"]
    assert all(written["problems"][key] == before["problems"][key] for key in written["problems"])
    assert set(written["hints"]) == {k for k in before["hints"] if k.startswith(("H_Sequence_2_", "H_Inequality_1_"))}
    assert written["concepts"] == before["concepts"]


def test_what_the_reader_did_not_understand_is_kept() -> None:
    """Unknown keys, entities without the shape, ids that lead nowhere and the order of keys stay through an edit."""
    data = made(ch_list=["C_x", "H_gone", "H_Sequence_1_1"], extra={"b": 1, "a": [1.50]})
    data["problems"]["P_odd"] = 5
    data["hints"]["H_unused"] = {"_raw_text": "Unused.", "identifier": "H_unused"}
    data = {"version": 1, **data}
    work = opened(json.dumps(data, indent=1).encode())
    assert work.written().data == work.data
    work.do(problems.unlink, "P_Sequence_1", 0, work.entries("P_Sequence_1")[0].id)

    data["problems"]["P_Sequence_1"]["solution"]["steps"][0]["ch_idxs"] = [1]

    assert work.written().data == json.dumps(data, indent=1).encode()


def test_two_people_with_one_hint_name() -> None:
    """Two hints of one name are both written; the second gets the next free name."""
    work = small()
    (hint,) = [a for a in work.imported.annotations if a.layer == "hint"]
    work.state.put_annotations([msgspec.structs.replace(hint, id=900, values={**hint.values, "text": "B", "order": 5})])

    written = work.json()

    assert written["problems"]["P_Sequence_1"]["ch_list"] == ["C_x", "H_Sequence_1_1", "H_Sequence_1_2"]
    assert written["hints"]["H_Sequence_1_2"]["_raw_text"] == "B"


def test_the_ledger() -> None:
    """Prose, mentions on words, and terms beside the name are told."""
    work = small()
    prose = PlainText().read(b"Some text.", "prose.txt", ReadOptions(new_id=work.new_id)).documents
    first = work.imported.annotations[0]
    mention = msgspec.structs.replace(first, id=800, anchor=prose[0].anchor_of([0]))
    work.state.put_annotations([mention])
    work.put(msgspec.structs.replace(work.state.concepts["C_x"], terms=(Term("x"), Term("ex"))))

    ledger = work.written(documents=[*work.imported.documents, *prose]).ledger

    assert [(loss.document, loss.count) for loss in ledger] == [("prose", 1), ("P_Sequence_1", 1), ("C_x", 1)]


def test_no_problem_at_all() -> None:
    """An export without a problem is refused and the way out is named."""
    prose = PlainText().read(b"Some text.", "prose.txt", ReadOptions()).documents

    with pytest.raises(FormatError, match="none of the documents is one"):
        CHAMP.write(Export(prose, {}, {}))


raw = st.text(alphabet='a b@≥😀\n"\\é', max_size=12)


@given(
    st.lists(st.tuples(raw, raw, st.lists(raw, max_size=3), st.lists(raw.filter(str.strip), max_size=3)), max_size=3),
    st.lists(st.tuples(st.text(min_size=1, max_size=5), raw.filter(str.strip)), max_size=3),
)
def test_made_problems_survive(
    given_problems: list[tuple[str, str, list[str], list[str]]], concepts: list[Any]
) -> None:
    """Any texts, hints and concept ids come back equal, with the file and without it."""
    data: dict[str, Any] = {"problems": {}, "concepts": {}, "hints": {}}
    for id, definition in concepts:
        data["concepts"]["C_" + id] = {
            "identifier": "C_" + id, "name": None, "_raw_text": definition, "_text": definition.replace("@@", ""),
            "category": "", "parent": None,
        }  # fmt: skip
    for n, (statement, answer, steps, hints) in enumerate(given_problems, 1):
        key, ids = f"P_A_{n}", [f"H_A_{n}_{k}" for k in range(1, len(hints) + 1)]
        listed = [*data["concepts"], *ids]

        def both(name: str, text: str) -> dict[str, str]:
            return {f"_raw_{name}": text, f"_{name}": text.replace("@@", "")}

        data["hints"] |= {id: {"identifier": id, **both("text", text)} for id, text in zip(ids, hints, strict=True)}
        data["problems"][key] = {
            "identifier": key, **both("text", statement), "category": "A",
            "solution": {"steps": [{**both("text", text), "ch_idxs": list(range(len(listed)))} for text in steps]},
            **both("answer", answer), "ch_list": listed, "fws_annotations": {}, "conversations": {},
        }  # fmt: skip
    if not data["problems"]:
        return
    work = opened(json.dumps(data).encode())

    assert work.written().data == work.data
    assert work.json(keeps_source=False) == data
