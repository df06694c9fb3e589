"""Corpora of the field by their profiles: recognised, read, told of, and written byte for byte."""

import os
from collections import Counter
from pathlib import Path

import pytest
from samples import BY_NAME, SAMPLES, Case, Sample

from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.conllulex_text import part_of
from construal.annotation.formats.format import Export, ReadOptions, Written
from construal.annotation.formats.profile import COLUMNS, METADATA, profile, profiles
from construal.annotation.scheme import load

EACH = pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])


def test_every_profile_is_sound() -> None:
    """A profile names columns and scheme versions that exist, and evidence, except the standard one."""
    assert {p.name for p in profiles()} > {sample.profile for sample in SAMPLES}
    scheme = load("snacs-2.6")
    for known in profiles():
        named = {*known.columns, *known.columns.values(), *known.evidence.most, *known.evidence.some, *known.misc}
        assert named <= {*COLUMNS, ""}
        assert known.reshapes == (known.name in ("de-lp", "ja-lp", "ko-ud"))
        for sign in known.signs:
            assert all(scheme.knows(label, sign.scheme) for label in sign.any)
        shows = known.evidence != profile("standard").evidence
        assert shows == (known.name != "standard")
    assert profile("of a later version").name == "standard"


@EACH
def test_recognised(sample: Sample) -> None:
    """A corpus is recognised by what its file looks like; the profile and the scheme's version are kept."""
    case = Case(sample)
    assert len(case.imported.documents) == sample.documents
    for document in case.imported.documents:
        assert document.metadata.get(METADATA, "standard") == sample.profile
        assert document.language == sample.language
    assert {a.scheme for a in case.annotations.values()} == {sample.scheme}


@EACH
def test_untouched(sample: Sample) -> None:
    """What nobody edited is written byte for byte, and without a loss; so is each document by itself."""
    case = Case(sample)
    assert case.write() == Written(sample.data)
    parts = []
    for document in list(case.imported.documents):
        mine = [a for a in case.annotations.values() if a.document == document.id]
        parts.append(Conllulex().write(Export([document], {document.id: mine}, {}, lambda sha: sample.data)).data)
    assert b"".join(parts) == sample.data


@EACH
def test_a_named_scheme_counts(sample: Sample) -> None:
    """A scheme that the user names is that of every annotation, whatever the profile says."""
    imported = Conllulex().read(sample.data, "x.conllulex", ReadOptions(language=sample.language, scheme="snacs-2.5"))
    assert {a.scheme for a in imported.annotations} == {"snacs-2.5"}


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.language != "en" and s.profile != "standard"])
def test_no_corpus_is_english_by_default(sample: Sample) -> None:
    """A file recognised as another language's is read as that, not as English, and it is told."""
    imported = Conllulex().read(sample.data, "x.conllulex", ReadOptions())
    assert {document.language for document in imported.documents} == {sample.language}
    told = [o.message for o in imported.oddities if "read with the language" in o.message]
    assert told == [f"the file looks like {profile(sample.profile).title}; read with the language ‘{sample.language}’"]
    kept = Conllulex().read(sample.data, "x.conllulex", ReadOptions(language="xx"))
    assert {document.language for document in kept.documents} == {"xx"}


TOLD = {
    "gu": [
        (3, "a byte order mark inside the line; ignored, kept in the file"),
        (4, "a byte order mark inside the line; ignored, kept in the file"),
        (6, "‘p.`’ is a label cut short; read as none"),
        (14, "a lexcat on a word inside an expression; kept, not read"),
        (23, "the lexlemma ‘ને’ is no part of the word; the whole word is taken"),
    ],
    "ja": [(10, "no blank line before a new sentence; one begins here")],
    "ko": [(9, "Scene in MISC is ‘goal’, the column has ‘experiencer’; read as MISC has it")],
    "de": [
        (1, "‘Accompanier’ is a label of snacs-2.0; the file's annotations are said to be of it"),
        (8, "the number 6 a second time; read as another target in the same word"),
        (12, "‘p.?’ is not written as ??; read as it"),
        (14, "‘Topic’ is not written as p.Topic; read as it"),
        (15, "‘`’ is a label cut short; read as none"),
    ],
    "auto": [],
    "hi": [],
    "zh": [],
    "fi": [
        (1, "a byte order mark at the start; ignored"),
        (3, "‘locus’ is not written as p.Locus; read as it"),
        (3, "‘Locus’ is not written as p.Locus; read as it"),
        (5, "‘p.ancillary’ is not written as p.Ancillary; read as it"),
    ],
}


