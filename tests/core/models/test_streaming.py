"""A file tagged stretch by stretch: the bytes of the whole, in memory that does not grow, and no half file."""

from __future__ import annotations

import io
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Export, ReadOptions
from construal.annotation.formats.registry import by_ending, by_name
from construal.core.benchmark.child import environment
from construal.core.models.tagger import Tagger
from construal.core.models.tagging import tag
from construal.core.progress import Quiet
from construal.core.tagging import TagReport

TEXT = """The cat slept in front of the stove for an hour. She came to the shop at noon.

We gave up on them! They were at home,

said the man. "In 2019," he went on.



It was over.
"""
SENTENCE = """# sent_id = {id}
# text = The cat slept.
1	The	the	DET	DT	_	2	det	_	_
2	cat	cat	NOUN	NN	_	3	nsubj	_	_
3	slept	sleep	VERB	VBD	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	_

"""
BANK = "".join(
    f"# newdoc id = d{document}\n# newpar\n" + "".join(SENTENCE.format(id=f"d{document}-{n}") for n in range(1, 4))
    for document in range(1, 6)
)
FORMS = ("conllulex", "conllu")


def whole(source: Path, form: str, tagger: Tagger) -> bytes:
    """The file read, tagged and written in one piece."""
    data = source.read_bytes()
    imported = by_ending(source).read(data, str(source), ReadOptions())
    documents, decided = [], {}
    for given_, (document, drafts) in zip(
        imported.documents, tagger.annotate(imported.documents, new_id=iter(range(1, 10**6)).__next__), strict=True
    ):
        if document is not given_:
            document.source = ""
        documents.append(document)
        decided[document.id] = drafts
    return by_name(form).write(Export(documents, decided, {}, lambda sha: data)).data


def streamed(source: Path | io.BytesIO, form: str, model: Path, least: int) -> tuple[bytes, TagReport]:
    """The same stretch by stretch."""
    out = io.BytesIO()
    report = tag(
        source, out, model=str(model), device="auto", layer=None, language="en", from_format=None, to_format=form,
        progress=Quiet(), least=least,
    )  # fmt: skip
    return out.getvalue(), report


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory, exported: Path) -> dict[str, Path]:
    """A text, a treebank, and a tagged file in both forms."""
    folder = tmp_path_factory.mktemp("sources")
    found = {"text": folder / "text.txt", "bank": folder / "bank.conllu"}
    found["text"].write_text(TEXT, encoding="utf-8")
    found["bank"].write_text(BANK, encoding="utf-8")
    tagger = Tagger.load(exported)
    for form in FORMS:
        found[form] = folder / f"tagged.{form}"
        found[form].write_bytes(whole(found["bank"], form, tagger))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(name=st.sampled_from(("text", "bank", *FORMS)), form=st.sampled_from(FORMS), least=st.integers(400, 3000))
def test_the_bytes_are_those_of_the_whole(
    sources: dict[str, Path], exported: Path, name: str, form: str, least: int
) -> None:
    """Wherever the stretches end, the file that comes out is the one that comes of the whole."""
    data, report = streamed(sources[name], form, exported, least)

    assert data == whole(sources[name], form, Tagger.load(exported))
    assert report.documents == (1 if name == "text" else 5)


def test_a_document_longer_than_a_stretch(sources: dict[str, Path], exported: Path) -> None:
    """A document that is parted keeps its name, its sentences' numbers and its own lines."""
    tagger = Tagger.load(exported)

    for name in ("bank", "conllulex", "text"):
        assert streamed(sources[name], "conllulex", exported, 1)[0] == whole(sources[name], "conllulex", tagger)


@pytest.mark.parametrize("form", FORMS)
def test_a_document_without_parts_of_speech(form: str, tmp_path: Path, exported: Path) -> None:
    """What has no parts of speech is written anew, and goes on where the stretch before ended."""
    source = tmp_path / "bare.conllu"
    rows = "".join(f"{n}\t{word}\t_\t_\t_\t_\t_\t_\t_\t_\n" for n, word in enumerate(("We", "slept", "."), 1))
    source.write_text(f"# newdoc id = a\n{rows}\n# newpar\n{rows}\n{rows}\n# newdoc id = a\n{rows}\n{rows}\n")

    data, report = streamed(source, form, exported, 100)

    assert data == whole(source, form, Tagger.load(exported))
    assert report.documents == 2
    assert b"# sent_id = a-3" in data


