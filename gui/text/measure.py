"""How fast the canvas is: the time from a jump to painted pixels. Measures, judges nothing."""

from __future__ import annotations

import random
import time

from PySide6.QtGui import QImage

from construal.gui.text.sentence import SentenceSource
from construal.gui.text.view import TextView

SIZE = (900, 800)


def jump_times(view: TextView, source: SentenceSource, jumps: int, seed: int) -> list[float]:
    """Seconds of each of `jumps` random jumps: to a sentence, its surroundings laid out and painted into an image.

    The view shows the source at 900 × 800 px; layouts of places not yet seen are part of the time.
    """
    view.resize(*SIZE)
    view.set_source(source)
    view.ensurePolished()
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    view.render(picture)
    chance = random.Random(seed)
    times: list[float] = []
    for _ in range(jumps):
        start = source.sentence(chance.randrange(source.count())).start
        begin = time.perf_counter()
        view.scroll_to(start)
        view.render(picture)
        times.append(time.perf_counter() - begin)
    return times
