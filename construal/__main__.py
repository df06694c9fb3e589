"""The `construal` command: answers --version at once, opens the window where no command is named, else hands on."""

from __future__ import annotations

import io
import sys

INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code: 0 fine, 1 findings, 2 usage, 3 bad input, 130 interrupted."""
    words = sys.argv[1:] if arguments is None else arguments
    _speak_utf8()
    if words == ["--version"]:  # before anything else is imported
        from construal import __version__

        sys.stdout.write(f"construal {__version__}\n")
        return 0
    try:
        from construal.commands.app import run

        return run(words)
    except KeyboardInterrupt:
        return INTERRUPTED


def _speak_utf8() -> None:
    """Write UTF-8 into pipes and files on every system; a terminal knows best itself."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
