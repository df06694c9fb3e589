"""The component in spaCy's pipelines: the tagger's own answers, alone, in batches, in processes and from disk."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from construal.annotation.snacs.expression import Word
from construal.core.models.errors import ModelError
from construal.core.models.tagger import Tagger
from construal.core.pipeline.component import ConstrualPipe

ROOT = Path(__file__).parents[3]
TEXTS = (
    "The cat slept in front of the stove for an hour. We gave up on them because of the rain!",
    "",
    " \n\n ",
    "She came to the shop\n\nat noon  and looked at it up.",
    "Ça 👩‍👩‍👧 cafe\u0301 in \u200b2019?",
)


def said(doc: Doc) -> list[tuple[Any, ...]]:
    """Everything the component sets of each token, and of each expression."""
    expressions = [(str(e), e.label, e.probability, e.likeliest, e.governor, e.object) for e in doc._.construal]
    return [
        *((t.text, t.pos_, t.tag_, t.lemma_, t.dep_, t.head.i, t.is_sent_start, t._.lextag) for t in doc),
        *((text, label, p, likeliest, g and g.i, o and o.i) for text, label, p, likeliest, g, o in expressions),
    ]  # fmt: skip


def test_what_the_tagger_says(nlp: Language, model: Path) -> None:
    """Words that spaCy cut have the tagger's lextags, lemmas and parts of speech, sentence by sentence."""
    doc = nlp(TEXTS[0])
    expected = list(Tagger.load(model).tag([[Word(t.text, "_", "_", "_") for t in sentence] for sentence in doc.sents]))

    assert [str(sentence) for sentence in doc.sents] == [TEXTS[0][:49].strip(), TEXTS[0][49:]]
    assert [t._.lextag for t in doc] == [tag for of in expected for tag in of.lextags]
    assert [t.head.i - t.sent.start + 1 if t.dep_ != "ROOT" else 0 for t in doc] == [
        h for of in expected for h in of.heads
    ]
    assert [(t.lemma_, t.pos_, t.tag_) for t in doc] == [(w.lemma, w.upos, w.xpos) for of in expected for w in of.words]


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_stays(nlp: Language, text: str) -> None:
    """No token is lost, joined or moved; white space has spaCy's own marks and no label, each other token has one."""
    plain, doc = nlp.make_doc(text), nlp(text)

    assert [(t.text, t.idx, t.whitespace_) for t in doc] == [(t.text, t.idx, t.whitespace_) for t in plain]
    assert all(bool(t._.lextag) != t.is_space for t in doc)
    assert all((t.pos_, t.tag_, t.lemma_) == ("SPACE", "_SP", t.text) for t in doc if t.is_space)
    assert doc.has_annotation("SENT_START") or len(doc) < 2


def test_batches_are_the_same(nlp: Language) -> None:
    """Docs piped together say what each says alone, in their order."""
    alone = [said(nlp(text)) for text in TEXTS]

    assert [said(doc) for doc in nlp.pipe(TEXTS)] == alone
    assert [said(doc) for doc in nlp.pipe(TEXTS * 3, batch_size=2)] == alone * 3