@EACH
def test_oddities(sample: Sample) -> None:
    """What departs from the corpus's own conventions is told with its line; these are told once where they matter."""
    known = profile(sample.profile)
    note = [(1, f"{known.title}: {known.note}")] if known.note else []
    assert Case(sample).told() == note + TOLD[sample.name]


STATED = {
    "gu": {
        "માં": ("Locus", "Locus"), "પણ": ("", ""), "ની પાસે": ("Locus", "Locus"), "ે": ("Agent", "Agent"),
        "મારે": ("Recipient", "Goal"), "માટે": ("Beneficiary", "Beneficiary"),
    },
    "ja": {
        "が": ("Experiencer", "Experiencer"), "で": ("Locus", "Locus"), "は": ("Topical", "Topical"),
        "の中に": ("Goal", "Locus"), "と": ("Content", "Quote"),
    },
    "ko": {
        "는": ("Topical", "Topical"), "에서": ("Source", "Locus"), "부터": ("Source", "Source"),
        "에": ("Goal", "Locus"), "은": ("ComparisonRef", "ComparisonRef"),
    },
    "de": {
        "mit": ("Accompanier", "Co-Agent"), "zu": ("Locus", "Locus"), "hause": ("InsteadOf", "Goal"), "Im": ("??", ""),
        "über": ("Topic", "Topic"),
    },
    "auto": {"of": ("Part/Portion", "Quantity"), "at": ("OrgRole", "Locus")},
    "hi": {
        "मैंने": ("Agent", "Agent"), "में": ("Locus", "Locus"), "ही": ("Focus", "Focus"), "तो": ("`d", "`d"),
        "के लिए": ("`i", "`i"),
    },
    "zh": {"在 … 里": ("Locus", "Locus"), "看": ("`d", "`d")},
    "fi": {"Talossa": ("Locus", "Locus"), "kissan kanssa": ("Ancillary", "Ancillary")},
}  # fmt: skip


@EACH
def test_labels(sample: Sample) -> None:
    """Every target gets its role and function in the scheme's spelling, on exactly its part of the text."""
    assert Case(sample).stated() == STATED[sample.name]


@EACH
def test_text(sample: Sample) -> None:
    """The text has no byte order mark, spells what the file's own `# text` does, and holds every word."""
    case = Case(sample)
    stated = [line[8:] for line in sample.data.decode().split("\n") if line.startswith("# text = ")]
    stated = [line.replace("\ufeff", "").strip() for line in stated]
    assert "\n".join(document.text for document in case.imported.documents).split("\n") == stated
    for document in case.imported.documents:
        for row in range(len(document.tokens)):
            token = document.token(row)
            assert token.is_empty_node or document.text[token.start : token.end] == token.form


def test_what_the_columns_hold() -> None:
    """Columns that hold something else are read as what they hold: a romanised lemma, STTS, nothing."""
    japanese, german, gujarati = (Case(BY_NAME[name]).document for name in ("ja", "de", "gu"))
    assert (japanese.token(0).lemma, japanese.token(0).upos, japanese.has_column("upos")) == ("watashi", "_", False)
    assert (german.token(2).upos, german.token(2).xpos, german.token(0).upos) == ("ADP", "APPR", "PRON")
    assert list(german.sentences.ids) == ["1", "2"]
    assert not any(gujarati.has_column(column) for column in ("lemma", "upos", "head"))


def test_lexcats_of_other_places() -> None:
    """A lexcat is read where the corpus has it, and kept where it does not follow."""
    case = Case(BY_NAME["ja"])
    assert case.at("の中に").values["lexcat"] == "P"
    assert "lexcat" not in case.at("で").values
    assert "lexcat" not in Case(BY_NAME["auto"]).at("of").values
    assert Case(BY_NAME["hi"]).at("मैंने").values["lexcat"] == "PRON.OBL"


def test_parts_that_stand_on_each_word() -> None:
    """An expression's parts are taken from the words' own lexlemmas where the first has no part for each."""
    data = BY_NAME["gu"].data.replace("\tની પાસે\t".encode(), "\tની\t".encode())
    assert "ની પાસે" in Case(BY_NAME["gu"], data).stated()
    own = data.replace(b"1:2\tP\t_", "1:2\tP\tસે".encode())
    assert Case(BY_NAME["gu"], own).at("ની … સે").anchor.fragments == ((27, 29), (32, 34))
    assert Case(BY_NAME["gu"], own).write().data == own


