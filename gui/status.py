"""The status line: what was done last and its Undo, what may come next, jobs with progress and cancel, "Local only"."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from construal.gui.actions import BY_NAME
from construal.gui.jobs import Job, JobRunner
from construal.gui.look import Look
from construal.gui.parts import named, plain_tip, restyle, tool_button


class StatusLine(QWidget):
    """One line at the foot of the window."""

    undo = Signal()

    def __init__(self, look: Look, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "statusLine")
        self._look = look
        self._jobs = jobs
        self.setFixedHeight(28)
        self._sign = ("check", "success")
        self._mark = QLabel(self)
        self._mark.setFixedWidth(16)
        self.message = ElidedLabel(self)
        self._undo = UndoButton(look, self)
        self._undo.clicked.connect(self.undo)
        self.hint = named(QLabel(self), "secondary")
        self.place = named(QLabel(self), "secondary")
        self.jobs_box = JobsBox(look, jobs, self)
        lock = QLabel(self)
        look.dress(lock, "lock", lambda icon: lock.setPixmap(icon.pixmap(QSize(14, 14))))
        local = named(QLabel("Local only", self), "secondary")
        local.setToolTip("Nothing leaves this machine.")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        left: tuple[QWidget, ...] = (self._mark, self.message, self._undo, self.hint)
        right: tuple[QWidget, ...] = (self.place, self.jobs_box, lock, local)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        self.show_undo("")
        look.changed.connect(self._on_look)

    def say(self, text: str) -> None:
        """Say what was done."""
        self._show(text, "check", is_refusal=False)

    def refuse(self, text: str) -> None:
        """Say what was not done, and why; it stays until something else is said."""
        self._show(text, "triangle-alert", is_refusal=True)

    def _show(self, text: str, icon: str, *, is_refusal: bool) -> None:
        self.message.set_text(text)
        self.message.setProperty("refused", is_refusal)
        restyle(self.message)
        self._sign = (icon, "danger" if is_refusal else "success")
        self._on_look()
        self._mark.setVisible(bool(text))
        self.hint.clear()
        announce(self.message, text)

    def _on_look(self) -> None:
        icon, colour = self._sign
        self._mark.setPixmap(self._look.icon(icon, colour).pixmap(QSize(14, 14)))

    def show_hint(self, text: str) -> None:
        """Say what may be done next, beside what was done."""
        self.hint.setText(text)

    def show_undo(self, label: str) -> None:
        """Offer to take back the step of this name; "" for none."""
        self._undo.setVisible(bool(label))
        self._undo.setToolTip(plain_tip(f"Take back: {label}"))
        self._undo.setAccessibleName(f"Undo {label}")


class ElidedLabel(QLabel):
    """A label that gives way: its text is shortened at the end, whole in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str) -> None:
        """Show this text."""
        self._text = text
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 2, 20)

    def minimumSizeHint(self) -> QSize:
        """A few words at least."""
        return QSize(min(80, self.sizeHint().width()), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class UndoButton(QAbstractButton):
    """The word Undo and its key cap."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setText("Undo")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """Room for the word and the cap."""
        word = self._look.metrics("small").horizontalAdvance("Undo")
        return QSize(round(word + 6 + self._look.cap_width(BY_NAME["undo"].key) + 4), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word and the cap."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink" if self.underMouse() else "ink2"))
        word = look.metrics("small").horizontalAdvance("Undo")
        painter.drawText(QRectF(1, 0, word + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, "Undo")
        cap = BY_NAME["undo"].key
        look.paint_cap(painter, QRectF(word + 7, self.height() / 2 - 9, look.cap_width(cap), 18), cap)
        if self.hasFocus():
            look.paint_focus(painter, QRectF(self.rect()))


class JobsBox(QWidget):
    """The jobs under way: how many, the first one's name, bar and time left, and a button that stops it."""

    def __init__(self, look: Look, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._words = named(QLabel(self), "secondary")
        self._bar = Bar(look, self)
        self._left = named(QLabel(self), "secondary")
        self._stop = tool_button(self, "quiet", spoken="Stop this job", tip="Stop this job")
        look.dress(self._stop, "x", self._stop.setIcon)
        self._stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        for widget in (self._words, self._bar, self._left, self._stop):
            row.addWidget(widget)
        jobs.changed.connect(self._refresh)
        self._refresh()

    def _shown(self) -> Job | None:
        return next(iter(self._told()), None)

    def _told(self) -> list[Job]:
        return [job for job in self._jobs.jobs if job.is_running and not job.is_quiet]

    def _refresh(self) -> None:
        job = self._shown()
        self.setVisible(job is not None)
        if job is None:
            return
        count = len(self._told())
        self._words.setText(f"{count} job{'s' if count > 1 else ''} · {job.title[:1].lower()}{job.title[1:]}")
        self._bar.set_share(job.share)
        left = job.seconds_left
        self._left.setText("" if left is None else f"{int(left) // 60}:{int(left) % 60:02d} left")
        self.setAccessibleName(f"{job.title}, {job.share:.0%}")

    def _on_stop(self) -> None:
        job = self._shown()
        if job is not None:
            job.cancel()


class Bar(QWidget):
    """A thin bar of progress."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._share = 0.0
        self.setFixedSize(72, 4)

    def set_share(self, share: float) -> None:
        """Show this share, 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and share."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("track"))
        painter.fillRect(QRectF(0, 0, self.width() * self._share, self.height()), self._look.colour("accent"))


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say what just happened."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if text and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
