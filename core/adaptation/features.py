"""What a model gives for each word of a sentence, kept in the user's cache: no sentence is run twice for one model.

Keys are hashes of words, values arrays in 16 bits; the file may be deleted any time. Knows no project.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import numpy as np
import platformdirs

from construal.annotation.snacs.expression import Word
from construal.core.adaptation.fitting import Floats
from construal.core.models.backend import VECTORS
from construal.core.models.errors import ModelError
from construal.core.models.model_key import key_of
from construal.core.models.tagger import Tagger

log = logging.getLogger(__name__)
Words = Sequence[Word]
_AT_ONCE = 256  # sentences that are run together
_MOST = 512 << 20  # bytes of one model's file; what was kept first goes first
_KEPT = ("tag", "pair", "upos", "xpos", "lemma", VECTORS)
_WAIT = 5.0  # seconds for another program that writes the same file
_decoder = msgspec.msgpack.Decoder(dict[str, tuple[int, bytes]])


def folder() -> Path:
    """Where features are kept: $CONSTRUAL_CACHE, else the user's cache folder."""
    named = os.environ.get("CONSTRUAL_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("construal"))


class Features:
    """The scores of a model's heads and the vectors they are made from. Made for one run; use it in a `with`."""

    def __init__(self, tagger: Tagger, place: Path | None = None) -> None:
        self._tagger = tagger
        self._connection = _opened(place or folder(), key_of(tagger.manifest))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Make the file no larger than it may be, and let go of it."""
        pages, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if pages * size > _MOST:
            with self._connection:
                self._connection.execute(
                    "DELETE FROM features WHERE rowid <= (SELECT rowid FROM features ORDER BY rowid "
                    "LIMIT 1 OFFSET (SELECT count(*) / 2 FROM features))"
                )
            self._connection.execute("VACUUM")
        self._connection.close()

    def of(self, sentences: Iterable[Words]) -> Iterator[dict[str, Floats]]:
        """The scores of each head and `VECTORS` for each sentence, in order; words by scores each.

        Raises ModelError where the model gives no vectors.
        """
        rest = iter(sentences)
        while chunk := list(islice(rest, _AT_ONCE)):
            keys = [_key(words) for words in chunk]
            kept = dict(zip(keys, (self._read(key) for key in keys), strict=True))
            missing = {key: words for key, words in zip(keys, chunk, strict=True) if kept[key] is None}
            if missing:
                found = dict(zip(missing, self._tagger.scored(missing.values(), extras=(VECTORS,)), strict=True))
                # What is used now is what will be read the next time.
                data = {key: _packed(scores) for key, scores in found.items()}
                kept.update((key, _unpacked(packed)) for key, packed in data.items())
                with self._connection:
                    self._connection.executemany("INSERT OR REPLACE INTO features VALUES (?, ?)", data.items())
            for key in keys:
                scores = kept[key]
                assert scores is not None
                yield scores

    def _read(self, key: bytes) -> dict[str, Floats] | None:
        row = self._connection.execute("SELECT data FROM features WHERE key = ?", (key,)).fetchone()
        return _unpacked(row[0]) if row else None


def _opened(place: Path, model: str) -> sqlite3.Connection:
    """The file of a model's features; one that lasts no longer than the run where the folder cannot be written."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        return _with_table(sqlite3.connect(place / f"features-{model[:24]}.sqlite", timeout=_WAIT))
    except (OSError, sqlite3.Error) as error:
        log.info("features are not kept in %s: %s", place, error)
        return _with_table(sqlite3.connect(""))


def _with_table(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")  # a cache that is lost is made again
        connection.execute("CREATE TABLE IF NOT EXISTS features (key BLOB UNIQUE, data BLOB)")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _key(words: Words) -> bytes:
    return hashlib.sha256("\n".join(word.form for word in words).encode()).digest()


def _packed(scores: dict[str, Floats]) -> bytes:
    if scores and VECTORS not in scores:
        raise ModelError("The model gives no vectors of words, so that it cannot learn; get a newer model.")
    return msgspec.msgpack.encode({
        head: (scores[head].shape[1], scores[head].astype("<f2").tobytes()) for head in _KEPT if head in scores
    })  # fmt: skip


def _unpacked(data: bytes) -> dict[str, Floats]:
    return {
        head: np.frombuffer(of, "<f2").reshape(-1, width).astype(np.float32)
        for head, (width, of) in _decoder.decode(data).items()
    }
