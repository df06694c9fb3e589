"""A model's folder: what its manifest says of it, and that its files are those that the manifest was made for.

Knows files and their hashes, not what is computed with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

import msgspec

from construal.annotation.snacs.target_entry import code
from construal.core.models.calibration import Reliability
from construal.core.models.errors import ModelError

MANIFEST = "manifest.json"
LABELS = "labels.json"
TOKENIZER = "tokenizer.json"
WEIGHTS = "model.safetensors"
GRAPH = "model.onnx"
LOG = "training.jsonl"
RECIPE = "recipe.json"
CARD = "card.md"
FORMAT = 1  # the version of folders that this program writes and reads
ENTRY_POINTS = "construal.models"
BUNDLED = ("standard", "fast")  # in construal/resources/models


class FileFacts(msgspec.Struct, frozen=True):
    """What a file of a model must be: its SHA-256 in hexadecimal digits, and its size in bytes."""

    sha256: str
    size: int


class EncoderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The encoder's architecture ("bert" or "mpnet") and its measures."""

    architecture: str
    layers: int
    hidden: int
    heads: int
    origin: str = ""
    positions: int = 512
    epsilon: float = 1e-12


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """By what scores are divided before they are probabilities, and how labels of adpositions are mixed.

    `temperature` is that of all scores; `target` and `construal` divide once more what a word is a target by, and its
    construal. `mix` is the share of the joint head in construals; the rest is the pair head's.
    """

    temperature: float = 1.0
    target: float = 1.0
    construal: float = 1.0
    mix: float = 1.0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a model is: its name, language and scheme, what it was made from, and its files.

    `precedent_layer` is the layer whose vectors are the likest for likest targets, 0 for the last. `figures` are shares
    of 1, measured as `measured` says; `intervals` hold them at 95 %, `unrounded` are those of the weights in full.
    `reliability` is that of probabilities on
    documents that were left out when the calibration was fitted, `left_out` the F1 of construals there, by all
    heads and by the joint head alone.
    """

    name: str
    version: str
    files: Mapping[str, FileFacts]
    encoder: EncoderFacts
    format: int = FORMAT
    language: str = "en"
    scheme: str = "snacs-2.6"
    licences: Sequence[str] = ()
    data: Sequence[str] = ()
    recipe: str = ""
    calibration: Calibration = Calibration()
    precedent_layer: int = 0
    figures: Mapping[str, float] = {}
    measured: str = ""
    intervals: Mapping[str, tuple[float, float]] = {}
    unrounded: Mapping[str, float] = {}
    reliability: Mapping[str, Reliability] = {}
    left_out: Mapping[str, float] = {}

    @property
    def size(self) -> int:
        """How many bytes all files have."""
        return sum(facts.size for facts in self.files.values())

    def expect(self, language: str) -> None:
        """Raises ModelError for a text in another language than the model's; "en-GB" is "en"."""
        if code(language) != code(self.language):
            raise ModelError(
                f"The model {self.name} {self.version} labels texts in ‘{self.language}’, not in ‘{language}’; choose "
                f"a model for ‘{language}’, or say the language that the text is in."
            )


@dataclass(frozen=True, slots=True)
class Available:
    """A model that has a name here: its folder and manifest, or what is wrong with it.

    `origin` is the package that it comes with, "construal" for those that come with the program.
    """

    name: str
    origin: str
    folder: Path | None = None
    manifest: Manifest | None = None
    fault: str = ""


def seal(folder: Path, manifest: Manifest) -> Manifest:
    """Write the manifest with the hashes of every file that lies in the folder, and give it back."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file() and entry.name != MANIFEST)
    files = {name: FileFacts(_hash(folder / name), (folder / name).stat().st_size) for name in names}
    sealed = msgspec.structs.replace(manifest, files=files)
    text = msgspec.json.format(msgspec.json.encode(sealed), indent=1)
    (folder / MANIFEST).write_bytes(text + b"\n")
    return sealed


def read(folder: Path) -> Manifest:
    """The manifest of a model's folder. Raises ModelError where there is none that this program can read."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{folder}: no model lies here ({MANIFEST} cannot be read); choose a model’s folder."
        ) from error
    try:
        stated = msgspec.json.decode(data, type=_Stated)
    except msgspec.MsgspecError as error:
        raise ModelError(f"{path}: this is no manifest of a model ({error}); get the model again.") from error
    if stated.format != FORMAT:
        raise ModelError(
            f"{path}: the model’s folder has version {stated.format}, this program reads {FORMAT}; "
            f"{'update Construal' if stated.format > FORMAT else 'get a newer model'}."
        )
    try:
        return msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise ModelError(f"{path}: the manifest is not whole ({error}); get the model again.") from error


