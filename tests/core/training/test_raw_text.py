"""Raw text made of a treebank."""

from pathlib import Path

import pytest

from construal.annotation.errors import FormatError
from construal.core.training.raw_text import RawText, raw_texts


def rows(*forms: str, glued: frozenset[int] = frozenset()) -> str:
    """Rows of words; those numbered in `glued` have no space after them."""
    return "".join(
        f"{n}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{'SpaceAfter=No' if n in glued else '_'}\n"
        for n, form in enumerate(forms, 1)
    )


def written(path: Path, *sentences: str) -> Path:
    """A CoNLL-U file of sentences, each comments and rows."""
    file = path / "made.conllu"
    file.write_text("".join(sentence + "\n" for sentence in sentences), encoding="utf-8")
    return file


def spans(text: RawText) -> tuple[list[str], list[str]]:
    """The words and sentences as strings."""
    return [text.text[s:e] for s, e in text.words], [text.text[s:e] for s, e in text.sentences]


def test_documents_paragraphs_and_spaces(tmp_path: Path) -> None:
    """A paragraph stands after a blank line, a sentence after a space unless the corpus has none, a document apart."""
    file = written(
        tmp_path,
        "# newdoc id = a\n# newpar\n# text = It rains.\n" + rows("It", "rains", ".", glued=frozenset({2, 3})),
        "# text = We go\n" + rows("We", "go"),
        "# text = Home\n" + rows("Home"),
        "# newpar\n# text = Late\n" + rows("Late"),
        "# newdoc id = b\n# text = More\n" + rows("More"),
    )
    first, second = raw_texts(file)

    assert first.text == "It rains.We go Home\n\nLate"
    assert spans(first) == (["It", "rains", ".", "We", "go", "Home", "Late"], ["It rains.", "We go", "Home", "Late"])
    assert second.text == "More"


def test_multiword_tokens(tmp_path: Path) -> None:
    """A multiword token is its words where their forms make it up, one word where they do not; empty nodes are none."""
    line = "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_\n"
    file = written(
        tmp_path,
        "# text = don't du x\n"
        + "".join(
            line.format(*pair)
            for pair in (("1-2", "don't"), ("1", "do"), ("2", "n't"), ("2.1", "gone"), ("3-4", "du"), ("3", "de"),
                         ("4", "le"), ("5", "x"))
        ),
    )  # fmt: skip
    (text,) = raw_texts(file)

    assert spans(text)[0] == ["do", "n't", "du", "x"]


def test_joined(tmp_path: Path) -> None:
    """Joined, every blank line is a space and the sentences are the same."""
    file = written(
        tmp_path,
        *(f"# newpar\n# text = {word} it\n" + rows(word, "it") for word in ("See", "Take", "Leave")),
    )
    (text,) = raw_texts(file)
    joined = text.joined()

    assert joined.text == "See it Take it Leave it"
    assert spans(joined)[1] == spans(text)[1]


def test_refusals(tmp_path: Path) -> None:
    """A sentence without its text, or whose rows say something else, is refused by its number."""
    with pytest.raises(FormatError, match=r"Sentence 1 of made\.conllu has no # text"):
        raw_texts(written(tmp_path, rows("a")))
    with pytest.raises(FormatError, match=r"‘b’ in sentence 1 of made\.conllu"):
        raw_texts(written(tmp_path, "# text = a c\n" + rows("a", "b")))
