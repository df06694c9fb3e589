"""Made documents with trees: sentences written as `form/UPOS/XPOS/head/relation`, lemma and enhanced head on demand."""

from collections.abc import Sequence

from made import made_document

from construal.annotation.columns import Column
from construal.annotation.document import Document

# A CoNLL-U file without annotation, with features in MISC that are not ours.
PLAIN = """\
# sent_id = rest-1
# text = One of them rests
1|One|one|NUM|CD|_|4|nsubj|4:nsubj|CorrectForm=One+Alpha=b
2|of|of|ADP|IN|_|3|case|3:case|_
3|them|they|PRON|PRP|_|1|nmod|1:nmod:of|_
4|rests|rest|VERB|VBZ|_|0|root|0:root|_

# sent_id = rest-2
# text = The one
1|The|the|DET|DT|_|2|det|2:det|_
2|one|one|NOUN|NN|_|0|root|0:root|_

""".replace("|", "\t").replace("+", "|")


def treebank(*sentences: str, deps: bool = False, id: int = 1, language: str = "en") -> Document:
    """A document of these sentences, a word each `form[=lemma]/UPOS/XPOS/head/relation[/enhanced]`.

    The enhanced column is there where `deps`; it repeats the basic head where a word does not say its own.
    """
    words = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    flat = [word for sentence in words for word in sentence]
    document = made_document([[w[0].split("=")[0] for w in s] for s in words], id=id, columns=False)
    columns = {
        "id": [str(n) for sentence in words for n in range(1, len(sentence) + 1)],
        "lemma": [w[0].split("=")[-1].lower() for w in flat],
        **{name: [w[place] for w in flat] for place, name in enumerate(("upos", "xpos", "head", "deprel"), 1)},
    }
    if deps:
        columns["deps"] = [w[5] if len(w) > 5 else f"{w[3]}:{w[4]}" for w in flat]
    document.tokens.columns = {name: Column.of(values) for name, values in columns.items()}
    document.language = language
    return document


def rows(document: Document, *forms: str, sentence: int = 0) -> Sequence[int]:
    """The rows of the first words with these forms, in order."""
    found: list[int] = []
    for form in forms:
        after = found[-1] if found else -1
        found.append(next(r for r in document.sentences.rows(sentence) if r > after and document.token(r).form == form))
    return found