def checked(folder: Path) -> Manifest:
    """The manifest of a folder all of whose files are as it says. Raises ModelError for the first that is not."""
    manifest = read(folder)
    for name, facts in manifest.files.items():
        if Path(name).name != name or name in ("", ".", ".."):
            raise ModelError(f"{folder / MANIFEST}: ‘{name}’ is no name of a file in the folder; get the model again.")
        path = folder / name
        try:
            size = path.stat().st_size
            is_same = size == facts.size and _hash(path) == facts.sha256
        except OSError as error:
            raise ModelError(f"{path}: a file of the model is missing; get the model {manifest.name} again.") from error
        if not is_same:
            raise ModelError(
                f"{path}: the file is not the one that {manifest.name} {manifest.version} was made with; "
                "get the model again."
            )
    for name in (LABELS, TOKENIZER):
        if name not in manifest.files:
            raise ModelError(f"{folder / MANIFEST}: the model has no {name}; get the model {manifest.name} again.")
    return manifest


def found(name: str) -> Path:
    """The folder of a model: one that comes with the program, one that an installed package announces, or a path.

    A package announces a model by an entry point `construal.models` that names its folder: a package or a path.
    Raises ModelError where there is none.
    """
    announced = _announced()
    path = Path(name)
    # A name is a name: a folder that happens to be called so is meant by ./name.
    if name in BUNDLED and (bundled() / name).is_dir():
        return bundled() / name
    if name in announced and name not in BUNDLED:
        return _folder(announced[name])
    if path.is_dir():
        return path
    if name in BUNDLED:
        raise ModelError(f"The model ‘{name}’ did not come with this installation; {_offer(announced)}.")
    raise ModelError(f"‘{name}’ is no folder and no installed model; {_offer(announced)}.")


def available() -> list[Available]:
    """The models that have a name here, those that come with the program first; files are not looked into."""
    of_program = (_described(name, "construal", bundled() / name) for name in BUNDLED if (bundled() / name).is_dir())
    return [*of_program, *_installed()]


def bundled() -> Path:
    """The folder of the models that come with the program; it may be absent."""
    return Path(str(resources.files("construal.resources") / "models"))


def _installed() -> Iterator[Available]:
    for name, point in sorted(_announced().items()):
        if name not in BUNDLED:
            try:
                yield _described(name, _package(point), _folder(point))
            except ModelError as error:
                yield Available(name, _package(point), fault=str(error))


def _described(name: str, origin: str, folder: Path) -> Available:
    try:
        return Available(name, origin, folder, read(folder))
    except ModelError as error:
        return Available(name, origin, folder, fault=str(error))


def _announced() -> dict[str, metadata.EntryPoint]:
    return {point.name: point for point in metadata.entry_points(group=ENTRY_POINTS)}


def _offer(announced: Mapping[str, metadata.EntryPoint]) -> str:
    here = [name for name in BUNDLED if (bundled() / name).is_dir()]
    names = [*here, *sorted(name for name in announced if name not in BUNDLED)]
    return f"choose one of {', '.join(names)}, or give the folder of a model" if names else "give the folder of a model"


def _package(point: metadata.EntryPoint) -> str:
    return str(point.dist.name) if point.dist is not None else point.value


def _folder(point: metadata.EntryPoint) -> Path:
    package = _package(point)
    try:
        loaded = point.load()
    except (ImportError, AttributeError) as error:
        raise ModelError(
            f"The model ‘{point.name}’ of {package} cannot be loaded ({error}); install it again."
        ) from error
    places = [loaded] if isinstance(loaded, str | Path) else list(getattr(loaded, "__path__", ()))
    if not places or not Path(places[0]).is_dir():
        raise ModelError(f"The model ‘{point.name}’ of {package} names no folder; update or uninstall that package.")
    return Path(places[0])


class _Stated(msgspec.Struct, frozen=True):
    """As much of a manifest as tells which version it has."""

    format: int


def _hash(path: Path) -> str:
    """The hash of a file, taken once in a process as long as nothing of what the system knows of it changes."""
    facts = path.stat()
    return _hash_of(path, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


@lru_cache(maxsize=64)
def _hash_of(path: Path, *facts: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