SCRIPT = """
import multiprocessing, sys
from construal.commands.start import spare_torch
spare_torch()
import spacy
import construal.core.pipeline.component
from test_component import TEXTS, said
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    nlp = spacy.blank("en")
    nlp.add_pipe("construal", config={"model": sys.argv[2], "threads": 2})
    here = [said(doc) for doc in nlp.pipe(TEXTS)]
    print(here == [said(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)])
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(method: str, model: Path, tmp_path: Path) -> None:
    """Several processes, forked off after the model was used or begun anew, say what one does."""
    if method == "fork" and sys.platform in ("win32", "darwin"):
        pytest.skip("processes are not forked off on this system")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    path = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]
    told = run(["script.py", method, str(model)], path=path, folder=tmp_path)

    assert told.split() == ["True"]


def run(words: Sequence[str], *, path: Sequence[str], folder: Path) -> str:
    """What a script printed; a failing one fails the test."""
    import os

    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env={**clean, "PYTHONPATH": os.pathsep.join(path)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_found_by_its_entry_points(model: Path, tmp_path: Path) -> None:
    """Where Construal is installed, spaCy finds component and tokenizer without anything of ours being imported."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    info = tmp_path / "site" / "construal_installed-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: construal-installed\nVersion: 1\n", encoding="utf-8")
    groups = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in of.items()) for group, of in stated.items()]
    (info / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")
    script = (
        "import sys; sys.modules['torch'] = None; import spacy; ud = {'@tokenizers': 'construal.ud_tokenizer.v1'}; "
        "nlp = spacy.blank('en', config={'nlp': {'tokenizer': ud}}); "
        "heavy = {'onnxruntime', 'construal.core.models.tagger', 'construal.annotation.tokens.tokens'}; "
        "print(sorted(heavy & sys.modules.keys())); nlp.add_pipe('construal', config={'model': sys.argv[1]}); "
        "print(len(nlp('well-known')), bool(nlp('at noon')[0]._.lextag))"
    )

    told = run(["-c", script, str(model)], path=[str(info.parent), str(ROOT)], folder=tmp_path)

    assert told.split("\n")[:2] == ["[]", "3 True"]


def test_from_disk_and_from_bytes(nlp: Language, model: Path, tmp_path: Path) -> None:
    """A pipeline that was saved says the same when it is loaded; nothing of the model is copied."""
    expected = [said(nlp(text)) for text in TEXTS]

    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    from_bytes = spacy.blank("en")
    from_bytes.add_pipe("construal", config={"model": str(model)})
    from_bytes.from_bytes(nlp.to_bytes())

    assert [said(again(text)) for text in TEXTS] == expected
    assert [said(from_bytes(text)) for text in TEXTS] == expected
    assert sum(file.stat().st_size for file in (tmp_path / "saved").rglob("*.onnx")) == 0


def test_a_model_may_be_changed_when_loading(nlp: Language, model: Path, tmp_path: Path) -> None:
    """The model of a saved pipeline can be overridden, as for a folder that lies elsewhere now."""
    nlp.to_disk(tmp_path / "saved")
    moved = tmp_path / "moved"
    moved.mkdir()
    for file in model.iterdir():
        (moved / file.name).write_bytes(file.read_bytes())

    again = spacy.load(tmp_path / "saved", config={"components": {"construal": {"model": str(moved)}}})

    assert isinstance(pipe := again.get_pipe("construal"), ConstrualPipe)
    assert pipe.model == str(moved)


def test_docs_carry_all_of_it(nlp: Language) -> None:
    """Expressions are in a Doc that went through bytes, DocBin, a copy, a part of it and a Doc of several."""
    doc = nlp(TEXTS[0])
    bin_ = DocBin(store_user_data=True, docs=[doc])
    (from_bin,) = bin_.get_docs(nlp.vocab)
    expected = [(str(e), e.label, e.probability, e.likeliest) for e in doc._.construal]
    assert len(expected) > 4

    for other in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), from_bin, doc.copy()):
        assert [(str(e), e.label, e.probability, e.likeliest) for e in other._.construal] == expected
        assert [str(span) for span in other.spans["construal"]] == [str(span) for span in doc.spans["construal"]]
    both = Doc.from_docs([doc, nlp("We slept at noon.")])
    assert both is not None
    assert [(str(e), e.label, e.probability, e.likeliest) for e in both._.construal][: len(expected)] == expected
    (second,) = list(doc.sents)[1:]
    alone = second.as_doc(copy_user_data=True)
    assert [(str(e), e.label) for e in alone._.construal] == [(str(e), e.label) for e in second._.construal]
    assert 0 < len(second._.construal) < len(expected)


def test_selected_pipes(nlp: Language) -> None:
    """Where the component is switched off, nothing is set and nothing is in the way."""
    with nlp.select_pipes(disable=["construal"]):
        doc = nlp(TEXTS[0])

    assert doc._.construal == ()
    assert doc[0]._.lextag == ""
    assert nlp.analyze_pipes()["problems"] == {"construal": []}


def test_given_sentences_stay(nlp: Language, model: Path) -> None:
    """Sentence starts that a Doc states stay, with `overwrite` too; where it says nothing, the rules decide."""
    words = ["The", "cat", "slept", ".", "It", "came", "in"]
    given = [True, False, True, False, False, False, False]
    strict = spacy.blank("en")
    strict.add_pipe("construal", config={"model": str(model), "overwrite": True})

    for pipeline in (nlp, strict):
        stated = pipeline(Doc(pipeline.vocab, words=words, sent_starts=given))
        assert [bool(t.is_sent_start) for t in stated] == given
        open_ = pipeline(Doc(pipeline.vocab, words=words))
        assert [t.text for t in open_ if t.is_sent_start] == ["The", "It"]
    partly = Doc(nlp.vocab, words=words)
    partly[4].is_sent_start = False
    assert len(list(nlp(partly).sents)) == 1


