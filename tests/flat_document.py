"""A document made of words alone."""

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.expression import Word


def document_of(sentences: list[list[Word]], *, id: int = 1, name: str = "made") -> Document:
    """A document of these words, one blank between two, on a flat tree."""
    text, start, end, first, begin, stop = "", [], [], [0], [], []
    for words in sentences:
        begin.append(len(text))
        for word in words:
            start.append(len(text))
            text += word.form
            end.append(len(text))
            text += " "
        stop.append(len(text) - 1)
        first.append(len(start))
    every = [word for words in sentences for word in words]
    places = [place for words in sentences for place in range(len(words))]
    columns = {
        "id": [str(place + 1) for place in places],
        "lemma": [w.lemma for w in every],
        "upos": [w.upos for w in every],
        "xpos": [w.xpos for w in every],
        "head": ["1" if place else "0" for place in places],
        "deprel": ["dep" if place else "root" for place in places],
    }
    return Document(
        id=id, name=name, text=text,
        tokens=Tokens(ints(start), ints(end), {name: Column.of(values) for name, values in columns.items()}),
        sentences=Sentences(ints(first), ints(begin), ints(stop), Column.of(str(i + 1) for i in range(len(sentences)))),
    )  # fmt: skip
