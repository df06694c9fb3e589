"""Validating a 19-column file: every broken rule, from the first line to the last. Never stops at the first."""

from __future__ import annotations

from construal.annotation.snacs.validation import lines, structure
from construal.annotation.snacs.validation.finding import Finding
from construal.annotation.snacs.validation.labels import LabelRules
from construal.annotation.snacs.validation.report import FindingList
from construal.annotation.snacs.validation.sentence import sentences
from construal.annotation.snacs.validation.words import ENGLISH, Words

# What only STREUSLE's converter needs: a file of another language may do without, and is odd only where it is mixed.
_ENGLISH_ONLY = frozenset(("mwe-line-missing",))


class FileValidator:
    """Validates one file by the rules of its language and scheme version ("snacs-2.5"), but for those in `without`.

    Parts of speech are compared with lexcats in English, for whose treebank the exceptions are known.
    """

    def __init__(
        self,
        *,
        language: str = ENGLISH,
        scheme: str = "snacs-2.6",
        with_parts_of_speech: bool = True,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.labels = LabelRules(scheme, language)
        self._words = Words(self.labels, with_parts_of_speech=with_parts_of_speech)
        self._without = without
        self._is_english = language.partition("-")[0] == ENGLISH

    def findings(self, data: bytes, file: str) -> list[Finding]:
        """Every finding in a 19-column file, by line.

        Where no noun or verb of the file has a supersense, only adpositions were annotated, and nouns and verbs need
        none.
        """
        without, softened = self._without, frozenset[str]()
        if not self._is_english:
            softened = _ENGLISH_ONLY
            if b"\n# mwe = " not in data:
                without |= softened
        found = FindingList(file, softened=softened, without=without)
        text = lines.text_of(data, found)
        self.labels.has_supersenses = "\tn." in text or "\tv." in text
        ids = structure.SentenceIds()
        for sentence in sentences(text):
            structure.check(sentence, found)
            ids.check(sentence, found)
            self._words.check(sentence, found)
        return sorted(found.findings, key=lambda finding: finding.line)


def validate_file(
    data: bytes,
    file: str,
    *,
    language: str = ENGLISH,
    scheme: str = "snacs-2.6",
    with_parts_of_speech: bool = True,
) -> list[Finding]:
    """Every finding in a 19-column file, by line, as the language and the scheme version have the rules."""
    validator = FileValidator(language=language, scheme=scheme, with_parts_of_speech=with_parts_of_speech)
    return validator.findings(data, file)
