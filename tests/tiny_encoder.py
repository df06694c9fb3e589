"""A tiny encoder folder, as encoders to fine-tune come: two layers of random weights, its own tokenizer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

TEXT = (
    "The cat slept in front of the stove for an hour .",
    "She came to the shop at noon and looked at it up .",
    "We gave up on them in 2019 because of the rain !",
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


def tiny_tokenizer(text: Iterable[str] = TEXT) -> Tokenizer:
    """A WordPiece tokenizer that writes everything small, of the words of a few sentences and all their letters."""
    words = sorted({word for sentence in text for word in sentence.lower().split()})
    letters = sorted({letter for word in words for letter in word})
    pieces = dict.fromkeys([*SPECIAL, *letters, *(f"##{letter}" for letter in letters), *words])
    tokenizer = Tokenizer(WordPiece({piece: number for number, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def tiny_encoder(folder: Path, text: Iterable[str] = TEXT, *, family: str = "bert", seed: int = 3) -> Path:
    """Writes config.json, model.safetensors and tokenizer.json of a random encoder of a family, `bert` or `mpnet`."""
    import torch
    from transformers import AutoConfig, AutoModel

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = tiny_tokenizer(text)
    tokenizer.save(str(folder / "tokenizer.json"))
    config = AutoConfig.for_model(family, vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=160, **SIZES)
    torch.manual_seed(seed)
    AutoModel.from_config(config).save_pretrained(folder)
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["model_type"] == family
    return folder
