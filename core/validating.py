"""Findings in a file of any form, or in a project. Decides how a form is looked at, and shows nothing.

Plain 19-column files are looked at as they stand; numpy and the other formats are loaded for what needs them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from construal.annotation.errors import FormatError
from construal.annotation.formats.profile import STANDARD, Profile
from construal.annotation.snacs.validation.finding import RULES, Finding
from construal.annotation.snacs.validation.validator import FileValidator

if TYPE_CHECKING:
    from construal.annotation.annotation import Annotation
    from construal.annotation.document import Document
    from construal.annotation.formats.format import Format, Imported

ENGLISH = "en"
_ENDING = ".conllulex"
_HEAD = 1 << 18  # bytes that tell what a file is
_PARTS_OF_SPEECH = frozenset(("part-of-speech", "verb-as-adjective"))
# What a form does not have, or has of its own making.
_NOT_CONLLU = frozenset(("mwe-line-missing", "mwe-line"))
# What UD's own rules say of a treebank, each at its own line.
_ALSO_UD = frozenset(
    ("encoding", "line-ending", "white-space", "empty-cell", "sentence-end", "columns", "header-missing",
     "sent-id-repeated", "token-id")
)  # fmt: skip
_NOT_JSON = frozenset(("head-missing",))


@dataclass(frozen=True, slots=True)
class Validated:
    """A file, or a document of `project`, with its findings in order.

    `form` is the format's name, `profile` the corpus the file looks like ("" for none). `words` are those of the
    decisions that findings name. A treebank may not be annotated: its findings are then of UD's own rules.
    """

    name: str
    form: str
    language: str
    scheme: str
    findings: Sequence[Finding]
    profile: str = ""
    project: str = ""
    is_annotated: bool = True
    words: Mapping[int, str] = field(default_factory=dict)


def validated_file(path: Path, *, language: str = "", scheme: str = "", with_parts_of_speech: bool = True) -> Validated:
    """The findings in a file; language and scheme are told by what it looks like where they are "".

    Raises FormatError for a file that no format reads or that holds no lexical annotation, OSError for none at all.
    """
    data = path.read_bytes()
    if not data.strip():
        raise FormatError("the file is empty; choose one with annotated sentences.", path.name)
    if b"\0" in data[:_HEAD] and _has_columns(path, data):
        raise FormatError("the file is binary, not tab-separated text in UTF-8; choose another.", path.name)
    if _has_columns(path, data):
        known = _profile(data, language)
        if not _needs_reading(known):
            return _looked_at(data, path.name, language, scheme, known=known, with_parts=with_parts_of_speech)
    from construal.annotation.formats.registry import detect

    form = detect(path, data[:_HEAD])
    turned = _turned(data, path.name, form, language, scheme, with_parts=with_parts_of_speech)
    if turned is not None:
        return turned
    found = _read(data, path, form, language, scheme or _declared(data))
    return replace(found, findings=_asked(found.findings, with_parts=with_parts_of_speech))


def validated_project(
    path: Path, *, annotator: str, documents: Sequence[str] = (), with_parts_of_speech: bool = True
) -> Iterator[Validated]:
    """The findings in each document of a project, as the annotator sees it. Raises ProjectError for an unknown one."""
    from construal.annotation.layer import LEXICAL
    from construal.core.findings import DocumentFindings
    from construal.core.project import Project

    with Project.open(path, annotator=annotator, readonly=True) as project:
        for record in [project.record(name) for name in documents] if documents else project.records():
            document = project.document(record.id)
            found = _asked(DocumentFindings(project, document).look_at_all(), with_parts=with_parts_of_speech)
            wanted = {finding.annotation for finding in found}
            words = {
                a.id: document.words_at(a.anchor)
                for a in (project.reading(record.id, layer=LEXICAL) if found else ())
                if a.id in wanted
            }
            yield Validated(
                document.name, document.format, document.language, "", found, project=path.name, words=words
            )


def _asked(found: Sequence[Finding], *, with_parts: bool) -> list[Finding]:
    return [finding for finding in found if with_parts or finding.rule not in _PARTS_OF_SPEECH]


def _has_columns(path: Path, data: bytes) -> bool:
    """Whether a file is one of rows with nineteen columns or about as many."""
    if path.suffix.lower() == _ENDING:
        return True
    rows = (line for line in data[:_HEAD].split(b"\n")[:200] if line[:1].isdigit())
    return any(row.count(b"\t") in (14, 18, 19) for row in rows) and path.suffix.lower() not in (".conllu", ".tsv")


def _profile(data: bytes, language: str) -> Profile:
    from construal.annotation.formats.profile_evidence import recognised

    beginning = data[:_HEAD].decode(errors="replace").removeprefix("\ufeff")
    return recognised([line.removesuffix("\r") for line in beginning.split("\n")], language or ENGLISH)


def _needs_reading(known: Profile) -> bool:
    """Whether cells of the corpus are not what the rules are about before a reader has made them so."""
    return (
        known.reshapes
        or known.part
        or known.lower
        or known.prefix != "p."
        or known.lexcat != "all"
        or any(usual.startswith("width-") for usual in known.usual)
    )


def _language(language: str, known: Profile) -> str:
    return language or (known.languages[0] if known.languages else ENGLISH)


def _looked_at(
    data: bytes, name: str, language: str, scheme: str, *,
    known: Profile, with_parts: bool, form: str = "conllulex", without: frozenset[str] = frozenset(),
) -> Validated:  # fmt: skip
    """Nineteen columns as they stand."""
    from construal.annotation.formats.profile_evidence import scheme_of

    language = _language(language, known)
    declared = scheme or _declared(data)
    version = declared or known.scheme
    validator = FileValidator(language=language, scheme=version, with_parts_of_speech=with_parts, without=without)
    found = validator.findings(data, name)
    if not declared:
        version, label = scheme_of(known, validator.labels.seen, language)
        if label:
            again = FileValidator(language=language, scheme=version, with_parts_of_speech=with_parts, without=without)
            found = again.findings(data, name)
    profile = "" if known.name == STANDARD else known.title
    return Validated(name, form, language, version, found, profile)


def _declared(data: bytes) -> str:
    """The version that `# snacs = 2.6` comments declare, "" where none does or several do."""
    place = data.find(b"# snacs = ")
    versions = set()
    while place >= 0:
        versions.add(data[place + 10 : data.find(b"\n", place)].strip())
        place = data.find(b"\n# snacs = ", place)
        place += place >= 0
    if len(versions) != 1:
        return ""
    version = versions.pop().decode(errors="replace")
    return f"snacs-{version}" if version.replace(".", "").isdecimal() else ""


def _turned(data: bytes, name: str, form: Format, language: str, scheme: str, *, with_parts: bool) -> Validated | None:
    """A sister form of nineteen columns by its lines; None for another form, and for a treebank without annotation."""
    from construal.annotation.formats import sister_forms
    from construal.annotation.formats.conllu_items import has_features

    is_conllu = form.name == sister_forms.CONLLU
    if form.name not in sister_forms.TURNS or form.name == sister_forms.CONLLULEX:
        return None
    if is_conllu and not has_features(data.decode(errors="replace")):
        return None
    turned = sister_forms.TURNS[form.name](data, name)
    known = _profile(turned.lines, language)
    without = _NOT_CONLLU | _ALSO_UD if is_conllu else _NOT_JSON
    found = _looked_at(
        turned.lines, name, language, scheme, known=known, with_parts=with_parts, form=form.name, without=without
    )
    read = [_odd(name, oddity.line, oddity.message) for oddity in turned.oddities]
    if is_conllu:
        return replace(found, findings=_with_ud(data, name, [*read, *found.findings]))
    return replace(found, findings=[*read, *(replace(finding, line=0) for finding in found.findings)])


def _with_ud(data: bytes, file: str, found: Sequence[Finding]) -> list[Finding]:
    """The findings in a treebank with those of UD's own rules, by line; these tell more than that a line is odd."""
    from construal.annotation.formats.conllu_rules import faults

    broken = [
        Finding(fault.rule, RULES[fault.rule].severity, fault.message, fault.mend, file, fault.line, fault.sentence,
                fault.token)
        for fault in faults(data)
    ]  # fmt: skip
    told = {finding.line for finding in broken}
    # The reader tells of a text at the first line of its sentence.
    texts = {finding.sentence for finding in broken if finding.rule == "ud-text"}
    told.update(_firsts(data, texts) if texts else ())
    rest = [finding for finding in found if finding.rule != "reading" or finding.line not in told]
    return sorted([*broken, *rest], key=lambda finding: finding.line)


