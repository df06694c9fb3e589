"""Lexical expressions of a Doc, read from the lextags of its tokens, and the extensions that offer them.

What is kept in a Doc is plain data by token, which survives bytes, DocBin, `as_doc` and `Doc.from_docs`. spaCy imports
this module whenever it makes a pipeline, so nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span, Token

if TYPE_CHECKING:
    from construal.annotation.snacs.expression import Expression
    from construal.core.models.decoding import Construal
    from construal.core.models.lextags import Lextag

LEXTAG = "lextag"
EXPRESSIONS = "construal"
FACTS = "construal_facts"  # what else the model says of the expressions that a token begins


@dataclass(frozen=True, slots=True)
class LexicalExpression:
    """A word with a supersense, or a multiword expression, which may have gaps.

    `strength` is "single", "strong" or "weak"; `role` and `function` are an adposition's or possessive's, which has
    `governor` and `object` where the tree says so; `config` is how it stands to them. `probability` is that of the
    label, for an adposition that it is a target and has this construal. `likeliest` are the five likeliest construals.
    """

    tokens: tuple[Token, ...]
    strength: str
    lexcat: str = ""
    supersense: str = ""
    role: str = ""
    function: str = ""
    label: str = ""  # both labels as lextags have them: `p.Locus`, `p.Theme|p.Goal`, `n.TIME`
    probability: float = 1.0
    governor: Token | None = None
    object: Token | None = None
    config: str = ""
    likeliest: tuple[Construal, ...] = ()

    @property
    def span(self) -> Span | None:
        """The tokens as a Span; None where there is a gap."""
        return self._span("")

    @property
    def labelled_span(self) -> Span | None:
        """The Span with the label, else the lexcat, else the strength."""
        return self._span(self.label or self.lexcat or self.strength)

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(token.text for token in self.tokens)

    @property
    def lemma(self) -> str:
        """The lemmas of the words with a space between."""
        return " ".join(token.lemma_ for token in self.tokens)

    def _span(self, label: str) -> Span | None:
        first, last = self.tokens[0].i, self.tokens[-1].i
        doc, own = self.tokens[0].doc, {token.i for token in self.tokens}
        if any(place not in own and not doc[place].is_space for place in range(first, last)):
            return None
        return Span(doc, first, last + 1, label=label)

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


def register() -> None:
    """Offer `doc._.construal`, `span._.construal` and `token._.lextag`, wherever this process makes a Doc."""
    Token.set_extension(LEXTAG, default="", force=True)
    Doc.set_extension(EXPRESSIONS, getter=of_doc, force=True)
    Span.set_extension(EXPRESSIONS, getter=of_span, force=True)


def of_doc(doc: Doc) -> tuple[LexicalExpression, ...]:
    """The lexical expressions of a Doc by first word, a weak one after the others that begin there."""
    from construal.core.models.lextags import expressions, parsed

    found: list[LexicalExpression] = []
    starts = {token.idx: token for token in doc}
    for tokens in _tagged_sentences(doc):
        tags = _connected([parsed(lextag_of(token)) for token in tokens])
        worth = [e for e in expressions(tags) if e.label or len(e.positions) > 1]
        found += (_made(e, tokens, starts) for e in sorted(worth, key=lambda e: e.first))
    return tuple(found)


def of_span(span: Span) -> tuple[LexicalExpression, ...]:
    """The lexical expressions that lie in a Span with all their words."""
    inside = range(span.start, span.end)
    return tuple(e for e in of_doc(span.doc) if e.tokens[0].i in inside and e.tokens[-1].i in inside)


def facts_of(token: Token) -> Mapping[str, Any]:
    """What was kept of a token beside its lextag, as long as it has that lextag."""
    facts: Mapping[str, Any] = data_of(token.doc).get(key(FACTS, token), {})
    return facts if facts.get(LEXTAG) == lextag_of(token) else {}


def lextag_of(token: Token) -> str:
    """`token._.lextag`, without the detour over the extension."""
    tag: str = data_of(token.doc).get(key(LEXTAG, token), "")
    return tag


def data_of(doc: Doc) -> dict[Any, Any]:
    """What was kept of a Doc and its tokens."""
    return doc.user_data  # under tuples too, whatever spaCy's types say


def key(name: str, token: Token) -> tuple[str, str, int, None]:
    """Where spaCy keeps the value of a token's extension."""
    return "._.", name, token.idx, None


def _tagged_sentences(doc: Doc) -> Iterator[list[Token]]:
    """The tokens with a lextag, sentence by sentence."""
    tokens: list[Token] = []
    for token in doc:
        if token.is_sent_start and tokens:
            yield tokens
            tokens = []
        if lextag_of(token):
            tokens.append(token)
    if tokens:
        yield tokens


def _connected(tags: Sequence[Lextag]) -> list[Lextag]:
    """The lextags without those that go on with what is not there, as in a Doc that was cut out of another."""
    from construal.core.models.lextags import BIO, Lextag

    open_outside = open_inside = False
    result: list[Lextag] = []
    for tag in tags:
        inner = tag.bio[:1].islower()
        if not inner:
            open_inside = False
        is_open = open_inside if inner else open_outside
        if tag.bio not in BIO or (tag.bio[0] in "Ii" and not is_open):
            tag = Lextag("o" if inner else "O")
        elif inner:
            open_inside = tag.bio != "o"
        else:
            open_outside = tag.bio != "O"
        result.append(tag)
    return result


def _made(expression: Expression, tokens: Sequence[Token], starts: Mapping[int, Token]) -> LexicalExpression:
    from construal.core.models.decoding import Construal

    first = tokens[expression.first]
    facts = facts_of(first)
    is_target = bool(expression.role)
    probability = facts.get("probability", 1.0)
    if is_target:
        probability = facts.get("sure", probability)
    governor, object_ = (
        None if facts.get(name) is None else starts.get(first.idx + facts[name]) for name in ("governor", "object")
    )
    return LexicalExpression(
        tuple(tokens[position] for position in expression.positions),
        expression.strength,
        expression.lexcat,
        expression.supersense,
        expression.role,
        expression.function,
        expression.label,
        probability,
        governor if is_target else None,
        object_ if is_target else None,
        facts.get("config", "") if is_target else "",
        tuple(Construal(*of) for of in facts.get("likeliest", ())) if is_target else (),
    )
