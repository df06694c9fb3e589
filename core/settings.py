"""What a person prefers on this machine, as TOML; a faulty value is named and the default taken, never a crash."""

from __future__ import annotations

import getpass
import json
import os
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import platformdirs

from construal.annotation.errors import ConstrualError

THEMES = ("system", "light", "dark", "high_contrast")
EXPRESSIONS = ("auto", "targets", "all")
NO_MODEL = "none"
MODEL_VARIABLE = "CONSTRUAL_MODEL"


@dataclass(frozen=True, slots=True)
class Settings:
    """Preferences; sizes in device-independent pixels.

    `model` suggests: "standard", "fast", an installed model's name, a folder, or "none". `expressions` says what it
    suggests: "targets" only, "all" expressions, or "auto" for what the project's own decisions are about.
    """

    annotator: str = ""
    theme: str = "system"
    text_size: int = 17
    model: str = "standard"
    expressions: str = "auto"
    recent: tuple[str, ...] = ()


def folder() -> Path:
    """Where preferences and the log lie: $CONSTRUAL_CONFIG, else the user's configuration folder."""
    named = os.environ.get("CONSTRUAL_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir("construal"))


def load() -> tuple[Settings, list[str]]:
    """The preferences, and a sentence for each value that could not be used."""
    path = folder() / "settings.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), []
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Settings(), [f"{path}: {error}; the defaults are used until it is mended."]
    known = {f.name: f for f in fields(Settings)}
    values: dict[str, object] = {}
    faults = []
    for key, value in raw.items():
        if key not in known:
            faults.append(f"{path}: ‘{key}’ is no preference; known are {', '.join(known)}.")
        elif not _fits(key, value):
            faults.append(f"{path}: {value!r} does not fit ‘{key}’; the default is used.")
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return Settings(**values), faults  # type: ignore[arg-type]  # each value was checked by _fits


def save(settings: Settings) -> None:
    """Write the preferences, whole or not at all. Raises ConstrualError where the folder cannot be written."""
    path = folder() / "settings.toml"
    lines = [f"{key} = {_toml(value)}" for key, value in asdict(settings).items()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise ConstrualError(f"{path}: {error.strerror}; the preferences were not saved.") from error


def annotator(settings: Settings) -> str:
    """The name to annotate under: the preferred one, else the user's name on this machine."""
    if settings.annotator:
        return settings.annotator
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "annotator"


def model(settings: Settings) -> str:
    """The name of the model to suggest with: $CONSTRUAL_MODEL, else the preferred one."""
    return os.environ.get(MODEL_VARIABLE) or settings.model


def _fits(key: str, value: object) -> bool:
    if key == "theme":
        return value in THEMES
    if key == "text_size":
        return isinstance(value, int) and 13 <= value <= 32
    if key == "expressions":
        return value in EXPRESSIONS
    if key == "model":
        return isinstance(value, str) and value != ""
    if key == "recent":
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    return isinstance(value, str)


def _toml(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, int):
        return str(value)
    # A basic string of TOML is written as JSON writes one, but for the delete character.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
