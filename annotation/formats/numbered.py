"""Token numbers that are 1, 2, 3, …: what other tools demand, and not every corpus has. Knows rows, not documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from construal.annotation.formats.conllu_lines import is_surface, is_token_line
from construal.annotation.formats.turned import NONE, Said, StatedRelation

_ERRORS = "surrogateescape"
_TOLD = "sentences whose token ids are not 1, 2, 3, …: numbered so"


def numbers(ids: Sequence[str]) -> list[str] | None:
    """The ids that rows with these ids, in order, should have; None where they have them."""
    result: list[str] = []
    number = part = 0
    for id in ids:
        if is_surface(id):
            first, _, last = id.partition("-")
            result.append(f"{number + 1}-{number + 1 + max(1, int(last) - int(first))}")
            continue
        number, part = (number, part + 1) if "." in id else (number + 1, 0)
        result.append(f"{number}.{part}" if "." in id else str(number))
    return None if result == list(ids) else result


def numbered(said: Said, tell: Callable[[str], None]) -> Said:
    """The sentence with such numbers, its heads and relations moved with them; told where anything changed."""
    lines = said.block.decode(errors=_ERRORS).split("\n")
    places = [number for number, line in enumerate(lines) if is_token_line(line)]
    ids = [lines[place].partition("\t")[0].removeprefix("\ufeff") for place in places]
    fresh = numbers(ids)
    if fresh is None:
        return said
    tell(_TOLD)
    # Where an id is there twice, its first row is meant.
    moved = dict(reversed(list(zip(ids, fresh, strict=True))))
    for place, id in zip(places, fresh, strict=True):
        cells = lines[place].split("\t")
        cells[0] = id
        if len(cells) > 6:
            cells[6] = _moved(cells[6], moved)
        if len(cells) > 8:
            cells[8] = "|".join(_moved(item, moved) for item in cells[8].split("|"))
        lines[place] = "\t".join(cells)
    relations = {
        position: StatedRelation(_end(relation.governor, moved), _end(relation.object, moved), relation.config)
        for position, relation in said.relations.items()
    }
    return Said("\n".join(lines).encode(errors=_ERRORS), relations, said.parts)


def _moved(item: str, ids: Mapping[str, str]) -> str:
    """A reference to a token (`7`, `7:nsubj`) with the token's new id."""
    id, colon, rest = item.partition(":")
    return f"{ids.get(id, id)}{colon}{rest}"


def _end(id: str, ids: Mapping[str, str]) -> str:
    return NONE if id == NONE else ids.get(id, id)
