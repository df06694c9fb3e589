"""A model's folder: what its manifest says of it, and that its files are those that the manifest was made for.

Knows files and their hashes, not what is computed with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

import msgspec

from construal.core.models.errors import ModelError

MANIFEST = "manifest.json"
LABELS = "labels.json"
TOKENIZER = "tokenizer.json"
WEIGHTS = "model.safetensors"
GRAPH = "model.onnx"
FORMAT = 1  # the version of folders that this program writes and reads
ENTRY_POINTS = "construal.models"
_CHUNK = 1 << 20


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

    `precedent_layer` is the layer whose vectors are the likest for likest targets, 0 for the last.
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
    """The folder of a model: a path, or the name of one that an installed package announces.

    A package announces a model by an entry point `construal.models` that names its folder: a package or a path.
    Raises ModelError where there is none.
    """
    path = Path(name)
    if path.is_dir():
        return path
    announced = {point.name: point for point in metadata.entry_points(group=ENTRY_POINTS)}
    if name not in announced:
        offered = f"; installed are {', '.join(sorted(announced))}" if announced else ""
        raise ModelError(f"‘{name}’ is no folder and no installed model{offered}; give the folder of a model.")
    return _folder(announced[name])


def key_of(manifest: Manifest) -> str:
    """The hash of a model: another one for any other file of it."""
    digest = hashlib.sha256()
    for name, facts in sorted(manifest.files.items()):
        digest.update(f"{name} {facts.sha256}\n".encode())
    return digest.hexdigest()


def _folder(point: metadata.EntryPoint) -> Path:
    package = point.dist.name if point.dist is not None else point.value
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
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
