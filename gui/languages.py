"""Languages by their names in English, as Qt knows them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def language_title(code: str) -> str:
    """The name of a language by its ISO 639 code; the code itself where nobody knows it."""
    language = QLocale.codeToLanguage(code.replace("_", "-").split("-")[0])
    unknown = (QLocale.Language.AnyLanguage, QLocale.Language.C)
    return code if language in unknown else QLocale.languageToString(language)
