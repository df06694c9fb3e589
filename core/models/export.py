"""From a trained model's folder to one that the program runs everywhere: a graph with rounded weights, its labels.

Needs the packages onnx and safetensors.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import numpy as np

from construal.core.models.errors import ModelError, NotInstalled
from construal.core.models.graph import BLOCKS, ROWS, Weights, built, has_arcs
from construal.core.models.labels import ARC, Labels
from construal.core.models.manifest import GRAPH, LABELS, TOKENIZER, WEIGHTS, Manifest, checked, seal
from construal.core.models.rounding import BITS

RUN = ("tag", "pair", "upos", "xpos", "deprel", "lemma")  # roles and functions only help to train
FULL = 32


def export(
    source: Path, target: Path, *, bits: int = 8, products: str = BLOCKS, precedent_layer: int | None = None
) -> Manifest:
    """Write the folder `target` with the graph of the model in `source`, and give its manifest.

    `bits` is 8 or 4 for matrices in blocks of 32 and embeddings in bytes, 32 for weights as they are; `products` says
    how the rounded ones are multiplied: "blocks" nearest to what they were, "rows" faster. `precedent_layer`
    is that of precedents, 0 for the last; as the source's manifest has it where it is not given. Raises ModelError
    where the source is no trained model.
    """
    if bits not in (*BITS, FULL):
        raise ModelError(f"weights of {bits} bits cannot be written; choose 4, 8 or {FULL}.")
    if products not in (BLOCKS, ROWS):
        raise ModelError(f"‘{products}’ is no way to multiply rounded weights; choose {BLOCKS} or {ROWS}.")
    manifest = checked(source)
    if WEIGHTS not in manifest.files:
        raise ModelError(f"{source}: the model has no {WEIGHTS} to export; export a model that was trained.")
    labels = Labels.from_json((source / LABELS).read_bytes(), str(source / LABELS))
    layers = manifest.encoder.layers
    layer = manifest.precedent_layer if precedent_layer is None else precedent_layer
    if not 0 <= layer <= layers:
        raise ModelError(f"{source}: the model has {layers} layers, none with the number {layer}; choose another.")
    manifest = msgspec.structs.replace(manifest, precedent_layer=layer % layers)
    try:
        import onnx
    except ImportError as error:
        raise NotInstalled("Exporting a model needs onnx, which is not installed; pip install onnx.") from error
    weights = _weights(source / WEIGHTS)
    heads = [head for head in RUN if head in labels.sizes]
    if has_arcs(weights):
        # Relations come with the governors.
        heads = [*(head for head in heads if head != "deprel"), ARC]
    try:
        graph = built(
            weights, manifest.encoder, heads, bits=bits, products=products, precedent_layer=manifest.precedent_layer
        )
    except KeyError as error:
        raise ModelError(f"{source / WEIGHTS}: the weights {error} are missing; train the model again.") from error
    target.mkdir(parents=True, exist_ok=True)
    onnx.save(graph, str(target / GRAPH))
    for name in (LABELS, TOKENIZER):
        if source.resolve() != target.resolve():
            shutil.copyfile(source / name, target / name)
    return seal(target, msgspec.structs.replace(manifest, files={}))


def _weights(path: Path) -> Weights:
    from safetensors.numpy import load_file

    return {name: np.asarray(weights, np.float32) for name, weights in load_file(path).items()}