def test_a_stream_is_text_unless_it_looks_otherwise(sources: dict[str, Path], exported: Path) -> None:
    """What comes without a name is read as what it looks like."""
    text, _ = streamed(io.BytesIO(TEXT.encode()), "conllulex", exported, 50)
    bank, _ = streamed(io.BytesIO(BANK.encode()), "conllulex", exported, 50)

    assert text.replace(b"standard-input", b"text") == whole(sources["text"], "conllulex", Tagger.load(exported))
    assert bank == whole(sources["bank"], "conllulex", Tagger.load(exported))


def test_other_forms_go_in_memory(sources: dict[str, Path], exported: Path) -> None:
    """A form that is no sequence of sentences comes out as ever."""
    data, report = streamed(sources["bank"], "streusle-json", exported, 50)

    assert data == whole(sources["bank"], "streusle-json", Tagger.load(exported))
    assert report.documents == 5


def test_no_half_file(tmp_path: Path, exported: Path) -> None:
    """Where the file turns out to be binary, or the person stops, the old file stays and no draft is left."""
    source, target = tmp_path / "in.conllu", tmp_path / "out.conllulex"
    target.write_text("old")

    class Stop:
        """A person who stops at the second stretch."""

        def step(self, done: int, total: int, note: str = "") -> None:
            """Stop."""
            if "no document" not in note and "Tagging, 0" not in note:
                raise KeyboardInterrupt

    for data, progress, error in ((BANK + "\0\n", Quiet(), FormatError), (BANK, Stop(), KeyboardInterrupt)):
        source.write_text(data)
        with pytest.raises(error):
            tag(
                source, target, model=str(exported), device="auto", layer=None, language="en", from_format=None,
                to_format=None, progress=progress, least=200,
            )  # fmt: skip
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["in.conllu", "out.conllulex"]
        assert target.read_text() == "old"


def test_oddities_are_counted(tmp_path: Path, exported: Path) -> None:
    """Of many odd lines the first are told with their own numbers, the others by their number."""
    source = tmp_path / "odd.conllu"
    source.write_text("".join(SENTENCE.format(id=f"s{n % 3}") for n in range(400)))

    _, report = streamed(source, "conllulex", exported, 300)

    assert len(report.oddities) == 101
    assert report.oddities[-1].message.startswith("and ")
    lines = source.read_text().split("\n")
    assert all(lines[oddity.line - 1] for oddity in report.oddities[:-1] if oddity.line)


MEASURE = """
import resource, sys
from pathlib import Path
from construal.core.models.tagging import tag
from construal.core.progress import Quiet
tag(Path(sys.argv[1]), Path(sys.argv[2]), model=sys.argv[3], device="auto", layer=None, language="en",
    from_format=None, to_format=None, progress=Quiet(), least=1 << 14)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1))
"""


@pytest.mark.skipif(find_spec("resource") is None, reason="this system does not tell how much memory a process took")
def test_memory_does_not_grow(tmp_path: Path, exported: Path) -> None:
    """Ten times the file takes no more memory: the whole of it would take some 60 MB more."""
    peaks = []
    for times in (1, 10):
        source = tmp_path / f"{times}.conllu"
        source.write_text(
            "".join(
                f"# newdoc id = d{n}\n" + "".join(SENTENCE.format(id=f"d{n}-{k}") for k in range(40))
                for n in range(10 * times)
            )
        )
        told = subprocess.run(
            [sys.executable, "-c", MEASURE, source, tmp_path / "out.conllulex", exported],
            env=environment(), check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        ).stdout  # fmt: skip
        peaks.append(int(told) / 1024)

    assert peaks[1] - peaks[0] < 15
