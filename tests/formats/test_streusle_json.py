"""STREUSLE's JSON: every shape of it is read, and what nobody edited goes out as it came."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from exported import exported
from hypothesis import given
from hypothesis import strategies as st

from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Imported, ReadOptions, Written
from construal.annotation.formats.registry import by_ending, by_name, detect
from construal.annotation.formats.streusle_json import StreusleJson


def token(number: int, word: str, upos: str, xpos: str, head: int, deprel: str, **more: Any) -> dict[str, Any]:
    return {
        "#": number, "word": word, "lemma": word.lower(), "upos": upos, "xpos": xpos, "feats": None, "head": head,
        "deprel": deprel, "edeps": f"{head}:{deprel}", "misc": None, "smwe": None, "wmwe": None, "lextag": "O", **more,
    }  # fmt: skip


def single(number: int, lemma: str, lexcat: str, ss: str | None = None, ss2: str | None = None) -> dict[str, Any]:
    return {"lexlemma": lemma, "lexcat": lexcat, "ss": ss, "ss2": ss2, "toknums": [number]}


def sentence(**more: Any) -> dict[str, Any]:
    """A sentence with a single adposition, a strong and a weak expression, and a multiword surface token."""
    return {
        "sent_id": "walk-0001", "text": "It's out of Rome here.", "note": "kept", "mwe": "It's out_of~Rome here .",
        "toks": [
            token(1, "It", "PRON", "PRP", 5, "nsubj", lextag="O-PRON"),
            token(2, "'s", "AUX", "VBZ", 5, "cop", lextag="O-V-v.stative"),
            token(3, "out", "ADP", "IN", 5, "case", smwe=[1, 1], wmwe=[2, 1], lextag="B-P-p.Source"),
            token(4, "of", "ADP", "IN", 5, "case", smwe=[1, 2], wmwe=[2, 2], lextag="I_"),
            token(5, "Rome", "PROPN", "NNP", 0, "root", wmwe=[2, 3], lextag="I~-N-n.LOCATION"),
            token(6, "here", "ADV", "RB", 5, "advmod", misc="SpaceAfter=No", lextag="O-P-p.Locus"),
            token(7, ".", "PUNCT", ".", 5, "punct", lextag="O-PUNCT"),
        ],
        "etoks": [{
            "#": [1, 2, "1-2"], "word": "It's", "lemma": "_", "upos": "_", "xpos": None, "feats": None, "head": None,
            "deprel": None, "edeps": None, "misc": None,
        }],
        "swes": {
            "1": single(1, "it", "PRON"), "2": single(2, "'s", "V", "v.stative"),
            "5": single(5, "rome", "N", "n.LOCATION"), "6": single(6, "here", "P", "p.Locus", "p.Locus"),
            "7": single(7, ".", "PUNCT"),
        },
        "smwes": {"1": {**single(3, "out of", "P", "p.Source", "p.Source"), "toknums": [3, 4]}},
        "wmwes": {"2": {"lexlemma": "out of rome", "toknums": [3, 4, 5], "lexcat": None}},
        **more,
    }  # fmt: skip


LABELS = {
    "'s": {"strength": "single", "supersense": "v.stative"},
    "here": {"strength": "single", "role": "Locus", "function": "Locus"},
    "out of": {"strength": "strong", "role": "Source", "function": "Source"},
    "out of Rome": {"strength": "weak"},
    "Rome": {"strength": "single", "supersense": "n.LOCATION"},
}


def read(value: object) -> Imported:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return StreusleJson().read(data, "walk.json", ReadOptions())


def write(imported: Imported, value: object, form: str = "streusle-json") -> Written:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return exported(imported.documents, imported.annotations, form, data)


def stated(imported: Imported) -> dict[str, dict[str, object]]:
    text = {document.id: document.text for document in imported.documents}
    return {a.anchor.text(text[a.document]): dict(a.values) for a in imported.annotations}


def place(imported: Imported, words: str) -> int:
    text = imported.documents[0].text
    return next(n for n, a in enumerate(imported.annotations) if a.anchor.text(text) == words)


# --- reading -------------------------------------------------------------------------------------------------------


def test_a_sentence_is_read() -> None:
    """Words, expressions and labels are read, and a file without documents has them by its sent_ids."""
    imported = read([sentence()])
    assert imported.oddities == []
    assert stated(imported) == LABELS
    (document,) = imported.documents
    assert (document.name, document.text, document.format) == ("walk", "It's out of Rome here.", "streusle-json")
    assert document.sentences.ids[0] == "walk-0001"


def test_documents() -> None:
    """A `newdoc id` begins a document; where no sentence has one, sent_ids tell."""
    other = {**sentence(), "sent_id": "rest-0001"}
    assert [d.name for d in read([sentence(), other]).documents] == ["walk", "rest"]
    named = [{"newdoc id": "all", **sentence()}, other]
    assert [d.name for d in read(named).documents] == ["all"]
    assert len(read([{**sentence(), "sent_id": "one"}, other]).documents) == 1


def newer(value: dict[str, Any]) -> dict[str, Any]:
    """A sentence in the shape of STREUSLE 5: MISC is a list that has the features, too."""
    value["toks"][5]["misc"] = ["SpaceAfter=No", "Supersense=p.Locus"]
    value["toks"][2]["misc"] = ["MWECat=P", "MWELemma=out of", "MWELen=2", "Supersense=p.Source"]
    return value


def test_the_newer_shape() -> None:
    """MISC as a list, with the features of annotation, says the same; the features leave the document's column."""
    value = [newer(sentence())]
    imported = read(value)
    assert (imported.oddities, stated(imported)) == ([], LABELS)
    assert imported.documents[0].tokens.cell("misc", 5) == "SpaceAfter=No"
    assert json.loads(write(imported, value).data) == value
    imported.annotations[place(imported, "here")] = msgspec.structs.replace(
        imported.annotations[place(imported, "here")], values={**LABELS["here"], "role": "Goal"}
    )
    written = json.loads(write(imported, value).data)[0]
    assert written["toks"][5]["misc"] == ["SpaceAfter=No", "Supersense[coding]=p.Locus", "Supersense[scene]=p.Goal"]
    assert written["toks"][2]["misc"] == value[0]["toks"][2]["misc"]


