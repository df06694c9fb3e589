"""Findings in files of every form, and in projects."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from broken_files import Variant, valid_lines
from broken_variants import REFUSED
from samples import BY_NAME

from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.formats.registry import by_name
from construal.annotation.snacs.validation.finding import Finding
from construal.core.validating import validated_file

FORMS = {
    "conllu": ".conllu",
    "streusle-json": ".json",
    "streusle-govobj": ".govobj.json",
    "table-csv": ".csv",
    "table-tsv": ".tsv",
    "table-xlsx": ".xlsx",
}
JUNK = (
    b"", b"\t", b"\n", b"\n\n", b"_", b"1", b"-", b".", b":", b"\xff", b"\xef\xbb\xbf", b"\r", b" ", b"#", b"|", b"=",
    b"p.", b"`", b"1:1", b"??", b"99999999999", b"\x00", "\u2028".encode(), "²".encode(), "٣".encode(),
)  # fmt: skip
# Broken decisions, which every form can say; what is derived is right in a form that derives it.
DECISIONS = [
    variant
    for variant in REFUSED
    if variant.rule in ("function-banned", "construal-ancestor", "verbal-mwe") and variant.number != "16"
]


def in_form(data: bytes, form: str, path: Path) -> Path:
    """A 19-column file written in another form."""
    imported = Conllulex().read(data, "made.conllulex", ReadOptions())
    annotations = {d.id: [a for a in imported.annotations if a.document == d.id] for d in imported.documents}
    path.write_bytes(by_name(form).write(Export(imported.documents, annotations, {}, lambda sha: data)).data)
    return path


def told(findings: list[Finding]) -> set[tuple[str, str, str]]:
    """Rule, sentence and token of each."""
    return {(finding.rule, finding.sentence, finding.token) for finding in findings}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_wrong_in_another_form(form: str, tmp_path: Path) -> None:
    """A valid file is valid in every form."""
    path = in_form("\n".join(valid_lines()).encode(), form, tmp_path / f"valid{FORMS[form]}")

    found = validated_file(path)

    assert (found.form, found.findings) == (form, [])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("variant", DECISIONS, ids=str)
def test_the_same_is_wrong_in_another_form(form: str, variant: Variant, tmp_path: Path) -> None:
    """A broken decision has the finding in every form that it has in nineteen columns, at its sentence and token."""
    plain = tmp_path / "plain.conllulex"
    plain.write_bytes(variant.data)

    found = validated_file(in_form(variant.data, form, tmp_path / f"broken{FORMS[form]}"))

    assert told(list(found.findings)) == told(list(validated_file(plain).findings)) != set()


def test_lines_are_the_files_own(tmp_path: Path) -> None:
    """In CoNLL-U a finding has the line of its token; in JSON it has none, as no line is one token's."""
    variant = next(v for v in REFUSED if v.rule == "function-banned")
    tree = in_form(variant.data, "conllu", tmp_path / "broken.conllu")
    json = in_form(variant.data, "streusle-json", tmp_path / "broken.json")

    (in_tree,) = validated_file(tree).findings
    (in_json,) = validated_file(json).findings

    assert tree.read_text(encoding="utf-8").split("\n")[in_tree.line - 1].startswith("9\twith\t")
    assert in_json.line == 0


def test_a_treebank_without_annotation(tmp_path: Path) -> None:
    """A plain treebank that keeps UD's rules has no finding, and says that it is not annotated."""
    path = tmp_path / "plain.conllu"
    path.write_text("# sent_id = 1\n# text = Go\n1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n", encoding="utf-8")

    found = validated_file(path)

    assert (found.is_annotated, found.findings) == (False, [])


def test_a_treebank_that_breaks_rules_of_ud(tmp_path: Path) -> None:
    """A plain treebank is held against UD's rules, each finding at its line, its sentence and its token."""
    path = tmp_path / "plain.conllu"
    row = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n"
    odd = row.replace("VERB", "VE RB").replace("\t_\n", "\t_|_\n")
    path.write_text(f"# sent_id = 1\n# text = Go !\n{row}# sent_id = 1\n# text = Go\n{odd}", encoding="utf-8")

    found = validated_file(path)

    assert not found.is_annotated
    assert [(f.rule, f.severity, f.line, f.sentence, f.token) for f in found.findings] == [
        ("ud-text", "error", 2, "1", ""), ("ud-sent-id", "error", 5, "1", ""), ("ud-cell", "error", 7, "1", "1"),
        ("ud-misc", "warning", 7, "1", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("# sent_id = made-1-2", "# sent_id = made-1-1", "ud-sent-id"),
        ("# sent_id = made-1-2\n", "", "ud-sent-id"),
        ("\n\n", "\n\r\n", "ud-line-end"),
        ("\tVBD\t", "\tV BD\t", "ud-cell"),
        ("# text = ", "# text =  ", "ud-text"),
    ],
)
def test_an_annotated_treebank_keeps_rules_of_ud(old: str, new: str, rule: str, tmp_path: Path) -> None:
    """Beside what is said of its annotation, a treebank is held against UD's rules, and told once."""
    path = in_form("\n".join(valid_lines()).encode(), "conllu", tmp_path / "valid.conllu")
    data = path.read_text(encoding="utf-8")
    assert old in data
    path.write_bytes(data.replace(old, new, 1).encode())

    assert {finding.rule for finding in validated_file(path).findings} - {"sent-id-order"} == {rule}


