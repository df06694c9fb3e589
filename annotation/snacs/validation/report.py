"""Where findings of a file are gathered: each is told its sentence and line by who found it."""

from __future__ import annotations

from construal.annotation.snacs.validation.finding import RULES, Finding, Problem, Severity
from construal.annotation.snacs.validation.sentence import ID, Row, Sentence


class FindingList:
    """The findings of one file, in the order in which they were found.

    `softened` rules only warn, those in `without` are not told.
    """

    def __init__(
        self, file: str, *, softened: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
    ) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._softened = softened
        self._without = without

    def add(self, sentence: Sentence, row: Row | int, rule: str, message: str, mend: str) -> None:
        """A broken rule on a row, or on a line that is none."""
        if rule in self._without:
            return
        line, token = (row, "") if isinstance(row, int) else (row.line, row.cells[ID])
        severity = Severity.WARNING if rule in self._softened else RULES[rule].severity
        self.findings.append(Finding(rule, severity, message, mend, self.file, line, sentence.id, token))

    def add_problem(self, sentence: Sentence, row: Row, problem: Problem) -> None:
        """What the rules on labels or parts of speech say of a row."""
        self.add(sentence, row, problem.rule, problem.message, problem.mend)