@pytest.mark.parametrize("holder", ["swes", "toks"])
def test_relations_are_read(holder: str) -> None:
    """A governor other than the tree has is read from an expression or from a token, and goes out as it came."""
    relation = {"gov": 2, "govlemma": "'s", "obj": None, "objlemma": None, "config": "stranded"}
    value = sentence()
    (value["swes"]["6"] if holder == "swes" else value["toks"][5])["heuristic_relation"] = relation
    imported = by_name("streusle-govobj").read(json.dumps([value]).encode(), "walk.govobj.json", ReadOptions())
    assert stated(imported)["here"] == LABELS["here"] | {"governor": "2", "config": "stranded"}
    for document in imported.documents:
        document.format = "streusle-govobj"
    assert json.loads(write(imported, [value], "streusle-govobj").data) == [value]
    plain = write(imported, [value])
    assert json.loads(plain.data) == [sentence()]
    assert [loss.message for loss in plain.ledger] == ["governors and objects other than follow from the tree"]


def test_expressions_by_their_numbers_alone() -> None:
    """Tokens that do not say which expressions they are in are read from the expressions."""
    value = sentence()
    for each in value["toks"]:
        del each["smwe"], each["wmwe"]
    assert stated(read([value])) == LABELS


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"toks": [{"#": 1, "word": "It"}, "x"]}, "‘toks’ is not a list of objects; what is none is left out"),
        ({"swes": []}, "‘swes’ is not an object of objects; what is none is left out"),
        ({"etoks": [{"#": "x"}]}, "‘x’ is no number of a token in etoks; left out"),
        ({"etoks": [{"#": [9, 10, "9-10"], "word": "x"}]}, "‘9-10’ in etoks stands beside no token; left out"),
        ({"toks": [token(2, "It", "X", "_", 0, "root"), token(1, "is", "X", "_", 2, "dep")]},
         "the token number ‘1’ does not follow; read as 3"),
        ({"toks": [token(1, "It", "X", "_", 0, "root", feats=[1])]},
         "‘feats’ is neither text nor a number; read as [1]"),
        ({"toks": [token(1, "a\tb", "X", "_", 0, "root")]}, "a line end or tab inside a value; a blank stands for it"),
        ({"toks": [token(1, "a\ud800", "X", "_", 0, "root")]}, "a null, or half of a surrogate pair; shown as �"),
    ],
)  # fmt: skip
def test_wrong_types_are_told(change: dict[str, Any], message: str) -> None:
    """What is of another type than it must be is told with its sentence, and goes out as it came."""
    value = [sentence(), {**sentence(), "sent_id": "walk-0002", **change}]
    imported = read(value)
    assert f"sentence walk-0002: {message}" in [o.message for o in imported.oddities]
    assert json.loads(write(imported, value).data) == value


