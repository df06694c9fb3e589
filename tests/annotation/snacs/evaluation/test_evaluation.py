"""Every number that psseval and streuseval print, to the last digit, and answers where they give none."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import made_systems
import pytest
import streusle_scores
from made import made_document

from construal.annotation.annotation import Annotation
from construal.annotation.formats.format import Imported
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs.evaluation import Answers, Evaluation, answers, evaluate, evaluate_all, read_answers
from construal.annotation.snacs.evaluation.score import Score

MAKERS: dict[str, Callable[[Imported], list[Annotation]]] = {
    "gold": lambda imported: imported.annotations,
    "frequent": made_systems.most_frequent,
    "suggested": made_systems.suggested,
    "random": made_systems.at_random,
    "empty": lambda imported: [],
}
# The scripts take seconds for each: all systems are scored exactly, the richest one at every depth.
SCORED = {4: tuple(MAKERS), 3: ("random",), 2: ("frequent", "random"), 1: ("random",)}
GROUPS = {"All": "all", "MWE": "multiword", "MWP": "multiword without PP"}
CRITERIA = {"ID": "ID", "Role": "Role", "Fxn": "Fxn", "Role,Fxn": "Labeled"}


@dataclass(frozen=True)
class Systems:
    """A folder with each system as NAME.conllulex, NAME.autoid.json and NAME.goldid.json."""

    folder: Path

    def ours(self, name: str) -> Path:
        return self.folder / f"{name}.conllulex"

    def theirs(self, name: str, targets: str = "autoid") -> Path:
        return self.folder / f"{name}.{targets}.json"

    def put(self, name: str, data: bytes) -> None:
        self.ours(name).write_bytes(data)
        for targets in ("autoid", "goldid"):
            self.theirs(name, targets).write_bytes(streusle_scores.as_json(data))


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Systems:
    """STREUSLE dev as five systems have it."""
    if "CONSTRUAL_DATA" not in os.environ:
        pytest.skip("CONSTRUAL_DATA is not set")
    path = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / "streusle.ud_dev.conllulex"
    imported, source = made_systems.read(path), path.read_bytes()
    systems = Systems(tmp_path_factory.mktemp("dev"))
    for name, make in MAKERS.items():
        systems.put(name, made_systems.written(imported, make(imported), source))
    return systems


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Systems:
    """Sixty made sentences with decisions drawn by lot, twice."""
    words = ["we", "walked", "out", "of", "the", "mill", "near", "a", "lake"]
    document = made_document([words[n % 3 :] for n in range(60)], columns=False, name="made")
    systems = Systems(tmp_path_factory.mktemp("made"))
    for name, seed in (("gold", 1), ("other", 2)):
        decided = made_systems.at_random_anew([document], seed)
        systems.put(name, made_systems.written(Imported([document]), decided, b""))
    return systems


def printed(ratio: float | None) -> str:
    """As the scripts print it."""
    return "nan%" if ratio is None else f"{ratio:.1%}"


def number(found: Evaluation, shape: str, kind: str, criterion: str, measure: str) -> str:
    """Our figure for one of streuseval's."""
    if kind == "Tags" and criterion == "LinkAvg":
        average = found.links(gappy=shape == "GappyMWE")
        if measure == "N":
            return str(average.wanted)
        return printed({"P": average.precision, "R": average.recall, "F": average.f}[measure])
    if kind == "Tags":
        # The scripts coarsen the tags of .conllulex, not those of JSON.
        accuracy = found.tags(depth=4)[criterion]
        return str(accuracy.wanted) if measure == "N" else printed(accuracy.accuracy)
    score = found.score(criterion, shape=shape, kind=kind)
    if measure == "N":
        return str(score.wanted)
    return printed({"P": score.precision, "R": score.recall, "F": score.ratio_f}[measure])


def agrees(found: Evaluation, theirs: streusle_scores.Numbers) -> None:
    """Each number they print is ours; where they have none (`nan%`) ours is none, or an F of 0."""
    assert len(theirs) > 500
    for place, value in theirs.items():
        ours = number(found, *place)
        assert ours == value or (value == "nan%" and place[-1] == "F" and ours == "0.0%"), place