def test_two_targets_in_a_word() -> None:
    """Two rows with one number are two targets side by side in one word, each on its own letters."""
    case = Case(BY_NAME["de"])
    document = case.document
    assert document.text[case.at("zu").anchor.fragments[0][0] :].startswith("zuhause .")
    assert case.at("zu").anchor.end == case.at("hause").anchor.start
    assert [token.form for token in document.sentence_tokens(0)][5:] == ["zu", "hause", "."]
    unsaid = BY_NAME["de"].data.replace(b"\tzu\tp.", b"\t_\tp.").replace(b"\thause\tp.", b"\t_\tp.")
    case = Case(BY_NAME["de"], unsaid)
    assert [token.form for token in case.document.sentence_tokens(0)][5:7] == ["zuhause", ""]
    assert case.write().data == unsaid
    twice = BY_NAME["de"].data.replace(b"Kind zuhause", b"Kind zuhause zuhause")
    assert Case(BY_NAME["de"], twice).document.text.startswith("Sie blieb mit dem Kind zuhause zuhause .\n")


@pytest.mark.parametrize(
    ("word", "part", "found"),
    [
        ("ઘરમાં", "માં", "માં"), ("માટે", "માટે", "માટે"), ("તેણે", "એ", "ે"), ("ઘરઆ", "આ", "આ"), ("zuhause", "zu", "zu"),
        ("cafe\u0301", "\u00e9", "e\u0301"), ("ananas", "an", "an"), ("word", "x", None), ("", "x", None),
        ("word", "", None),
    ],
)  # fmt: skip
def test_part_of_a_word(word: str, part: str, found: str | None) -> None:
    """The part is found at the word's end, else at its last place, whatever way its letters are written."""
    place = part_of(word, part)
    assert (None if place is None else word[slice(*place)]) == found
    if word == "ananas":
        assert place == (2, 4)


def test_other_shapes_are_not_mistaken() -> None:
    """A file is no corpus of ours for one trait alone: numbers from 0, 15 or 20 columns, labelled empty nodes."""
    standard = BY_NAME["fi"].data.decode().removeprefix("\ufeff")
    rows = [line.split("\t") for line in standard.split("\n")]
    fifteen = "\n".join("\t".join(cells[:15]) for cells in rows)
    twenty = "\n".join("\t".join([*cells, "x"] if len(cells) > 1 else cells) for cells in rows)
    zero = "\n".join("\t".join([str(int(c[0]) - 1), *c[1:]] if len(c) > 1 else c) for c in rows)
    node = standard.replace("\n2\ton", "\n1.1\tx\tx\tX\tX\t_\t_\t_\t_\t_\t_\t_\t_\tp.Locus\tp.Goal\t_\t_\t_\t_\n2\ton")
    for text in (fifteen, twenty, zero, node):
        assert Case(BY_NAME["fi"], text.encode()).document.metadata == {}
    assert Case(BY_NAME["fi"], node.encode()).stated()["x"] == ("Locus", "Goal")


CORPORA = [
    ("en-pastrie", "en", "pastrie", {"snacs-2.5"}, {}),
    ("en-lp-train", "en", "en-lp", {"snacs-2.5", "snacs-2.6"}, {
        "‘p.Causer’ is meant as in snacs-2.5; kept, and said to be of it": 10,
        "‘p.??’ is not written as ??; read as it": 1,
        "‘p.??’ stands in both columns; read in the first": 1,
        "‘p.RateUnit’ is no label of snacs-2.6, older for SetIteration; kept": 1,
    }),
    ("hi-lp", "hi", "hi-lp", {"snacs-2.6"}, {}),
    ("zh-lp", "zh", "zh-lp", {"snacs-2.5"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "language", "known", "schemes", "oddities"), CORPORA)
def test_real_corpora(
    name: str, language: str, known: str, schemes: set[str], oddities: dict[str, int]
) -> None:
    """Of the published corpora nothing is told but what departs from their own conventions."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    data = (Path(os.environ["CONSTRUAL_DATA"]) / f"snacs/{name}.conllulex").read_bytes()
    imported = Conllulex().read(data, f"{name}.conllulex", ReadOptions(language=language))
    assert {document.metadata[METADATA] for document in imported.documents} == {known}
    assert {a.scheme for a in imported.annotations} == schemes
    assert Counter(oddity.message for oddity in imported.oddities) == oddities
