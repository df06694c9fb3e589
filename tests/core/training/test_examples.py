"""What corpora teach: whole sentences, adpositions alone, syntax alone, or nothing where a person must decide first."""

import os
from collections import Counter
from pathlib import Path

import pytest
from labelled_file import OLDER, labelled_file
from training_material import sentences, write

from construal.core.models.labels import SYNTAX_HEADS
from construal.core.training.errors import TrainingError
from construal.core.training.examples import read
from construal.core.training.label_sets import MASK, label_set, numbered
from construal.core.training.recipe import Corpus

DATA = os.environ.get("CONSTRUAL_DATA", "")


def test_a_whole_corpus_teaches_every_head(data: Path) -> None:
    """A sentence of STREUSLE's form teaches a tag for each word, and roles at the first word of each target."""
    found = read(Corpus(files=("train.conllulex",)), data).examples
    example = next(e for e in found if "front" in e.words)

    assert len(found) == len(sentences())
    assert example.words[2:6] == ("in", "front", "of", "stoves")
    assert example.gold["tag"][2:6] == ("B-P-p.Locus", "I_", "I_", "O-N-n.ARTIFACT")
    assert example.gold["pair"] == ("", "", "p.Locus|p.Locus", "", "", "", "")
    assert example.gold["upos"][3] == "NOUN"
    assert example.gold["lemma"][5] == "l1+"
    assert example.heads == (2, 0, 6, 3, 3, 2, 2)


def test_plain_treebanks_teach_syntax_alone(data: Path) -> None:
    """CoNLL-U without lexical annotation teaches parts of speech, relations and lemmas; other heads are not there."""
    corpus = Corpus(files=("syntax.conllu",))
    labels = label_set(read(Corpus(files=("train.conllulex",)), data).examples, ("tag", "upos"))
    example = read(corpus, data).examples[0]

    assert set(example.gold) == set(SYNTAX_HEADS)
    assert set(numbered(example, {head: labels.numbers(head) for head in labels.sizes})) == {"upos"}


def test_raw_text_teaches_nothing(data: Path) -> None:
    """Text without annotation is sentences for a teacher to read."""
    examples = read(Corpus(files=("raw.txt",), heads=()), data).examples

    assert [example.words for example in examples] == [
        ("Dogs", "went", "at", "noon", "."), ("She", "slept", "to", "school", "."),
    ]  # fmt: skip
    assert all(example.gold == {} and example.heads == () for example in examples)


def test_only_trees_teach_governors(tmp_path: Path) -> None:
    """A sentence with two roots, a circle or a head that is no word teaches no governors, but all else."""
    whole = sentences()[:4]
    broken = [[list(row) for row in sentence] for sentence in whole]
    broken[0][0][6] = "0"
    broken[1][1][6] = "1"
    broken[2][2][6] = "77"
    write(tmp_path / "broken.conllu", broken, columns=10)
    found = read(Corpus(files=("broken.conllu",)), tmp_path).examples

    assert [example.heads for example in found[:3]] == [(), (), ()]
    assert found[3].heads == (2, 0, 4, 2, 2)
    assert all(example.gold["deprel"][2] == "case" for example in found)
    assert read(Corpus(files=("broken.conllu",), heads=("upos",)), tmp_path).examples[3].heads == ()


def test_older_labels_are_mapped_or_masked(tmp_path: Path) -> None:
    """Labels of 2.5 are taught by their names of 2.6, and a target that nobody decided on (`??`) is not taught."""
    labelled_file(tmp_path / "older.conllulex", OLDER)
    found = read(Corpus(files=("older.conllulex",), scheme="snacs-2.5"), tmp_path).examples

    assert [example.gold["pair"][2] for example in found] == [
        "p.Force|p.Force", "p.SetIteration|p.SetIteration", "p.Locus|p.Locus", "p.Topic|p.Topic", "",
    ]  # fmt: skip
    assert [example.gold["tag"][2] for example in found] == [
        "O-P-p.Force", "O-P-p.SetIteration", "O-P-p.Locus", "O-P-p.Topic", "",
    ]  # fmt: skip
    assert found[-1].gold["tag"][3] == "O-ADV"


