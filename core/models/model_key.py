"""What tells one model from another, whatever it is called: a hash over its files."""

from __future__ import annotations

import hashlib

from construal.core.models.manifest import Manifest


def key_of(manifest: Manifest) -> str:
    """The hash of a model: another one for any other file of it."""
    digest = hashlib.sha256()
    for name, facts in sorted(manifest.files.items()):
        digest.update(f"{name} {facts.sha256}\n".encode())
    return digest.hexdigest()
