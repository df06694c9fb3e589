"""A spaCy tokenizer that cuts raw text as UD does, which the models were trained on; found by its entry point.

    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "construal.ud_tokenizer.v1"}}})

spaCy may import this module whenever it makes a pipeline, so nothing heavy is imported here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

NAME = "construal.ud_tokenizer.v1"
ANY = "xx"  # spaCy's language for any language


class UdTokenizer(DummyTokenizer):
    """Cuts text as our own documents are cut; what stands between words is kept, as white-space tokens if need be."""

    def __init__(self, vocab: Vocab, language: str) -> None:
        self.vocab, self.language = vocab, language

    def __call__(self, text: str) -> Doc:
        """The tokens of a text, which is the Doc's text to the last code point."""
        from construal.annotation.tokens.tokens import cut

        found = cut(text, self.language).tokens
        words: list[str] = []
        spaces: list[bool] = []
        last = 0
        for start, end in zip([*found.start.tolist(), len(text)], [*found.end.tolist(), len(text)], strict=True):
            gap = text[last:start]
            if gap[:1] == " " and words:
                spaces[-1] = True
                gap = gap[1:]
            for word in (gap, text[start:end]):
                if word:
                    words.append(word)
                    spaces.append(False)
            last = end
        return Doc(self.vocab, words=words, spaces=spaces)

    def score(self, examples: Iterable[Example], **options: Any) -> dict[str, Any]:
        """spaCy's scores of tokens."""
        from spacy.scorer import Scorer

        scores: dict[str, Any] = Scorer.score_tokenization(examples)
        return scores


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], UdTokenizer]:
    """What makes the tokenizer of a pipeline, by the pipeline's language."""

    def tokenizer_of(nlp: Language) -> UdTokenizer:
        return UdTokenizer(nlp.vocab, nlp.lang or ANY)

    return tokenizer_of
