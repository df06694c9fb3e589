"""Recipes: those that ship can be read, and what is wrong in one is named with its place."""

from pathlib import Path

import pytest

from construal.core.training.errors import RecipeError
from construal.core.training.recipe import parsed, read

SHIPPED = sorted((Path(__file__).parents[3] / "resources" / "recipes").glob("*.toml"))
GOOD = """
name = "small"
version = "1"
[encoder]
folder = "encoder"
[weights]
tag = 1.0
[optimiser]
epochs = 2
encoder_rate = 1e-4
head_rate = 1e-3
[[corpus]]
files = ["train.conllulex"]
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_recipe_is_whole(path: Path) -> None:
    """Each recipe that ships is named like its file, is judged on dev, and says under which licences it learns."""
    recipe = read(path)

    assert recipe.name == path.stem
    assert recipe.dev
    assert recipe.licences
    assert recipe.data


def test_the_recipes_that_ship() -> None:
    """There is one for the teacher and one for each model."""
    assert [path.stem for path in SHIPPED] == ["fast", "standard", "teacher"]


def test_whatever_changes_a_training_changes_the_fingerprint() -> None:
    """Two recipes that say the same have one fingerprint, however they are written, and another seed has another."""
    same = GOOD.replace("1e-4", "0.0001") + "\n# a remark\n"

    assert parsed(GOOD.encode(), "r").fingerprint == parsed(same.encode(), "r").fingerprint
    assert parsed(("seed = 2" + GOOD).encode(), "r").fingerprint != parsed(GOOD.encode(), "r").fingerprint


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("epochs = 2", "epochs = 0", r"r\.toml: optimiser\.epochs: expected `int` >= 1; correct the recipe\."),
        ("epochs = 2", 'epochs = "2"', r"r\.toml: optimiser\.epochs: expected `int`, got `str`"),
        ("epochs = 2", "epochs = 2\nmomentum = 1", r"r\.toml: optimiser: object contains unknown field `momentum`"),
        ('name = "small"', "", r"r\.toml: object missing required field `name`"),
        ("tag = 1.0", "tags = 1.0", r"r\.toml: weights: invalid enum value 'tags'; correct"),
        ("tag = 1.0", "tag = 0.0", r"r\.toml: no head has a weight"),
        ("tag = 1.0", "tag = -1.0", r"r\.toml: weights\[\.\.\.\]: expected `float` >= 0"),
        ('"train.conllulex"', "", r"r\.toml: there is a corpus without files"),
        ('"train.conllulex"', '"../secret"', r"r\.toml: ‘\.\./secret’ leaves the data folder"),
        ('"train.conllulex"', '"/etc/passwd"', r"r\.toml: ‘/etc/passwd’ leaves the data folder"),
        ('folder = "encoder"', 'folder = "C:/encoder"', r"r\.toml: ‘C:/encoder’ leaves the data folder"),
        ("epochs = 2", "epochs = 2\ndropout = 1.0", r"r\.toml: a dropout of 1"),
        ("[encoder]", "[encoder", r"r\.toml: this is no TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, sentence: str) -> None:
    """A recipe that cannot be followed is refused in one sentence with the file, the place and the value."""
    assert old in GOOD
    with pytest.raises(RecipeError, match=sentence):
        parsed(GOOD.replace(old, new, 1).encode(), "r.toml")


def test_bytes_that_are_no_text_are_refused() -> None:
    """Another file is no recipe."""
    with pytest.raises(RecipeError, match=r"r\.toml: this is no TOML"):
        parsed(b"\xff\xfe\x00", "r.toml")
