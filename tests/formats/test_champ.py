"""Reading CHAMP: the real file of the package, and made ones with everything that may be wrong."""

import json
import sys
from collections import Counter
from pathlib import PurePath
from typing import Any

import pytest
from small_champ import made

from construal.annotation import problem as problems
from construal.annotation.catalogue import ancestors
from construal.annotation.errors import FormatError
from construal.annotation.formats.champ import Champ, package_bytes, read_package
from construal.annotation.formats.format import Imported, ReadOptions

CHAMP = Champ()


@pytest.fixture(scope="module")
def package() -> Imported:
    pytest.importorskip("champ_dataset", reason="needs the extra construal[champ]")
    return read_package(ReadOptions(time=7))


@pytest.fixture(scope="module")
def source() -> Any:
    pytest.importorskip("champ_dataset", reason="needs the extra construal[champ]")
    return json.loads(package_bytes())


def read(data: Any, **options: Any) -> Imported:
    return CHAMP.read(json.dumps(data).encode(), "folder/v0.json", ReadOptions(**options))


def told(data: Any) -> list[str]:
    """The oddities' messages; every one names the file and no line."""
    oddities = read(data).oddities
    assert all((o.file, o.line) == ("folder/v0.json", 0) for o in oddities)
    return [o.message for o in oddities]


def test_the_package_whole(package: Imported) -> None:
    """All 270 problems, 89 concepts, 456 hints and 1434 links are read, and nothing about them is odd."""
    layers = Counter(a.layer for a in package.annotations)

    assert (len(package.documents), len(package.concepts), package.oddities) == (270, 89, [])
    assert layers == {"concept": 382, "hint": 456, "step": 1434}
    assert sum(len(d.problem.steps) for d in package.documents if d.problem) == 1626


def test_parts_are_exact(package: Imported, source: Any) -> None:
    """Each part is the raw text of the file, edge spaces and marks included, and no sentence crosses it."""
    for document in package.documents:
        problem, parts = source["problems"][document.name], document.problem
        assert parts is not None
        assert parts.answer is not None
        spans = [parts.statement, *parts.steps, parts.answer]
        steps = [step["_raw_text"] for step in problem["solution"]["steps"]]
        texts = [problem["_raw_text"], *steps, problem["_raw_answer"]]
        assert [document.text[s:e] for s, e in spans] == texts
        assert document.text == "\n".join(texts)
        assert (parts.category, document.kind) == (problem["category"], "problem")
        for start, end in zip(document.sentences.start, document.sentences.end, strict=True):
            assert any(s <= start and end <= e for s, e in spans)


def test_mathematics_is_whole(package: Imported) -> None:
    """Every `@@…@@` is one token."""
    for document in package.documents:
        formulas = [t.form for t in map(document.token, range(len(document.tokens))) if t.form.startswith("@@")]
        assert formulas == ["@@" + part + "@@" for part in document.text.split("@@")[1::2]]


def test_lists_and_links(package: Imported, source: Any) -> None:
    """The entries of each problem are its list in order, and each step's links lead to the entries it names."""
    of: dict[int, list[Any]] = {}
    for annotation in package.annotations:
        of.setdefault(annotation.document, []).append(annotation)
    for document in package.documents:
        problem, annotations = source["problems"][document.name], of[document.id]
        entries = problems.entries(annotations)
        ids = [e.text("concept") or e.text("name") for e in entries]
        links = problems.links(annotations)
        assert ids == problem["ch_list"]
        assert all(e.text("text") == source["hints"][e.text("name")]["_raw_text"] for e in entries if e.layer == "hint")
        for number, step in enumerate(problem["solution"]["steps"]):
            assert [entries.index(e) for e in links.get(number, [])] == step["ch_idxs"]
        assert problems.follows_first_use(annotations)


def test_concepts(package: Imported, source: Any) -> None:
    """Concepts keep id, name, raw text, category and the chain of their parents."""
    catalogue = {c.id: c for c in package.concepts}

    assert list(catalogue) == list(source["concepts"])
    assert ancestors("C_(a+b)sq_4ab", catalogue) == ["C_sumdiff_sq", "C_binom"]
    for id, concept in source["concepts"].items():
        ours = catalogue[id]
        assert (ours.name, ours.definition, ours.category) == (
            concept["name"],
            concept["_raw_text"],
            concept["category"],
        )
        assert ours.broader == ((concept["parent"]["identifier"],) if concept["parent"] else ())


def test_what_annotations_carry() -> None:
    """Annotations are gold, of the annotator and time that were asked for, and name their format."""
    imported = read(made(), annotator="Kim", time=5)

    assert {(a.annotator, a.source, a.created, a.status) for a in imported.annotations} == {
        ("Kim", "champ", 5, "gold")
    }
    (document,) = imported.documents
    assert list(document.sentences.ids) == ["statement.1", "statement.2", "step 1.1", "step 1.2", "answer"]
    assert document.title == "Let a be. What is it?"