def test_no_damage_to_a_treebank_stops_it(tmp_path: Path) -> None:
    """Bytes put in, left out and changed at random in a treebank are told as findings, or as a file that is none."""
    sound = in_form("\n".join(valid_lines()).encode(), "conllu", tmp_path / "valid.conllu").read_bytes()
    rng, path = random.Random("treebank"), tmp_path / "damaged.conllu"
    found: set[str] = set()
    for _ in range(120):
        data = bytearray(sound)
        for _ in range(rng.choice((1, 2, 5, 20))):
            place = rng.randrange(len(data) + 1)
            data[place : place + rng.choice((0, 0, 1, 3, 30))] = rng.choice(JUNK)
        path.write_bytes(data)
        try:
            found.update(finding.rule for finding in validated_file(path).findings)
        except FormatError as error:
            found.add(error.file)

    assert path.name in found
    assert any(rule.startswith("ud-") for rule in found)


def sample(name: str, folder: Path) -> Path:
    """A made file of a corpus's shape."""
    path = folder / f"{name}.conllulex"
    path.write_bytes(BY_NAME[name].data)
    return path


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "fi"])
def test_a_corpus_is_recognised(name: str, tmp_path: Path) -> None:
    """Language and scheme are those of the corpus, and its conventions are no findings."""
    wanted = BY_NAME[name]
    found = validated_file(sample(name, tmp_path))

    assert found.language == wanted.language
    assert wanted.scheme in found.scheme
    assert found.profile != ""
    assert {f.rule for f in found.findings} & {
        "columns",
        "lextag",
        "token-id",
        "header-missing",
        "upos-missing",
    } == set()


def test_findings_of_a_corpus(tmp_path: Path) -> None:
    """On its standard reading a corpus has the findings that it earns, each at its line of the file."""
    korean = {(f.rule, f.line) for f in validated_file(sample("ko", tmp_path)).findings}
    german = {(f.rule, f.line, f.message) for f in validated_file(sample("de", tmp_path)).findings}
    lines = BY_NAME["ko"].data.decode().split("\n")

    assert ("construal-ancestor", next(n for n, line in enumerate(lines, 1) if line.startswith("2.1\t"))) in korean
    assert ("reading", 15, "‘`’ is a label cut short; read as none") in german


def test_a_language_can_be_named(tmp_path: Path) -> None:
    """A language that no profile knows is named; its rules are those of all described languages."""
    path = sample("fi", tmp_path)

    assert {"mwe-lexlemma", "mwe-line-missing"} <= {f.rule for f in validated_file(path).findings}
    assert not {"mwe-lexlemma", "mwe-line-missing"} & {f.rule for f in validated_file(path, language="fi").findings}


def test_the_version_is_told_by_the_labels(tmp_path: Path) -> None:
    """RateUnit makes a file one of 2.5, SetIteration beside it does not; what a file declares counts."""
    lines = "\n".join(valid_lines())
    path = tmp_path / "older.conllulex"
    path.write_text(lines.replace("p.Ancillary", "p.RateUnit"), encoding="utf-8")
    assert (validated_file(path).scheme, validated_file(path).findings) == ("snacs-2.5", [])

    path.write_text(lines.replace("p.Ancillary", "p.RateUnit").replace("p.Source", "p.SetIteration"), encoding="utf-8")
    assert validated_file(path).scheme == "snacs-2.6"
    assert {f.rule for f in validated_file(path).findings} == {"label-unknown"}

    declared = lines.replace("# sent_id", "# snacs = 2.5\n# sent_id", 1).replace("p.Ancillary", "p.SetIteration")
    path.write_text(declared, encoding="utf-8")
    assert validated_file(path).scheme == "snacs-2.5"
    assert {f.rule for f in validated_file(path).findings} == {"label-unknown"}


@pytest.mark.parametrize("name", BY_NAME)
def test_no_damage_stops_it(name: str, tmp_path: Path) -> None:
    """Bytes put in, left out and changed at random are told as findings, or as a file that is none; nothing else."""
    rng = random.Random(name)
    path = tmp_path / f"{name}.conllulex"
    found: set[str] = set()
    for _ in range(60):
        data = bytearray(BY_NAME[name].data)
        for _ in range(rng.choice((1, 2, 5, 20))):
            place = rng.randrange(len(data) + 1)
            data[place : place + rng.choice((0, 0, 1, 3, 30))] = rng.choice(JUNK)
        path.write_bytes(data)
        try:
            found.update(finding.file for finding in validated_file(path).findings)
        except FormatError as error:
            found.add(error.file)

    assert found == {path.name}
