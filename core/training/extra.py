"""Whether the libraries are there that training needs beyond the program's own; knows their names, imports none."""

from __future__ import annotations

from importlib.util import find_spec

from construal.core.models.errors import NotInstalled

LIBRARIES = ("torch", "transformers", "safetensors")


def require() -> None:
    """Raises NotInstalled where one is missing."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise NotInstalled(f'Training needs {", ".join(missing)}; get it by: pip install "construal[torch]"')
