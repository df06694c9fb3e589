"""The network: an encoder, six shapes of words added to its input, a linear head for each kind of label, and arcs.

Needs torch and transformers; imported only where somebody trains, or runs with torch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig, AutoModel
from transformers.utils import logging

from construal.core.models.labels import ARC
from construal.core.models.manifest import WEIGHTS, EncoderFacts
from construal.core.models.pieces import Shape
from construal.core.training.arcs import Arcs
from construal.core.training.errors import TrainingError

CONFIG = "config.json"
_LAYER = re.compile(r"\.layer\.(\d+)\.")


class Batch(NamedTuple):
    """Sentences of one length in pieces, the shorter ones padded; `first` counts pieces through the whole batch."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor


class Rated(NamedTuple):
    """A parameter that is trained: its name, and by what its rate is multiplied; None for those of the heads."""

    name: str
    parameter: Any
    depth: int | None


class Network(nn.Module):  # type: ignore[misc]  # torch is Any to the type checker
    """Scores for each word, by head. Word embeddings stay as they came.

    Encoders differ sixfold in the scale of what they give, so it is brought to mean 0 and deviation 1 for each word
    before the heads. `has_arcs` adds what finds governors; their relations are those that the head "deprel" has.
    """

    def __init__(self, encoder: Any, sizes: Mapping[str, int], *, dropout: float = 0.0, has_arcs: bool = False) -> None:
        super().__init__()
        self.encoder = encoder
        self.hidden = int(encoder.config.hidden_size)
        encoder.get_input_embeddings().weight.requires_grad_(False)
        self.shapes = nn.Embedding(len(Shape), self.hidden)
        nn.init.zeros_(self.shapes.weight)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({head: nn.Linear(self.hidden, size) for head, size in sizes.items()})
        self.arcs = self._new_arcs() if has_arcs else None

    def words(self, batch: Batch, *, layer: int = 0) -> tuple[Tensor, Tensor]:
        """Two vectors for each word of the batch, in order: of the last layer, and of this one, 0 being the last."""
        embedded = self.encoder.get_input_embeddings()(batch.ids) + self.shapes(batch.shapes)
        out = self.encoder(inputs_embeds=embedded, attention_mask=batch.mask, output_hidden_states=layer > 0)
        vectors = self._normed(out.last_hidden_state, batch)
        return vectors, self._normed(out.hidden_states[layer], batch) if layer else vectors

    def forward(self, batch: Batch, *, extras: Sequence[str] = (), layer: int = 0) -> dict[str, Tensor]:
        """The scores of each word of the batch, by head, and what governors are found by.

        `extras` may name the words' vectors, of the last layer and of this one: "vectors", "precedents".
        """
        vectors, precedents = self.words(batch, layer=layer if "precedents" in extras else 0)
        dropped = self.dropout(vectors)
        found = {name: head(dropped) for name, head in self.heads.items()}
        if self.arcs is not None:
            found |= self.arcs(dropped)
        also = {"vectors": vectors, "precedents": precedents}
        return found | {name: also[name] for name in extras}

    def _normed(self, flow: Tensor, batch: Batch) -> Tensor:
        return functional.layer_norm(flow.reshape(-1, self.hidden)[batch.first].float(), (self.hidden,))

    def _new_arcs(self) -> Arcs:
        return Arcs(self.hidden, self.heads["deprel"].out_features, dropout=self.dropout.p)

    def trained(self) -> Iterator[Rated]:
        """The parameters that are trained; `depth` is 0 for the highest layer and rises to the embeddings."""
        layers = int(self.encoder.config.num_hidden_layers)
        for name, parameter in self.named_parameters():
            if not parameter.requires_grad:
                continue
            layer = _LAYER.search(name)
            if name.startswith(("heads.", "arcs.")):
                yield Rated(name, parameter, None)
            elif layer:
                yield Rated(name, parameter, layers - int(layer[1]) - 1)
            else:
                # What the layers share, mpnet's relative positions, feeds the highest one as well.
                yield Rated(name, parameter, layers if "embeddings" in name or name.startswith("shapes.") else 0)

    def facts(self, origin: str = "") -> EncoderFacts:
        """What the manifest says of the encoder; `origin` is what it is called where it came from."""
        config = self.encoder.config
        offset = 2 if config.model_type in ("mpnet", "roberta", "xlm-roberta") else 0
        return EncoderFacts(
            architecture=str(config.model_type),
            layers=int(config.num_hidden_layers),
            hidden=self.hidden,
            heads=int(config.num_attention_heads),
            origin=origin,
            positions=int(config.max_position_embeddings) - offset,
            epsilon=float(config.layer_norm_eps),
        )

    def keep_layers(self, number: int) -> None:
        """Leave only the first layers of the encoder. Raises TrainingError where it has not as many."""
        layers = self.encoder.encoder.layer
        if number > len(layers):
            raise TrainingError(f"the encoder has {len(layers)} layers, not {number}; correct `layers` in the recipe.")
        self.encoder.encoder.layer = layers[:number]
        self.encoder.config.num_hidden_layers = number

    def keep_heads(self, names: Iterable[str]) -> None:
        """Leave only the heads of these names; of a network that had no arcs, those are new."""
        wanted = tuple(names)
        self.heads = nn.ModuleDict({name: self.heads[name] for name in wanted if name != ARC})
        if ARC not in wanted:
            self.arcs = None
        elif self.arcs is None:
            self.arcs = self._new_arcs()

    def write(self, folder: Path) -> None:
        """Writes weights and the encoder's configuration into a folder that is there."""
        tensors = {name: tensor.detach().float().contiguous().cpu() for name, tensor in self.state_dict().items()}
        save_file(tensors, folder / WEIGHTS)
        self.encoder.config.to_json_file(folder / CONFIG)