@pytest.mark.parametrize("depth", SCORED)
def test_streuseval_on_dev(dev: Systems, depth: int) -> None:
    """Expressions of every size and class, tags and links of five systems are as streuseval prints them."""
    theirs = streusle_scores.streuseval(dev.theirs("gold"), *map(dev.theirs, SCORED[depth]), depth=depth)
    ours = evaluate_all(dev.ours("gold"), list(map(dev.ours, SCORED[depth])), depth=depth)
    for found, numbers in zip(ours, theirs, strict=True):
        agrees(found, numbers)


@pytest.mark.parametrize("depth", SCORED)
def test_psseval_with_automatic_targets_on_dev(dev: Systems, depth: int) -> None:
    """Counts and ratios of psseval's groups are bit for bit the same."""
    names = [name for name in SCORED[depth] if name != "empty"]
    told = streusle_scores.psseval(dev.theirs("gold"), *map(dev.theirs, names), depth=depth)
    for found, theirs in zip(
        evaluate_all(dev.ours("gold"), list(map(dev.ours, names)), depth=depth), told, strict=True
    ):
        for group, our_group in GROUPS.items():
            for criterion, our_criterion in CRITERIA.items():
                counts = theirs[group][criterion]
                score = found.adpositions(our_criterion, group=our_group)
                assert score == Score(counts["correct"], counts["Pdenom"], counts["Rdenom"])
                assert [score.precision, score.recall, score.f] == [counts["P"], counts["R"], counts["F"]]


@pytest.mark.parametrize("depth", [4, 2])
def test_psseval_with_gold_targets_on_dev(dev: Systems, depth: int) -> None:
    """Accuracies on gold targets are the same."""
    for name in ("gold", "frequent"):
        (theirs,) = streusle_scores.psseval(dev.theirs("gold"), dev.theirs(name, "goldid"), depth=depth)
        found = evaluate(dev.ours("gold"), dev.ours(name), gold_targets=True, depth=depth)
        for group, our_group in GROUPS.items():
            for criterion in ("Role", "Fxn", "Role,Fxn"):
                score = found.adpositions(CRITERIA[criterion], group=our_group)
                counts = theirs[group][criterion]
                assert (score.correct, score.wanted, score.recall) == (counts["correct"], counts["N"], counts["Acc"])
        assert found.remarks == ()


def test_coarsened_tags_on_dev(dev: Systems, tmp_path: Path) -> None:
    """Full tags are coarsened with their labels, as the scripts do where they read `.conllulex`."""
    system = tmp_path / "frequent.autoid.conllulex"
    system.write_bytes(dev.ours("frequent").read_bytes())
    (theirs,) = streusle_scores.streuseval(dev.ours("gold"), system, depth=1)
    ours = evaluate(dev.ours("gold"), system, depth=1).tags()
    for name in ("Full", "-Lexcat", "-SS"):
        assert printed(ours[name].accuracy) == theirs["*", "Tags", name, "Acc"]


def test_streuseval_on_made_sentences(made: Systems) -> None:
    """Labels at random, gaps, weak expressions and `??` on both sides give streuseval's numbers, too."""
    for gold, system in (("gold", "other"), ("other", "gold"), ("other", "other")):
        (theirs,) = streusle_scores.streuseval(made.theirs(gold), made.theirs(system))
        agrees(evaluate(made.ours(gold), made.ours(system)), theirs)


def test_what_psseval_cannot_score(dev: Systems, tmp_path: Path) -> None:
    """Where nothing is predicted, psseval ends in an error; here recall and F are 0, and precision is none."""
    assert streusle_scores.run("psseval", dev.theirs("gold"), dev.theirs("empty")).returncode == 1
    for system in (dev.ours("empty"), tmp_path / "empty.conllulex"):
        if not system.exists():
            system.write_bytes(b"\n")
        score = evaluate(dev.ours("gold"), system).adpositions("ID")
        assert (score.precision, score.recall, score.f) == (None, 0, 0)


def test_gold_targets_on_which_psseval_stumbles(dev: Systems) -> None:
    """A system that labels other words than gold's targets is scored on those, and the others are told."""
    assert streusle_scores.run("psseval", dev.theirs("gold"), dev.theirs("suggested", "goldid")).returncode == 1
    found = evaluate(dev.ours("gold"), dev.ours("suggested"), gold_targets=True)
    assert (
        found.adpositions("Role").recall == evaluate(dev.ours("gold"), dev.ours("suggested")).adpositions("Role").recall
    )
    assert found.remarks == (
        "With gold targets, suggested.conllulex should label exactly those: 16 that it does not label count as wrong, "
        "and 52 others are left out.",
    )


