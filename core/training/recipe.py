"""Recipes: everything about a training that is not data, as a TOML file. Knows no tensor and reads no corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

import msgspec

from construal.core.models.labels import PARTS
from construal.core.training.errors import RecipeError

Head = Literal["tag", "role", "function", "pair", "upos", "xpos", "deprel", "lemma", "arc"]
Judge = Literal["construal", "role", "function", "target", "tags", "upos", "xpos", "deprel", "uas", "las"]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Rate = Annotated[float, msgspec.Meta(gt=0, le=1)]
Weight = Annotated[float, msgspec.Meta(ge=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Natural = Annotated[int, msgspec.Meta(ge=0)]


class Corpus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Files of one kind in the data folder, and what is learned from them.

    `heads` are those that they teach, none for text without annotation. `scheme` is the version of the labels where
    the files do not tell. `held_out` names documents that are kept back, by name or with * for any part of it, and of
    the others one in `held_out_one_in`. `without` names files whose sentences are left out here, by id.
    """

    files: tuple[str, ...]
    heads: tuple[Head, ...] = PARTS  # type: ignore[assignment]  # the same names
    scheme: str = ""
    held_out: tuple[str, ...] = ()
    held_out_one_in: Natural = 0
    without: tuple[str, ...] = ()
    targets_only: bool = False  # leave out sentences without a target
    longest: Natural = 0  # words; longer sentences are left out; 0 for no limit


class Encoder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The encoder to begin with: a folder in the data folder, or the teacher's own, and how many layers of it."""

    folder: str = ""
    origin: str = ""  # what it is called where it came from
    from_teacher: bool = False
    layers: Natural = 0  # the first n; 0 for all


class Optimiser(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How weights are changed, and for how long. Rates are those of the highest layer and of the heads.

    What finds governors begins anew where heads are a teacher's, and needs steps as large as its own `arc_rate`.
    """

    epochs: Count
    encoder_rate: Rate
    head_rate: Rate
    arc_rate: Rate | None = None  # that of the heads where it is not given
    layer_decay: Rate = 0.9
    batch: Count = 32  # sentences
    pieces: Count = 2600  # word pieces in a batch, about
    warm_up: Share = 0.1
    weight_decay: Share = 0.01
    clip: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    dropout: Share = 0.2
    label_smoothing: Share = 0.05
    precision: Literal["auto", "bf16", "fp32"] = "auto"
    patience: Natural = 0  # epochs without a better figure on dev after which it stops; 0 for never
    stop_by: Judge = "construal"


class Distilling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a student listens to its teacher, how much to gold, and where the teacher sees a target."""

    teacher: Weight = 1.0
    gold: Weight = 1.0
    target: Share = 0.3


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A training from beginning to end, but for the data. Every path is inside the data folder.

    `syntax_dev` are files of which only syntax is judged, by what their figures are called: `ewt upos`, `ewt las`.
    """

    name: str
    version: str
    encoder: Encoder
    optimiser: Optimiser
    corpus: tuple[Corpus, ...]
    dev: tuple[str, ...] = ()
    syntax_dev: Mapping[str, tuple[str, ...]] = {}
    weights: Mapping[Head, Weight] = {}
    distilling: Distilling = Distilling()
    seed: Natural = 1
    language: str = "en"
    scheme: str = "snacs-2.6"
    licences: tuple[str, ...] = ()
    data: tuple[str, ...] = ()  # what it learns from, as the model's manifest says it

    @property
    def fingerprint(self) -> str:
        """A hash of everything that the recipe says."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


def read(path: Path) -> Recipe:
    """The recipe in a file. Raises RecipeError that names the place of what is wrong, OSError where no file is."""
    return parsed(path.read_bytes(), str(path))


def parsed(data: bytes, file: str) -> Recipe:
    """The recipe in TOML. Raises RecipeError that names the place of what is wrong."""
    try:
        recipe = msgspec.toml.decode(data.decode(), type=Recipe)
    except msgspec.ValidationError as error:
        raise RecipeError(f"{file}: {_sentence(error)}; correct the recipe.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{file}: this is no TOML ({error}); correct the recipe.") from error
    judged = (*recipe.dev, *(path for files in recipe.syntax_dev.values() for path in files))
    for path in (recipe.encoder.folder, *judged, *(p for c in recipe.corpus for p in (*c.files, *c.without))):
        if path.startswith("/") or "\\" in path or ":" in path or ".." in PurePosixPath(path).parts:
            raise RecipeError(f"{file}: ‘{path}’ leaves the data folder; name a path inside it, with /.")
    if not recipe.corpus or not all(corpus.files for corpus in recipe.corpus):
        raise RecipeError(f"{file}: there is a corpus without files; name at least one under [[corpus]].")
    if not any(recipe.weights.values()):
        raise RecipeError(f"{file}: no head has a weight; give at least tag one under [weights].")
    if recipe.optimiser.dropout == 1:
        raise RecipeError(f"{file}: a dropout of 1 leaves nothing to learn from; choose one below, such as 0.2.")
    return recipe


def _sentence(error: msgspec.ValidationError) -> str:
    """What msgspec says, its place first: `optimiser.epochs: expected int`."""
    text, _, place = str(error).partition(" - at ")
    where = place.replace("`key` in ", "").strip("`$.")
    text = text[:1].lower() + text[1:]
    return f"{where}: {text}" if where else text