def of_encoder(folder: Path, sizes: Mapping[str, int], *, dropout: float = 0.0, has_arcs: bool = False) -> Network:
    """A network whose heads are new, on an encoder's folder (config.json, model.safetensors).

    Raises TrainingError where there is none. Nothing is downloaded and no code of the folder is run.
    """
    try:
        with _quiet():
            encoder = AutoModel.from_pretrained(
                folder, add_pooling_layer=False, dtype=torch.float32, attn_implementation="eager",
                local_files_only=True, trust_remote_code=False, use_safetensors=True,
            )  # fmt: skip
    except (OSError, ValueError, TypeError, KeyError, SafetensorError) as error:
        reason = str(error).partition("\n")[0]
        raise TrainingError(
            f"{folder}: no BERT or MPNet encoder can be read here ({reason}); give the folder of one, with "
            f"{CONFIG} and {WEIGHTS}."
        ) from error
    return Network(encoder, sizes, dropout=dropout, has_arcs=has_arcs)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps transformers from telling of weights that are left aside: those of an encoder’s pooler are."""
    verbosity, has_bar = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if has_bar:
            logging.enable_progress_bar()


def of_model(folder: Path, sizes: Mapping[str, int], *, dropout: float = 0.0) -> Network:
    """The network of a model's folder that `Network.write` wrote. Raises TrainingError where it cannot be read."""
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        encoder = AutoModel.from_config(config, add_pooling_layer=False, attn_implementation="eager")
        weights = load_file(folder / WEIGHTS)
        has_arcs = any(name.startswith("arcs.") for name in weights)
        network = Network(encoder, sizes, dropout=dropout, has_arcs=has_arcs)
        network.load_state_dict(weights)
    except (OSError, ValueError, TypeError, KeyError, RuntimeError, SafetensorError) as error:
        reason = str(error).partition("\n")[0]
        raise TrainingError(f"{folder}: no model that was trained here can be read ({reason}).") from error
    return network