def test_an_absent_answer() -> None:
    """A problem without an answer has none."""
    data = made()
    del data["problems"]["P_Sequence_1"]["_raw_answer"]
    (document,) = read(data).documents

    assert document.problem is not None
    assert document.problem.answer is None


def test_oddities_of_lists() -> None:
    """Dangling and doubled ids and places out of range are told by their JSON pointer, and survived."""
    data = made(ch_list=["C_x", "H_gone", "C_x", "H_Sequence_1_1"])
    data["problems"]["P_Sequence_1"]["solution"]["steps"][0]["ch_idxs"] = [0, 2, 3, 9, -1]

    messages = told(data)
    imported = read(data)

    assert [m.split(": ")[0] for m in messages] == [
        "/problems/P_Sequence_1/ch_list/1",
        "/problems/P_Sequence_1/ch_list/2",
        "/problems/P_Sequence_1/solution/steps/0/ch_idxs/1",
        "/problems/P_Sequence_1/solution/steps/0/ch_idxs/3",
        "/problems/P_Sequence_1/solution/steps/0/ch_idxs/4",
    ]
    entries = problems.entries(imported.annotations)
    assert [e.text("concept") or e.text("name") for e in entries] == ["C_x", "H_gone", "H_Sequence_1_1"]
    assert problems.links(imported.annotations) == {0: [entries[0], entries[2]]}


def test_oddities_of_hints() -> None:
    """A hint of two problems and a hint of none are told."""
    data = made()
    data["problems"]["P_Sequence_2"] = {**data["problems"]["P_Sequence_1"], "identifier": "P_Sequence_2"}
    data["hints"]["H_Sequence_1_2"] = {"identifier": "other", "_raw_text": "Alone."}

    messages = told(data)

    assert [m.split(": ")[0] for m in messages] == [
        "/hints/H_Sequence_1_2", "/hints/H_Sequence_1_2", "/problems/P_Sequence_2/ch_list",
    ]  # fmt: skip


def test_oddities_of_parents() -> None:
    """Circles are cut, parents that are missing or differ are told."""
    data = made()
    concept = data["concepts"]["C_x"]
    other = {**concept, "identifier": "C_y", "parent": {**concept, "parent": None}}
    data["concepts"] |= {"C_x": {**concept, "parent": {**other, "parent": None}}, "C_y": other}
    data["concepts"]["C_z"] = {**concept, "identifier": "C_z", "parent": {**concept, "identifier": "C_far"}}

    messages = told(data)
    catalogue = {c.id: c for c in read(data).concepts}

    assert any("circle" in m for m in messages)
    assert any(m.startswith("/concepts/C_z/parent: the parent ‘C_far’") for m in messages)
    assert any("differs" in m for m in messages)
    assert [c for c in ("C_x", "C_y") if catalogue[c].broader] == ["C_x"]
    assert catalogue["C_z"].broader == ("C_far",)
    assert "C_far" in catalogue


def test_an_entity_without_the_shape_is_left_out() -> None:
    """One problem that has no list of texts is told by its pointer; the rest is read."""
    data = made()
    data["problems"]["P_Sequence_2"] = {**data["problems"]["P_Sequence_1"], "ch_list": [1]}
    data["concepts"]["C_y"] = "text"

    messages = told(data)

    assert [d.name for d in read(data).documents] == ["P_Sequence_1"]
    assert [m.split(": ")[0] for m in messages] == ["/concepts/C_y", "/problems/P_Sequence_2/ch_list/0"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[1, 2]", "other JSON"),
        (b'{"a": {}}', "no problems"),
        (b'{"problems": [1]}', "‘problems’"),
        (b"\xff\xfe{", "UTF-16"),
        (b"", "no JSON"),
        (b'{"problems":\n {"x": }', r":2: this is no JSON"),
    ],
)
def test_what_is_no_champ_is_refused(data: bytes, why: str) -> None:
    """Other JSON and no JSON are refused in one sentence with the file and, where there is one, the line."""
    with pytest.raises(FormatError, match=rf"^folder/v0\.json.*{why}"):
        CHAMP.read(data, "folder/v0.json", ReadOptions())


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is not installed the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "champ_dataset", None)

    with pytest.raises(FormatError, match=r"construal\[champ\]"):
        read_package(ReadOptions())


def test_encodings() -> None:
    """A byte order mark and UTF-16 change nothing."""
    text = json.dumps(made(), ensure_ascii=False)
    for data in (text.encode("utf-8-sig"), text.encode("utf-16")):
        (document,) = CHAMP.read(data, "x.json", ReadOptions()).documents
        assert document.text.startswith("Let @@a@@ be.")


def test_recognises() -> None:
    """CHAMP is known by how it begins, whichever section comes first and whatever the file is called."""
    assert CHAMP.recognises(PurePath("x.data"), b'\xef\xbb\xbf {\r\n "hints": {')
    assert CHAMP.recognises(PurePath("x.json"), b'{"version": 1, "problems": {"P": {"_raw_text": "x"')
    assert not CHAMP.recognises(PurePath("x.json"), b'[{"title": "x"')
    assert not CHAMP.recognises(PurePath("x.jsonl"), b'{"document": "x"')