def test_what_a_person_must_decide_is_masked(tmp_path: Path) -> None:
    """A label that the stated version has not teaches nothing, and the words around it teach all the same."""
    labelled_file(tmp_path / "mixed.conllulex", (("Causer", "Causer"), ("Locus", "Locus")))
    found = read(Corpus(files=("mixed.conllulex",), scheme="snacs-2.6"), tmp_path).examples

    assert [example.gold["tag"][1:4] for example in found] == [
        ("O-V-v.motion", "", "O-ADV"), ("O-V-v.motion", "O-P-p.Locus", "O-ADV"),
    ]  # fmt: skip
    assert [example.gold["role"][2] for example in found] == ["", "p.Locus"]


def test_held_out_documents_are_kept_back(data: Path) -> None:
    """Documents held out by name or by share are not learned from, and come back with their decisions."""
    by_name = read(Corpus(files=("train.conllulex",), held_out=("*-1", "doc-2")), data)
    by_share = read(Corpus(files=("train.conllulex",), held_out_one_in=2), data)

    assert [document.name for document in by_name.held_out] == ["doc-1", "doc-2"]
    assert len(by_name.examples) == len(sentences()) - 8
    assert {a.document for a in by_name.held_out_annotations} == {document.id for document in by_name.held_out}
    assert 0 < len(by_share.held_out) < 6


def test_sentences_are_left_out_as_asked(data: Path, tmp_path: Path) -> None:
    """Sentences of other files, long ones, and those without targets can be left out."""
    write(tmp_path / "all.conllulex", sentences())
    write(tmp_path / "some.conllulex", sentences()[:8])
    without = read(Corpus(files=("all.conllulex",), without=("some.conllulex",)), tmp_path).examples
    short = read(Corpus(files=("all.conllulex",), longest=5), tmp_path).examples
    syntax = read(Corpus(files=("syntax.conllu",), targets_only=True), data).examples

    assert len(without) == len(sentences()) - 8
    assert {len(example.words) for example in short} == {5}
    assert syntax == []


def test_absent_files_are_named(tmp_path: Path) -> None:
    """A file that the recipe names and that is not there is told by its path."""
    with pytest.raises(TrainingError, match=r"nothing\.conllulex: the recipe names this"):
        read(Corpus(files=("nothing.conllulex",)), tmp_path)


def test_labels_that_a_model_has_not_are_masked(data: Path) -> None:
    """A label outside the model's set has no number, and lemma scripts that were seen once are outside it."""
    examples = read(Corpus(files=("train.conllulex",)), data).examples
    labels = label_set(examples[:4], ("tag", "lemma"))
    targets = numbered(examples[-1], {head: labels.numbers(head) for head in labels.sizes})

    assert targets["tag"][2] == MASK
    assert targets["tag"][-1] == labels.numbers("tag")["O-PUNCT"]
    once = label_set(examples[:1], ("lemma",)).lemma_scripts
    assert set(once) == {s for s, n in Counter(examples[0].gold["lemma"]).items() if n > 1}


@pytest.mark.skipif(not DATA, reason="CONSTRUAL_DATA is not set")
def test_the_tags_of_streusle_are_its_own() -> None:
    """What is taught of STREUSLE's dev part is its LEXTAG column, but for targets left open."""
    path = Path(DATA) / "streusle" / "streusle.ud_dev.conllulex"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    stated = ["" if "??" in row[18] else row[18] for row in rows if row[0].isdigit()]
    found = read(Corpus(files=(f"streusle/{path.name}",)), Path(DATA)).examples

    assert [tag for example in found for tag in example.gold["tag"]] == stated