def test_json_is_read_as_conllulex_is(dev: Systems) -> None:
    """A system's JSON with all that STREUSLE's converter writes gives the figures of its `.conllulex`."""
    path = Path(os.environ["CONSTRUAL_DATA"]) / "streusle" / "streusle.ud_dev.json"
    found = evaluate(dev.ours("gold"), path)
    assert found.remarks == ()
    assert found.tags()["Full"].accuracy == 1
    assert found.links().f == 1


GOLD = [
    ([0], {"supersense": "v.motion"}), ([1, 2], {"role": "Source", "function": "Source"}),
    ([4], {"supersense": "n.ARTIFACT"}), ([5], {"role": "Locus", "function": "Locus"}), ([6], {"role": "??"}),
]  # fmt: skip


def side(name: str, decided: list[tuple[list[int], dict[str, str]]], *, sentences: int = 1) -> Answers:
    """The first sentence of a made text with these decisions."""
    words = ["walked", "out", "of", "the", "mill", "near", "by", "today"]
    document = made_document([words] * sentences, columns=False)
    found = [
        Annotation(id=n, document=1, layer=LEXICAL, anchor=document.anchor_of(rows), scheme="snacs-2.6",
                   values={"strength": "single" if len(rows) == 1 else "strong", **values})
        for n, (rows, values) in enumerate(decided, 1)
    ]  # fmt: skip
    return answers(name, [document], found)


def test_unclear_gold_counts_for_neither_side() -> None:
    """A label on a gold `??` is neither right nor wrong."""
    system = side("system", [*GOLD[:4], ([6], {"role": "Locus", "function": "Goal"})])
    assert evaluate(side("gold", GOLD), system).adpositions("ID") == Score(2, 2, 2)


def test_unknown_labels() -> None:
    """A label that the scheme does not know is a label like any other, at every depth."""
    gold, other = (
        side(name, [([5], {"role": role, "function": "Focus"})]) for name, role in (("a", "Focus"), ("b", "Locus"))
    )
    for depth in (4, 1):
        found = evaluate(gold, other, depth=depth)
        assert (found.adpositions("Role").f, found.adpositions("Fxn").f) == (0, 1)


def test_coarsening() -> None:
    """Source and Goal are one at depth 2, and never beside Time."""
    gold = side("gold", [([5], {"role": "Source", "function": "Locus"})])
    system = side("system", [([5], {"role": "Goal", "function": "Time"})])
    found = evaluate(gold, system)
    assert [found.adpositions("Role", depth=d).correct for d in (4, 3, 2, 1)] == [0, 0, 1, 1]
    assert [found.adpositions("Labeled", depth=d).correct for d in (4, 3, 2, 1)] == [0, 0, 0, 1]


def test_sentences_that_are_missing() -> None:
    """What a system leaves out counts as left without an answer, and is told."""
    gold = side("gold", GOLD, sentences=3)
    found = evaluate(gold, side("system", GOLD))
    assert found.remarks == (
        "2 sentences (the first is 2) of gold are not in system; they count as left without any answer.",
    )
    assert found.adpositions().f == 1
    assert (found.tags()["Full"].correct, found.tags()["Full"].wanted) == (8, 24)


def test_no_gold_at_all() -> None:
    """Against nothing every figure is none, and nothing fails."""
    found = evaluate(answers("gold", [], []), side("system", GOLD))
    assert found.adpositions().f is None
    assert found.tags()["Full"].accuracy is None
    assert found.links().f is None
    assert {interval.value for interval in found.intervals(resamples=10)} == {None}


def test_words_that_are_no_target() -> None:
    """That a word is no target, and suggestions nobody accepted, are no answers."""
    document = made_document([["walked", "by"]])
    anchor = document.anchor_of([1])
    for more in ({"values": {"target": False}}, {"status": "suggested", "values": {"role": "Locus"}}):
        annotation = Annotation(id=1, document=1, layer=LEXICAL, anchor=anchor, **more)  # type: ignore[arg-type]
        assert answers("a", [document], [annotation]).annotations == {1: []}


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    """A text without annotations is a system without answers."""
    path = tmp_path / "system.txt"
    path.write_text("walked out of the mill near by today", encoding="utf-8")
    found = evaluate(side("gold", GOLD), read_answers(path))
    assert found.remarks == ()
    assert found.adpositions("ID") == Score(0, 0, 2)