def _firsts(data: bytes, sentences: Collection[str]) -> Iterator[int]:
    """The first lines of sentences with these sent_ids, from 1."""
    first = 1
    for number, line in enumerate(data.decode(errors="replace").split("\n"), 1):
        if not line.strip():
            first = number + 1
        elif line.startswith("# sent_id") and line.partition("=")[2].strip() in sentences:
            yield first


def _odd(file: str, line: int, message: str) -> Finding:
    mend = "write it as the format has it"
    return Finding("reading", RULES["reading"].severity, message, mend, file, line)


def _read(data: bytes, path: Path, form: Format, language: str, scheme: str) -> Validated:
    """A file as its reader has it: decisions on documents, and what was odd on the way."""
    from construal.annotation.formats.format import ReadOptions
    from construal.annotation.formats.profile import profile

    known = _profile(data, language) if form.name == "conllulex" else profile(STANDARD)
    language = _language(language, known)
    named = "" if known.name == STANDARD else known.name
    imported = form.read(data, path.name, ReadOptions(language=language, scheme=scheme, profile=named))
    by_document = _lexical(imported)
    if not by_document and form.name != "conllu":
        raise FormatError(f"{form.title} without lexical annotation; there is nothing to validate.", path.name)
    needs = any(a.text("supersense") for found in by_document.values() for a in found)
    has_lines = form.name in ("conllulex", "conllu")
    found: list[Finding] = []
    words: dict[int, str] = {}
    for document in imported.documents:
        annotations = by_document.get(document.id, [])
        told = _findings(document, annotations, needs_supersenses=needs)
        lines = _lines(document, data) if told and has_lines else {}
        wanted = {finding.annotation for finding in told}
        words |= {a.id: document.words_at(a.anchor) for a in annotations if a.id in wanted}
        found += [replace(f, file=path.name, line=lines.get((f.sentence, f.token), 0), change=None) for f in told]
    lines_told = {finding.line for finding in found if finding.line}
    # What the corpus is like was recognised, and needs no mending.
    usual = f"{known.title}: {known.note}"
    odd = [
        _odd(path.name, o.line, o.message) for o in imported.oddities if o.line not in lines_told and o.message != usual
    ]
    told_here = sorted([*odd, *found], key=lambda finding: finding.line)
    schemes = sorted({a.scheme for annotations in by_document.values() for a in annotations})
    return Validated(
        path.name, form.name, language, ", ".join(schemes) or scheme or known.scheme,
        _with_ud(data, path.name, told_here) if form.name == "conllu" else told_here,
        "" if known.name == STANDARD else known.title, is_annotated=bool(by_document), words=words,
    )  # fmt: skip


