"""Who wants to know of changes: one place to listen, and a call that leaves."""

from __future__ import annotations

from collections.abc import Callable

from construal.annotation.commands import Change

Listener = Callable[[Change], None]


class Changes:
    """Listeners, told in the order they came, after a command was committed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change from now on; the returned call ends that, and may be made twice."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def tell(self, change: Change) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            listener(change)
