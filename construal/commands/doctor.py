"""`construal doctor`: is this project file whole, and does its log lead to what it holds?"""

from __future__ import annotations

from construal.commands.project import ProjectPath, opened
from construal.commands.report import Json, reporting


def doctor(project: ProjectPath, json: Json = False) -> None:
    """Check that a project is whole and its log leads to what it holds."""
    with reporting(json) as report, opened(project, writing=False) as read:
        findings = read.verify()
        report.find(findings)
        report.answer(
            {"project": read.path, "healthy": not findings, "findings": findings},
            *(findings or [f"{read.path} is whole: its log leads to exactly what it holds."]),
        )