def _lexical(imported: Imported) -> dict[int, list[Annotation]]:
    from construal.annotation.layer import LEXICAL

    by_document: defaultdict[int, list[Annotation]] = defaultdict(list)
    for annotation in imported.annotations:
        if annotation.layer == LEXICAL:
            by_document[annotation.document].append(annotation)
    return dict(by_document)


def _findings(document: Document, annotations: Sequence[Annotation], *, needs_supersenses: bool) -> list[Finding]:
    """What is wrong with the decisions on a document, by sentence."""
    from construal.annotation.snacs.validation.live import validate_sentence

    sentences = document.sentences
    by_sentence: defaultdict[int, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        anchor = annotation.anchor
        index = sentences.of_row(anchor.row) if anchor.row is not None else sentences.at(anchor.start or 0)
        by_sentence[index].append(annotation)
    return [
        finding
        for index in sorted(by_sentence)
        for finding in validate_sentence(document, index, by_sentence[index], needs_supersenses=needs_supersenses)
    ]


def _lines(document: Document, data: bytes) -> dict[tuple[str, str], int]:
    """The line, from 1, of each token by the ids of sentence and token; of two alike, the first."""
    from construal.annotation.formats.turned import token_lines

    sentences = document.sentences
    if not len(sentences.source_start):
        return {}
    starts = [int(start) for start in sentences.source_start]
    before = data.count(b"\n", 0, starts[0])
    result: dict[tuple[str, str], int] = {}
    for index, (start, end) in enumerate(pairwise(starts)):
        block = data[start:end]
        for number, row in zip(token_lines(block), sentences.rows(index), strict=False):
            result.setdefault((sentences.ids[index], document.tokens.cell("id", row)), before + number + 1)
        before += block.count(b"\n")
    return result
