"""What every command says and how: tables for people, one JSON object for programs, errors in one sentence.

Results go to standard output, everything else (progress, remarks, errors) to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from construal.annotation.errors import ConstrualError

if TYPE_CHECKING:
    from rich.table import Table

    from construal.core.progress import Progress

FINE, FINDINGS, USAGE, BAD_INPUT = 0, 1, 2, 3

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.", rich_help_panel="Output")]


class Report:
    """The voice of one command: `answer` once with the result, `find` where there is something to look at."""

    def __init__(self, json: bool) -> None:
        self.json = json
        self.found = False

    def answer(self, values: Mapping[str, object], *shown: object) -> None:
        """Print the result: `values` as JSON where asked for, else each of `shown` (text or a rich table)."""
        if self.json:
            write_json(values)
            return
        from rich.console import Console

        console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        for part in shown:
            console.print(part, markup=False)

    def find(self, findings: object = True) -> None:
        """End with exit code 1 where `findings` is true or holds anything."""
        self.found = self.found or bool(findings)

    def remark(self, sentence: str) -> None:
        """Say something on the side; programs that asked for JSON are spared it."""
        if not self.json:
            sys.stderr.write(sentence + "\n")

    @contextmanager
    def progress(self, title: str) -> Iterator[Progress]:
        """A bar on a terminal, silence elsewhere."""
        if not sys.stderr.isatty():
            from construal.core.progress import Quiet

            yield Quiet()
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task(title, total=None)

            class Bar:
                """Hands each step to the bar."""

                def step(self, done: int, total: int, note: str = "") -> None:
                    """Move the bar; what has no total only says what comes now."""
                    described = f"{title}: {note}"[:60] if note else title
                    if total:
                        bars.update(task, completed=done, total=total, description=described)
                    else:
                        bars.update(task, description=described)

            yield Bar()


@contextmanager
def reporting(json: bool) -> Iterator[Report]:
    """A report for one command; known errors end it with exit code 3, findings with 1, Ctrl+C with 130.

    What a command does to a project it does in one transaction, so an interrupted one leaves nothing half done.
    """
    report = Report(json)
    try:
        yield report
    except ConstrualError as error:
        complain(str(error), json=json)
        raise typer.Exit(BAD_INPUT) from error
    except BrokenPipeError:
        raise  # whoever read our output has had enough
    except OSError as error:
        complain(sentence_of(error), json=json)
        raise typer.Exit(BAD_INPUT) from error
    if report.found:
        raise typer.Exit(FINDINGS)


def complain(sentence: str, *, json: bool) -> None:
    """Tell of an error: one sentence on standard error, or {"error": …} on standard output."""
    if json:
        write_json({"error": sentence})
    else:
        sys.stderr.write(sentence + "\n")


def sentence_of(error: OSError) -> str:
    """What the file system said, in a sentence that names the file."""
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}; check the name and whether you may use it." if error.filename else f"{reason}."


def write_json(values: Mapping[str, object]) -> None:
    """One JSON object on standard output, indented, with a newline after it."""
    text = msgspec.json.format(msgspec.json.encode(values, enc_hook=str), indent=2).decode()
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def table(title: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """An empty table in the one style of the command line; `numbers` names the columns to align right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    empty = Table(title=title or None, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        options: dict[str, Any] = {"justify": "right"} if column in numbers else {"overflow": "fold"}
        empty.add_column(column, **options)
    return empty


def many(number: int, noun: str, *, plural: str = "") -> str:
    """`1 document`, `2,000 documents`, `no document`."""
    if number == 0:
        return f"no {noun}"
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
