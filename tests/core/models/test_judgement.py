"""A model judged on documents: the official figures, gold's targets, probabilities, and which documents count."""

from __future__ import annotations

from pathlib import Path

import made_systems
import msgspec
import pytest
from made import made_document

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.snacs.evaluation.answers import Answers, answers
from construal.annotation.snacs.evaluation.evaluation import evaluate
from construal.core.models.errors import ModelError
from construal.core.models.judgement import differing, judged, recipe_of, selected
from construal.core.models.tagger import Tagger
from construal.core.training.recipe import parsed

WORDS = ["we", "walked", "out", "of", "the", "mill", "near", "a", "lake"]
RECIPE = """
name = "r"
version = "1"
dev = ["here/dev.conllulex"]
encoder = { folder = "e" }
weights = { tag = 1.0 }
optimiser = { epochs = 1, encoder_rate = 1e-4, head_rate = 1e-3 }
[[corpus]]
files = ["here/whole.conllulex"]
[[corpus]]
files = ["here/part*.conllulex"]
held_out = ["b*"]
"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Two documents of some sentences."""
    return [
        made_document([WORDS[(n + k) % 4 :] for n in range(6)], columns=False, name=name, id=k + 1)
        for k, name in enumerate(("a1", "b2"))
    ]


@pytest.fixture(scope="module")
def gold(documents: list[Document]) -> Answers:
    """The documents as somebody decided on them."""
    return answers("gold.conllulex", documents, made_systems.at_random_anew(documents, 1))


@pytest.fixture(scope="module")
def tagger(exported: Path) -> Tagger:
    """A tiny model."""
    return Tagger.load(exported)


def test_the_figures_are_the_official_ones(tagger: Tagger, gold: Answers) -> None:
    """What is scored is what the model says of the bare words."""
    found = judged(tagger, gold)

    said: list[Annotation] = []
    for _, drafts in tagger.annotate(gold.documents, new_id=iter(range(1, 10**6)).__next__):
        said += drafts
    expected = evaluate(gold, answers("model", gold.documents, said))
    for criterion in ("ID", "Role", "Fxn", "Labeled"):
        assert found.automatic.adpositions(criterion) == expected.adpositions(criterion)
    assert found.automatic.tags() == expected.tags()
    assert found.words == sum(len(document.tokens) for document in gold.documents)
    assert not found.has_adpositions_only


def test_gold_targets_are_all_there(tagger: Tagger, gold: Answers) -> None:
    """On gold's targets the model labels exactly those."""
    given = judged(tagger, gold).given

    assert given.gold_targets
    assert given.adpositions("ID").recall == 1.0
    assert given.adpositions("ID").found == given.adpositions("ID").wanted > 0
    assert given.remarks == ()


def test_what_labels_adpositions_alone(tagger: Tagger, gold: Answers) -> None:
    """A corpus without nouns' and verbs' supersenses is known for one, its adpositions scored as ever."""
    alone = Answers(
        gold.name, gold.documents, {id: [a for a in of if a.get("role")] for id, of in gold.annotations.items()}
    )

    found = judged(tagger, alone)

    assert found.has_adpositions_only
    assert found.automatic.adpositions("ID") == judged(tagger, gold).automatic.adpositions("ID")
    assert set(found.reliability) == {"target", "role", "function", "construal"}


def test_older_labels_are_those_of_now(tagger: Tagger, gold: Answers) -> None:
    """Gold of an older version of the scheme is scored by what its labels are called today."""
    old = {
        id: [
            msgspec.structs.replace(a, scheme="snacs-2.5", values={**a.values, "role": "Causer", "function": "Causer"})
            if a.get("role") else a
            for a in of
        ]
        for id, of in gold.annotations.items()
    }  # fmt: skip

    found = judged(tagger, Answers(gold.name, gold.documents, old))

    assert {label.label for label in found.automatic.labels("role") if label.score.wanted} == {"Force"}


def test_no_tag_differs(tagger: Tagger, documents: list[Document]) -> None:
    """Batch size and order make no difference, and each way that was tried is named."""
    assert differing(tagger, documents) == {"1": 0, "8": 0, "32": 0, "another order": 0}


def test_documents_by_name(gold: Answers) -> None:
    """A pattern chooses documents; one that fits none is an error that says so."""
    assert [document.name for document in selected(gold, patterns=["b*"]).documents] == ["b2"]
    assert selected(gold).documents == list(gold.documents)
    with pytest.raises(FormatError, match="no document is called c"):
        selected(gold, patterns=["c*"])


def test_documents_that_a_recipe_holds_out(gold: Answers) -> None:
    """Of a corpus that a recipe learns from only what it holds out is there; other files are there as a whole."""
    recipe = parsed(RECIPE.encode(), "r.toml")

    def of(file: str) -> list[str]:
        named = Answers(file, gold.documents, gold.annotations)
        return [document.name for document in selected(named, recipe=recipe).documents]

    assert of("part2.conllulex") == ["b2"]
    assert of("dev.conllulex") == of("other.conllulex") == ["a1", "b2"]
    with pytest.raises(ModelError, match="learns from all"):
        of("whole.conllulex")


def test_recipes_by_name() -> None:
    """A recipe that comes with the program is known by its name; another name is an error that lists them."""
    assert recipe_of("fast").name == "fast"
    for name in ("none", "../recipes/fast"):
        with pytest.raises(ModelError, match="fast, standard"):
            recipe_of(name)
