"""Long files stretch by stretch: joined they are the file, and each reads as it does inside the whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.encoding import decoded, encoding
from construal.annotation.formats.format import Before, ReadOptions
from construal.annotation.formats.stretches import of_lines, of_text
from construal.annotation.tokens import sentences as rules
from construal.annotation.tokens.languages import language
from construal.annotation.tokens.tokens import cut

ENGLISH = language("en")
SENTENCES = st.sampled_from((
    "The cat slept in front of the stove.", "Dr. Smith came at 5 p.m. on Monday", "did she? yes!",
    "It cost $5, i.e. nothing", "We saw it (in 2019).", "- a list\n- of two", "# Heading",
    "costs $x^2$ of\nthem. Or not",
))  # fmt: skip
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=6).flatmap(
    lambda found: st.lists(
        st.sampled_from(("\n\n", "\n\n\n", "\n \n", "\n")), min_size=len(found), max_size=len(found)
    ).map(lambda gaps: "".join(paragraph + gap for paragraph, gap in zip(found, gaps, strict=True)))
)


def ends(text: str) -> list[int]:
    return [end for _, end in rules.spans(text, ENGLISH)]


def pieces(text: str, size: int) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


@given(TEXTS, st.integers(1, 50), st.integers(100, 400))
def test_paragraphs_read_as_in_the_whole(text: str, size: int, least: int) -> None:
    """However a text comes in and wherever stretches end, words and sentences are those of the whole text."""
    longest = max(map(len, text.split("\n\n")))
    stretches = list(of_text(pieces(text, size), ends, least=max(least, longest)))

    assert "".join(stretch.text for stretch in stretches) == text
    words: list[str] = []
    sentences: list[str] = []
    for stretch in stretches:
        found = cut(stretch.text, "en")
        spans = zip(found.tokens.start, found.tokens.end, strict=True)
        words += [stretch.text[start:end] for start, end in spans]
        spans = zip(found.sentences.start, found.sentences.end, strict=True)
        sentences += [stretch.text[start:end] for start, end in spans]
    whole = cut(text, "en")
    assert words == [text[s:e] for s, e in zip(whole.tokens.start, whole.tokens.end, strict=True)]
    assert sentences == [text[s:e] for s, e in zip(whole.sentences.start, whole.sentences.end, strict=True)]


@given(st.lists(PARAGRAPHS, min_size=1, max_size=30).map(" ".join), st.integers(1, 80))
def test_a_paragraph_without_end_is_parted_between_words(text: str, least: int) -> None:
    """Where no blank line comes a stretch ends all the same, and no letter is lost."""
    stretches = [stretch.text for stretch in of_text(pieces(text, 7), ends, least=least)]

    assert "".join(stretches) == text
    assert all(len(stretch) <= 4 * least + 7 for stretch in stretches)


def test_stretches_know_their_lines() -> None:
    """Each stretch tells after which line of the file it stands."""
    text = "One.\nTwo.\n\nThree.\n\nFour.\n"

    read = ""
    for stretch in of_text([text], ends, least=1):
        assert stretch.line == read.count("\n")
        read += stretch.text
    assert read == text


def row(number: int, form: str) -> str:
    return "\t".join((str(number), form, form, "NOUN", "NN", "_", "0", "root", "_", "_", *"_" * 9)) + "\n"


BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(("", "", "# newdoc id = a\n", "# newdoc id = b\n", "# newpar\n")),
        st.sampled_from(("", "# sent_id = s1\n", "# note\n\n")),
        st.integers(1, 3).map(lambda n: "".join(row(k, f"w{k}") for k in range(1, n + 1))),
        st.sampled_from(("\n", "\n\n", "", "\nleft over\n", "\n# end of it\n\n")),
    ).map("".join),
    min_size=1,
    max_size=12,
).map(lambda found: "".join(found).encode())


@given(BLOCKS, st.integers(1, 600))
def test_sentences_read_as_in_the_whole(data: bytes, least: int) -> None:
    """Wherever stretches end, documents, their names, sentence numbers and bytes are those of the whole file."""
    stretches = list(of_lines(data.splitlines(keepends=True), least=least))

    assert b"".join(stretch.data for stretch in stretches) == data
    found: list[tuple[str, list[str]]] = []
    blocks: list[bytes] = []
    names: set[str] = set()
    before = Before()
    for stretch in stretches:
        documents = Conllulex().read(stretch.data, "f.conllulex", ReadOptions(before=before)).documents
        for document in documents:
            starts = document.sentences.source_start.tolist()
            blocks += [stretch.data[s:e] for s, e in pairwise(starts)]
            if document.name == before.name:
                found[-1][1].extend(document.sentences.ids)
            else:
                found.append((document.name, list(document.sentences.ids)))
        names.update(document.name for document in documents)
        before = Before(found[-1][0], len(found[-1][1]), names)
    whole = Conllulex().read(data, "f.conllulex", ReadOptions())
    assert found == [(document.name, list(document.sentences.ids)) for document in whole.documents]
    starts = [int(s) for d in whole.documents for s in d.sentences.source_start[:-1]]
    assert blocks == [data[s:e] for s, e in zip(starts, [*starts[1:], len(data)], strict=True)]


@given(
    st.lists(
        st.sampled_from((b"plain text\n", "über\n".encode(), b"caf\xe9\n", b"\x81\n", "\u20ac".encode()[:2])),
        min_size=1,
    ),
    st.integers(1, 9),
    st.sampled_from((b"", b"\xef\xbb\xbf")),
)
def test_the_encoding_is_that_of_the_whole(lines: list[bytes], size: int, mark: bytes) -> None:
    """Block by block a file gets the encoding, and the oddity, that it gets as a whole."""
    data = mark + b"a beginning of some length\n" + b"".join(lines)
    blocks = [data[:30], *(data[start : start + size] for start in range(30, len(data), size))]

    code, oddities = encoding(blocks, "f")

    text, told = decoded(data, "f")
    assert data.removeprefix(mark).decode(code) == text
    assert oddities == told