def test_odd_labels_are_told_by_sentence_and_token() -> None:
    """What the labels themselves have that is odd is told where a person can find it."""
    value = sentence()
    value["swes"]["5"]["ss"] = "n.THING"
    assert "sentence walk-0001, token 5: ‘n.THING’ is no noun or verb supersense; kept" in [
        oddity.message for oddity in read([value]).oddities
    ]


def test_keys_that_are_there_twice() -> None:
    """A key that is there twice is told; the last one counts."""
    data = json.dumps([sentence()]).replace('"word": "Rome"', '"word": "Bonn", "word": "Rome"').encode()
    (oddity,) = read(data).oddities
    assert oddity.message.startswith("the key ‘word’ is there twice")
    assert oddity.message.endswith("the last counts")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is no JSON"),
        (b"[\n{\n", "walk.json:3: the file is no JSON"),
        (b'"word"', "a list of sentences is needed"),
        (b"[1, 2]", "no sentence has a list ‘toks’"),
        (b'[{"sent_id": "a-1"}]', "no sentence has a list ‘toks’"),
        (b"[" * 100_000, "too deeply"),
        (b'[{"toks": [{"#": 1, "word": "a"}], "x": ' + b"[" * 9999 + b"1" + b"]" * 9999 + b"}]", "too deeply"),
        (b'[{"toks": [{"#": ' + b"9" * 5000 + b"}]}]", "check its numbers"),
        (b'[{"toks": [{"#": NaN}]}]', "NaN is no number of JSON"),
        (b'[{"toks": [{"word": "\xff"}]}]', "byte FF is no UTF-8"),
    ],
)  # fmt: skip
def test_no_json_of_streusle(data: bytes, message: str) -> None:
    """What is no such JSON, or a trap, is one known error in one sentence."""
    with pytest.raises(FormatError, match=r"walk\.json") as caught:
        read(data)
    assert message in str(caught.value)


# As text, for a drawn list or object is changed by the next draw.
JUNK = st.sampled_from((
    "null", "-1", "2.5", "true", '""', '"x"', '"1:1"', '"a\\tb\\nc"', '"\\ud800"', "[]", "[1]", "[1, 2]", "{}",
    '{"a": 1}', '"#"',
)).map(json.loads)  # fmt: skip


@given(st.data())
def test_any_wrong_value_is_survived(data: st.DataObject) -> None:
    """Whatever stands where something else belongs, the file is read or refused, and written in every form."""
    value: Any = [sentence(), sentence(sent_id="walk-0002")]
    for _ in range(data.draw(st.integers(1, 3))):
        holder: Any = value
        while isinstance(holder, dict | list) and holder:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.integers(0, 3)) == 0:
                holder[key] = data.draw(JUNK)
                break
            holder = holder[key]
    try:
        imported = read(value)
    except FormatError:
        return
    kept = [each for each in value if isinstance(each, dict)]
    assert json.loads(write(imported, value).data) == kept
    for form in ("conllulex", "conllu", "streusle-govobj"):
        write(imported, value, form)


# --- writing -------------------------------------------------------------------------------------------------------


