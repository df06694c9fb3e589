"""The benchmark reports each figure with its target; how fast this machine is, no test says."""

from command_line import Run


def test_one_part(run: Run) -> None:
    """A part can be measured by itself; the code says whether every figure was reached."""
    told = run("benchmark", "--part", "start", "--json")
    (figure,) = told.json["figures"]

    assert figure["name"] == "construal --version"
    assert figure["target"] == 0.3
    assert figure["value"] > 0
    assert told.code == (0 if figure["passed"] else 1)


def test_without_the_corpus(run: Run, tmp_path: str) -> None:
    """Without STREUSLE its figures are not measured, and say what they need."""
    told = run("benchmark", "--part", "corpus", "--data", tmp_path)

    assert told.code == 0
    assert "streusle.ud_train.conllulex" in told.out
    assert "–" in told.out
