"""The spaCy component "construal", found by its entry point: a tagger whose labels stand in the Doc.

    nlp = spacy.blank("en")
    nlp.add_pipe("construal", config={"model": "standard"})
    for expression in nlp("We met in front of the station.")._.construal: print(expression, expression.label)

spaCy imports this module whenever it makes a pipeline, so nothing heavy is imported here.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import raise_error, registry

from construal.annotation.errors import ConstrualError
from construal.core.pipeline.lexical_expression import register

if TYPE_CHECKING:
    from construal.core.models.tagger import Tagger

NAME = "construal"
SPANS = "construal"  # the key of the Doc's spans that expressions without a gap stand under
ANY = "xx"  # spaCy's language for any language
_SCORERS = ("spacy.tagger_scorer.v1", "spacy.lemmatizer_scorer.v1", "spacy.parser_scorer.v1")

# What stands in the way of a document; an error handler is given the component and its documents, too.
ErrorHandler = Callable[[str, "ConstrualPipe", Sequence[Doc], Exception], object]

register()


class ConstrualPipe:
    """Sets parts of speech, lemmas, tree, sentences and lexical expressions of Docs; tokens stay as they are.

    What goes elsewhere with a pipeline is how it was configured: the model is loaded when the first Doc comes, once in
    each process. Raises ModelError for a model that is not there, or is one of another language than the pipeline's.
    """

    def __init__(
        self, name: str = NAME, *, language: str, model: str, device: str = "auto", threads: int = 0,
        overwrite: bool = False,
    ) -> None:  # fmt: skip
        self.name, self.language = name, language
        self.model, self.device, self.threads, self.overwrite = model, device, threads, overwrite
        self._error_handler: ErrorHandler = raise_error
        self._loaded: tuple[int, Tagger] | None = None
        _check(model, language)

    @property
    def tagger(self) -> "Tagger":
        """The model, loaded when first asked for."""
        process = os.getpid()
        # What ONNX Runtime computes with does not live on in a process that was forked off.
        if self._loaded is None or self._loaded[0] != process:
            from construal.core.models.tagger import Tagger

            self._loaded = process, Tagger.load(self.model, device=self.device, threads=self.threads)
        return self._loaded[1]

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with everything the model says of it."""
        self._mark([doc])  # spaCy asks the error handler itself
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The Docs of a stream, `batch_size` of them run together; what one says does not depend on the others.

        Docs of a batch that cannot be tagged are left out where an error handler says so.
        """
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            try:
                self._mark(docs)
            except ConstrualError as error:
                self._error_handler(self.name, self, docs, error)
                continue
            yield from docs

    def _mark(self, docs: Sequence[Doc]) -> None:
        from construal.core.pipeline import doc_marking
        from construal.core.pipeline.doc_sentences import sentences, words

        tagger = self.tagger
        cut = [sentences(doc, tagger.manifest.language) for doc in docs]
        given = [words(doc, rows, kept=not self.overwrite) for doc, of in zip(docs, cut, strict=True) for rows in of]
        found = tagger.tag(given)
        for doc, of in zip(docs, cut, strict=True):
            tagged = list(islice(found, len(of)))
            doc_marking.mark(doc, of, tagged, language=tagger.manifest.language, overwrite=self.overwrite)
            doc.spans[SPANS] = [
                expression.labelled_span for expression in doc._.construal if expression.labelled_span is not None
            ]

    def score(self, examples: Iterable[Example], **options: Any) -> dict[str, Any]:
        """spaCy's scores of tags, parts of speech, lemmas, trees and sentences."""
        from spacy.scorer import Scorer

        examples = list(examples)
        scores: dict[str, Any] = Scorer.score_token_attr(examples, "pos", **options)
        for scorer in _SCORERS:
            scores.update(registry.scorers.get(scorer)()(examples, **options))
        return scores

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        """Let spaCy's handler decide what happens to Docs that cannot be tagged."""
        self._error_handler = error_handler

    def get_error_handler(self) -> ErrorHandler:
        """The handler that was set, which raises unless another one was."""
        return self._error_handler

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_loaded": None}


@Language.factory(
    NAME,
    assigns=[
        "token.pos", "token.tag", "token.lemma", "token.head", "token.dep", "token.is_sent_start", "doc.sents",
        "doc.spans", "doc._.construal", "span._.construal", "token._.lextag",
    ],
    default_config={"model": "standard", "device": "auto", "threads": 0, "overwrite": False},
    default_score_weights={
        "tag_acc": 0.2, "pos_acc": 0.2, "lemma_acc": 0.2, "dep_uas": 0.15, "dep_las": 0.15, "sents_f": 0.1,
        "sents_p": None, "sents_r": None, "dep_las_per_type": None,
    },
)  # fmt: skip
def make_component(nlp: Language, name: str, model: str, device: str, threads: int, overwrite: bool) -> ConstrualPipe:
    """The component of a pipeline.

    `model`, `device` and `threads` are as for `Tagger.load`. Without `overwrite`, tags, parts of speech, lemmas and
    trees that a Doc has already stay, and the labels go by them; sentence starts that it has always stay.
    """
    return ConstrualPipe(
        name, language=nlp.lang or "", model=model, device=device, threads=threads, overwrite=overwrite
    )


def _check(model: str, language: str) -> None:
    from construal.core.models import manifest as manifests
    from construal.core.models.errors import ModelError

    of_model = manifests.read(manifests.found(model)).language
    if language not in ("", ANY) and _plain(language) != _plain(of_model):
        raise ModelError(
            f"The model ‘{model}’ is for the language ‘{of_model}’ and the pipeline for ‘{language}’; "
            f'name a model of that language, or begin with spacy.blank("{of_model}").'
        )


def _plain(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