def test_an_edit_changes_its_keys() -> None:
    """Another label changes two values and a tag; keys that are not ours, and all other sentences, stay."""
    value = [sentence(), {**sentence(), "sent_id": "walk-0002", "extra": {"deep": [1, None]}}]
    value[0]["swes"]["6"]["checked"] = True
    imported = read(value)
    at = place(imported, "here")
    imported.annotations[at] = msgspec.structs.replace(
        imported.annotations[at], values={"strength": "single", "role": "Goal", "function": "Locus"}
    )
    written = json.loads(write(imported, value).data)
    value[0]["swes"]["6"] |= {"ss": "p.Goal", "ss2": "p.Locus"}
    value[0]["toks"][5]["lextag"] = "O-P-p.Goal|p.Locus"
    assert written == value


def test_a_removed_expression() -> None:
    """Without a strong expression its words stand alone, in the order of their numbers."""
    value = [sentence()]
    imported = read(value)
    imported.annotations = [a for a in imported.annotations if a.text("strength") == "single"]
    written = json.loads(write(imported, value).data)[0]
    assert (written["smwes"], written["wmwes"], written["mwe"]) == ({}, {}, "It 's out of Rome here .")
    assert list(written["swes"]) == ["1", "2", "3", "4", "5", "6", "7"]
    assert written["swes"]["3"] == single(3, "out", "P")
    assert [t["smwe"] or t["wmwe"] for t in written["toks"]] == [None] * 7


def test_comments_of_every_kind_come_back() -> None:
    """Comments without a value, twice the same, or with the name of a structure go through JSON and back."""
    lines = (
        b"# newdoc id = walk\n# newpar\n#odd\n# sent_id = walk-1\n# text = Go\n# toks = 3\n# TODO: look\n# mwe = Go\n"
        b"# a = 1\n# a = 2\n1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\t_\tV\tgo\tv.motion\t_\t_\t_\t_\tO-V-v.motion\n\n"
    )
    imported = Conllulex().read(lines, "walk.conllulex", ReadOptions())
    as_json = write(imported, lines).data
    assert json.loads(as_json)[0]["newdoc id"] == "walk"
    assert write(read(as_json), as_json, "conllulex").data == lines


def test_cells_that_no_key_holds_come_back() -> None:
    """Labels inside an expression, on empty nodes, and odd numbers of expressions go through JSON and back."""
    rows = [
        "1|a|a|ADP|IN|_|0|root|_|_|2:1|P|a b|p.Time|p.Time|_|_|_|B-P-p.Time",
        "2|b|b|ADP|IN|_|1|dep|_|_|2:2|P|_|p.Time|_|_|_|_|I_",
        "2.1|c|_|ADP|_|_|_|_|_|_|_|_|_|p.Topic|p.Topic|_|_|_|_",
        "3|d|d|X|_|_|1|dep|_|_|x|X|d|_|_|_|Y|_|O-X",
    ]
    lines = ("# sent_id = a-1\n# text = a b d\n" + "\n".join(rows).replace("|", "\t") + "\n\n").encode()
    imported = Conllulex().read(lines, "a.conllulex", ReadOptions())
    as_json = write(imported, lines).data
    back = write(read(as_json), as_json, "conllulex").data
    assert [line for line in back.split(b"\n") if b"\t" in line] == [
        line for line in lines.split(b"\n") if b"\t" in line
    ]


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.govobj.json", "streusle-govobj"), ("a.streusle.json", "streusle-json"), ("a.goldid.json", "streusle-json"),
     ("a.autoid.json", "streusle-json"), ("a.conllu", "conllu")],
)  # fmt: skip
def test_endings(name: str, form: str) -> None:
    """A new file gets its form by its ending."""
    assert by_ending(Path(name)).name == form


def test_detection() -> None:
    """The two kinds of JSON are told apart by what they hold."""
    assert detect(Path("x"), json.dumps([sentence()]).encode()).name == "streusle-json"
    value = sentence()
    value["swes"]["6"]["heuristic_relation"] = {"gov": 5, "obj": None, "config": "default"}
    assert detect(Path("x"), json.dumps([value]).encode()).name == "streusle-govobj"
