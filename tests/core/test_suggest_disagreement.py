"""One sentence's decisions beside a model's reading of it: who differs where, and what taking over does."""

import numpy as np
from made import made_document, prepared_of

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.expression import Word
from construal.core.models.decoding import Construal, Decoded, Target
from construal.core.models.lextags import parsed
from construal.core.models.tagged import Tagged
from construal.core.project import Project
from construal.core.suggest.disagreement import Judged, judged, take_over
from construal.core.suggest.suggester import ALL, TARGETS

WORDS = ["They", "sat", "in", "front", "of", "the", "mill", "."]
TAGS = ["O-PRON", "O-V-v.stative", "O-P-p.Locus", "O-N-n.LOCATION", "O-P-p.Whole", "O-DET", "O-N-n.PLANT", "O-PUNCT"]


def text() -> Document:
    return made_document([WORDS], id=5, name="mill", columns=False)


def read_as(**probabilities: float) -> Tagged:
    """The model's reading of the words by `TAGS`, each word as likely as given by its form, else surely so."""
    targets = []
    for position, role in ((2, "Locus"), (4, "Whole")):
        likely = probabilities.get(WORDS[position], 1.0)
        chosen = Construal(role, role, likely)
        targets.append(Target(position, chosen, 1.0, likely, likely, (chosen, Construal("Cost", "Locus", 1 - likely))))
    labels = Decoded(
        tuple(parsed(tag) for tag in TAGS), np.array([probabilities.get(w, 1.0) for w in WORDS]), tuple(targets)
    )
    words = tuple(Word(word, word.lower(), "_", "_") for word in WORDS)
    return Tagged(words, ("_",) * len(WORDS), labels)


def stated(number: int, rows: list[int], strength: str = "single", **values: str | bool) -> Annotation:
    return Annotation(
        id=number, document=5, layer=LEXICAL, anchor=text().anchor_of(rows), source="conllulex", scheme="snacs-2.6",
        values={"strength": strength, **values},
    )  # fmt: skip


def told(standing: list[Annotation], tagged: Tagged, extent: str = ALL) -> list[Judged]:
    return list(judged(text(), 0, standing, tagged, source="m 1", extent=extent))


def test_same_words_same_label_is_agreement() -> None:
    """What agrees is judged all the same, with the second construal as the other reading."""
    (one,) = [
        o for o in told([stated(1, [2], role="Locus", function="Locus")], read_as(**{"in": 0.75})) if o.annotations
    ]

    assert one.agrees
    assert not one.is_disagreement
    assert (one.decided, one.reading) == ("Locus", "Cost ↝ Locus")
    assert (one.decided_probability, one.probability) == (0.75, 0.25)


def test_other_label_has_the_models_probability_for_it() -> None:
    """A decided construal among the likeliest has its own probability, any other at most what is left."""
    near = stated(1, [2], role="Cost", function="Locus")
    far = stated(2, [4], role="Goal", function="Goal")
    found = {o.annotations: o for o in told([near, far], read_as(**{"in": 0.75, "of": 0.75})) if o.annotations}

    assert [found[1,].is_disagreement, found[2,].is_disagreement] == [True, True]
    assert (found[1,].decided_probability, found[1,].probability) == (0.25, 0.75)
    assert (found[2,].decided_probability, found[2,].reading) == (0.0, "Whole")


def test_expression_that_the_model_reads_as_words() -> None:
    """A decided expression is set against all that is read on its words; taking that over puts it in its place."""
    joined = stated(1, [2, 3, 4], "strong", role="Locus", function="Locus")
    (one,) = [o for o in told([joined], read_as(of=0.8)) if o.annotations]

    assert (one.decided, one.reading) == ("Locus", "Locus · n.LOCATION · Whole")
    assert one.probability == 0.8
    assert one.decided_probability <= 0.2 + 1e-9


def test_taking_over_an_extent(project: Project) -> None:
    """The expression goes, the words read come as the person's decisions, and one undo brings it back."""
    joined = stated(1, [2, 3, 4], "strong", role="Locus", function="Locus")
    project.undo()
    project.add(prepared_of([text()], [joined]))
    (one,) = [o for o in told([joined], read_as()) if o.annotations]
    project.do(take_over(text(), one, [joined], project.author()))

    now = project.reading(5, layer=LEXICAL)
    assert [(a.anchor.text(text().text), a.text("role") or a.text("supersense")) for a in now] == [
        ("in", "Locus"), ("front", "n.LOCATION"), ("of", "Whole")
    ]  # fmt: skip
    project.undo()
    assert [a.id for a in project.reading(5, layer=LEXICAL)] == [1]


def test_undecided_words_beside_decisions() -> None:
    """In a sentence with a decision what else is read is told, without one nothing is."""
    decided = stated(1, [2], role="Locus", function="Locus")
    assert told([], read_as()) == []
    others = [o for o in told([decided], read_as()) if not o.annotations]
    assert [o.words for o in others] == ["sat", "front", "of", "mill"]
    assert [o.words for o in told([decided], read_as(), TARGETS) if not o.annotations] == ["of"]


def test_no_target_is_a_decision() -> None:
    """Where a person says that there is no target, the model's is the other reading."""
    (one,) = [o for o in told([stated(1, [4], target=False)], read_as(of=0.9)) if o.annotations]
    assert (one.decided, one.reading, one.is_disagreement) == ("nothing", "Whole", True)


def test_unclear_labels_and_parts_of_words_are_left_alone() -> None:
    """`??` is no label to disagree with, and the model reads no parts of words."""
    unclear = stated(1, [2], role="??", function="??")
    start = text().tokens.start[6]
    part = stated(2, [6], role="Locus", function="Locus")
    part = Annotation(**{**{f: getattr(part, f) for f in part.__struct_fields__},
                         "anchor": part.anchor.__class__(fragments=((int(start) + 2, int(start) + 4),))})  # fmt: skip
    assert [o for o in told([unclear, part], read_as()) if {2, 6} & set(o.rows)] == []