def test_what_is_given_stays_unless_overwritten(nlp: Language, model: Path) -> None:
    """Tags, parts of speech and lemmas of a Doc stay, and the labels go by them; `overwrite` replaces them."""
    strict = spacy.blank("en")
    strict.add_pipe("construal", config={"model": str(model), "overwrite": True})

    def made(pipeline: Language) -> Doc:
        doc = Doc(pipeline.vocab, words=["cats", "slept"], pos=["NOUN", ""], tags=["NNS", ""], lemmas=["feline", ""])
        return pipeline(doc)

    kept, replaced = made(nlp), made(strict)
    assert (kept[0].pos_, kept[0].tag_, kept[0].lemma_) == ("NOUN", "NNS", "feline")
    assert kept[1].pos_
    assert kept[1].lemma_
    assert replaced[0].lemma_ != "feline"
    assert said(replaced) == said(strict(Doc(strict.vocab, words=["cats", "slept"])))


def test_a_long_sentence(nlp: Language) -> None:
    """In a sentence of a thousand words each has a label, and it is one sentence."""
    doc = nlp("and the cat slept in it " * 170)

    assert len(doc) >= 1000
    assert all(t._.lextag for t in doc)
    assert len(list(doc.sents)) == 1


def test_a_second_time_is_the_same(nlp: Language) -> None:
    """A Doc that is run again has what it had."""
    doc = nlp(TEXTS[0])
    expected = said(doc)

    assert said(nlp(doc)) == expected


def test_displacy_shows_them(nlp: Language) -> None:
    """The spans can be drawn, with their labels."""
    doc = nlp(TEXTS[0])
    labels = {span.label_ for span in doc.spans["construal"]}

    drawn = displacy.render(doc, style="span", options={"spans_key": "construal"}, jupyter=False)

    assert labels
    assert all(label in drawn for label in labels)


def test_scores(nlp: Language) -> None:
    """A pipeline's own answers score 1, and others less."""
    texts = [TEXTS[0], TEXTS[4]]
    right = nlp.evaluate([Example(nlp.make_doc(text), nlp(text)) for text in texts])
    wrong_docs = [nlp(text) for text in texts]
    for doc in wrong_docs:
        for token in doc:
            token.tag_, token.lemma_ = "WRONG", "wrong"
    wrong = nlp.evaluate([Example(nlp.make_doc(t), doc) for t, doc in zip(texts, wrong_docs, strict=True)])

    assert (right["tag_acc"], right["pos_acc"], right["lemma_acc"], right["sents_f"]) == (1, 1, 1, 1)
    assert (wrong["tag_acc"], wrong["lemma_acc"]) == (0, 0)


def test_an_unknown_model_is_told(tmp_path: Path) -> None:
    """A model that is not there is one sentence when the component is added, and not with the first text."""
    with pytest.raises(ModelError, match="no model lies here"):
        spacy.blank("en").add_pipe("construal", config={"model": str(tmp_path)})
    with pytest.raises(ModelError, match="‘fsat’"):
        spacy.blank("en").add_pipe("construal", config={"model": "fsat"})


def test_another_language_is_told(model: Path) -> None:
    """A pipeline of another language is refused, one of no language in particular is not."""
    with pytest.raises(ModelError, match="is for the language ‘en’ and the pipeline for ‘de’"):
        spacy.blank("de").add_pipe("construal", config={"model": str(model)})
    anything = spacy.blank("xx")
    anything.add_pipe("construal", config={"model": str(model)})
    assert anything("in it")[0]._.lextag


def test_an_error_handler_decides(model: Path, tmp_path: Path) -> None:
    """What befalls a batch goes to the pipeline's error handler, which is told the Docs; the stream goes on."""
    folder = tmp_path / "model"
    folder.mkdir()
    for file in model.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    nlp = spacy.blank("en")
    nlp.add_pipe("construal", config={"model": str(folder)})
    (folder / "model.onnx").write_bytes(b"nothing")
    told: list[tuple[str, int, str]] = []

    with pytest.raises(ModelError, match="is not the one that tiny 1 was made with"):
        nlp("at noon")
    nlp.set_error_handler(lambda name, _, docs, error: told.append((name, len(docs), str(error))))
    found = list(nlp.pipe(["at noon", "in it", "up"], batch_size=2))

    assert found == []
    assert [(name, count) for name, count, _ in told] == [("construal", 2), ("construal", 1)]
