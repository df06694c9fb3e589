"""An encoder with its heads as an ONNX graph, made from its weights without torch.

Of the two families BERT has a vector for each place in a sentence, MPNet a bias for each distance between two as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from construal.core.models.backend import PRECEDENTS, VECTORS
from construal.core.models.errors import ModelError
from construal.core.models.labels import ARC
from construal.core.models.manifest import EncoderFacts
from construal.core.models.rounding import BLOCK, Blocks, from_blocks, in_blocks, in_rows, unpacked
from construal.core.models.trees import OUTPUTS

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

Floats = npt.NDArray[np.float32]
Weights = Mapping[str, Floats]
INPUTS = ("ids", "shapes", "mask", "first")
BLOCKS, ROWS = "blocks", "rows"  # how rounded matrices are multiplied
_LEVEL = 4  # of MatMulNBits: vectors in 8 bits, block by block
_MOST_OF_ROW = 63
_MIDDLE = np.uint8(128)
_OPSET = 17
_VERSION = 8  # of the graph's own form, which onnxruntime 1.20 reads
_MICROSOFT = "com.microsoft"
_HIDDEN = -1e4  # what is added to the score of a place that is no piece
_ATTENTION = {
    "bert": ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
             "attention.output.LayerNorm"),
    "mpnet": ("attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"),
}  # fmt: skip
ARCHITECTURES = tuple(_ATTENTION)
_FIRST_PLACE = {"bert": 0, "mpnet": 2}  # MPNet keeps the first two places for padding
_BUCKETS, _FARTHEST = 32, 128


def built(
    weights: Weights, facts: EncoderFacts, heads: Sequence[str], *,
    bits: int = 32, products: str = BLOCKS, precedent_layer: int = 0,
) -> ModelProto:  # fmt: skip
    """The graph from `INPUTS` to the scores of these heads, and the vectors they are made from, one row a word.

    The head "arc" stands for the `OUTPUTS` that trees are made from. Precedents have an output of their own where
    their layer is not the last, which is 0.

    `ids`, `shapes` and `mask` are sentences by pieces; `first` has the place of each word's first piece, counted
    through all of them. `bits` 8 or 4 rounds matrices in blocks and embeddings by rows, 32 leaves them. Rounded
    matrices are multiplied as `BLOCKS`, nearest to what they were, or as `ROWS`, faster. Raises ModelError for an
    architecture that is not known.
    """
    if facts.architecture not in ARCHITECTURES:
        known = " and ".join(ARCHITECTURES)
        raise ModelError(f"encoders of the kind ‘{facts.architecture}’ cannot be exported; known are {known}.")
    return _Builder(weights, facts, bits=bits, products=products).model(heads, precedent_layer=precedent_layer)


def has_arcs(weights: Weights) -> bool:
    """Whether a model finds governors."""
    return "arcs.product.weight" in weights


class _Builder:
    """Adds operations one after the other; each gives the name of its output."""

    def __init__(self, weights: Weights, facts: EncoderFacts, *, bits: int, products: str) -> None:
        self._weights, self._facts = weights, facts
        self._bits, self._products = bits, products
        self._rounded: dict[str, tuple[str, str]] = {}  # vectors in whole numbers, by what they were made from
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []
        self._count = 0

    def model(self, heads: Sequence[str], *, precedent_layer: int) -> ModelProto:
        from onnx import TensorProto, helper

        layers = self._encoded()
        words = self._words(layers[-1])
        named = {VECTORS: (words, self._facts.hidden)}
        if precedent_layer:
            named[PRECEDENTS] = self._words(layers[precedent_layer - 1]), self._facts.hidden
        for head in heads:
            named |= self._arcs(words) if head == ARC else {head: self._scored(words, f"heads.{head}")}
        for name, (flow, _) in named.items():
            self._nodes.append(helper.make_node("Identity", [flow], [name]))
        axes = {"first": ["words"]}
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, axes.get(name, ["sentences", "pieces"]))
            for name in INPUTS
        ]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", width])
            for name, (_, width) in named.items()
        ]
        graph = helper.make_graph(self._nodes, "tagger", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_VERSION, producer_name="construal")

    def _arcs(self, words: str) -> dict[str, tuple[str, int]]:
        """What trees are made from, as `construal.core.training.arcs` computes it, and how wide it is."""
        narrow = {
            name: self._op("Relu", self._scored(words, f"arcs.{name}")[0])
            for name in ("dependent", "governor", "relation_dependent", "relation_governor")
        }
        found = (
            self._scored(narrow["dependent"], "arcs.product"),
            (narrow["governor"], len(self._weights["arcs.governor.bias"])),
            self._scored(narrow["relation_dependent"], "arcs.of_dependent"),
            self._scored(narrow["relation_governor"], "arcs.of_governor"),
        )
        return dict(zip(OUTPUTS, found, strict=True))

    def _scored(self, flow: str, name: str) -> tuple[str, int]:
        return self._named(flow, name), len(self._weights[f"{name}.bias"])

    def _encoded(self) -> list[str]:
        """What each layer gives, one after the other."""
        facts = self._facts
        mpnet = facts.architecture == "mpnet"
        name = "encoder.embeddings."
        pieces = self._op("Shape", "ids", start=1, end=2)
        length = self._op("Squeeze", pieces)
        zero, one = self._constant(np.int64(0)), self._constant(np.int64(1))
        places = self._op("Range", zero, length, one)
        table = self._weights[f"{name}position_embeddings.weight"][_FIRST_PLACE[facts.architecture] :]
        if not mpnet:
            table = table + self._weights[f"{name}token_type_embeddings.weight"][0]
        words = self._weights[f"{name}word_embeddings.weight"]
        embedded = self._op("Add", self._looked_up(words, "ids"), self._looked_up(table, places))
        shapes = self._op("Gather", self._constant(self._weights["shapes.weight"]), "shapes")
        flow = self._normed(self._op("Add", embedded, shapes), f"{name}LayerNorm")
        bias = self._mask()
        if mpnet:
            bias = self._op("Add", bias, self._distances(places))
        flows: list[str] = []
        for layer in range(facts.layers):
            flow = self._layer(flow, bias, f"encoder.encoder.layer.{layer}.")
            flows.append(flow)
        return flows

    def _layer(self, flow: str, bias: str, name: str) -> str:
        facts = self._facts
        query, key, value, out, norm = (f"{name}{part}" for part in _ATTENTION[facts.architecture])
        size = facts.hidden // facts.heads
        # One product for all three is faster than three; the division by the root of the size goes into the query.
        scale = np.float32(1 / np.sqrt(size))
        matrices = [self._weights[f"{part}.weight"] for part in (query, key, value)]
        biases = [self._weights[f"{part}.bias"] for part in (query, key, value)]
        three = self._linear(
            flow, np.concatenate([matrices[0] * scale, *matrices[1:]]), np.concatenate([biases[0] * scale, *biases[1:]])
        )
        parted = self._op("Reshape", three, self._constant(np.array([0, 0, 3, facts.heads, size])))
        turned = self._op("Transpose", parted, perm=[2, 0, 3, 1, 4])
        q, k, v = (self._op("Gather", turned, self._constant(np.int64(part)), axis=0) for part in range(3))
        scores = self._op("Add", self._op("MatMul", q, self._op("Transpose", k, perm=[0, 1, 3, 2])), bias)
        seen = self._op("MatMul", self._op("Softmax", scores, axis=-1), v)
        joined = self._op(
            "Reshape",
            self._op("Transpose", seen, perm=[0, 2, 1, 3]),
            self._constant(np.array([0, 0, facts.hidden])),
        )
        flow = self._normed(self._op("Add", self._named(joined, out), flow), norm)
        inner = self._gelu(self._named(flow, f"{name}intermediate.dense"))
        return self._normed(self._op("Add", self._named(inner, f"{name}output.dense"), flow), f"{name}output.LayerNorm")

    def _words(self, flow: str) -> str:
        """The vectors of the words' first pieces, normed without weights."""
        hidden = self._facts.hidden
        rows = self._op("Reshape", flow, self._constant(np.array([-1, hidden])))
        words = self._op("Gather", rows, "first")
        ones, zeros = np.ones(hidden, np.float32), np.zeros(hidden, np.float32)
        return self._op("LayerNormalization", words, self._constant(ones), self._constant(zeros), axis=-1, epsilon=1e-5)

    def _mask(self) -> str:
        from onnx import TensorProto

        seen = self._op("Cast", self._op("Unsqueeze", "mask", self._constant(np.array([1, 2]))), to=TensorProto.FLOAT)
        unseen = self._op("Sub", self._constant(np.float32(1)), seen)
        return self._op("Mul", unseen, self._constant(np.float32(_HIDDEN)))

    def _distances(self, places: str) -> str:
        """MPNet's bias by the distance of two places, head by head."""
        most = self._facts.positions
        table = self._weights["encoder.encoder.relative_attention_bias.weight"][buckets(np.arange(-most, most + 1))]
        rows = self._op("Unsqueeze", places, self._constant(np.array([1])))
        columns = self._op("Unsqueeze", places, self._constant(np.array([0])))
        apart = self._op("Add", self._op("Sub", columns, rows), self._constant(np.int64(most)))
        by_head = self._op("Transpose", self._op("Gather", self._constant(table), apart), perm=[2, 0, 1])
        return self._op("Unsqueeze", by_head, self._constant(np.array([0])))

    def _looked_up(self, table: Floats, ids: str) -> str:
        from onnx import TensorProto

        if self._bits == 32:
            return self._op("Gather", self._constant(table), ids)
        rows = in_rows(table)
        numbers = self._op("Cast", self._op("Gather", self._constant(rows.data), ids), to=TensorProto.FLOAT)
        scaled = self._op("Mul", numbers, self._op("Gather", self._constant(rows.scales), ids))
        return self._op("Add", scaled, self._op("Gather", self._constant(rows.offsets), ids))

    def _gelu(self, flow: str) -> str:
        error = self._op("Erf", self._op("Div", flow, self._constant(np.float32(np.sqrt(2)))))
        grown = self._op("Mul", flow, self._op("Add", error, self._constant(np.float32(1))))
        return self._op("Mul", grown, self._constant(np.float32(0.5)))

    def _normed(self, flow: str, name: str) -> str:
        weight, bias = (self._constant(self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self._op("LayerNormalization", flow, weight, bias, axis=-1, epsilon=self._facts.epsilon)

    def _named(self, flow: str, name: str) -> str:
        return self._linear(flow, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _linear(self, flow: str, matrix: Floats, bias: Floats) -> str:
        if self._bits == 32:
            product = self._op("MatMul", flow, self._constant(np.ascontiguousarray(matrix.T)))
        elif self._products == ROWS:
            product = self._by_rows(flow, in_blocks(matrix, self._bits))
        else:
            blocks = in_blocks(matrix, self._bits)
            product = self._op(
                "MatMulNBits", flow, self._constant(blocks.data), self._constant(blocks.scales.reshape(-1)),
                self._constant(blocks.zeros.reshape(-1)), domain=_MICROSOFT, K=blocks.columns, N=blocks.rows,
                bits=self._bits, block_size=BLOCK, accuracy_level=_LEVEL,
            )  # fmt: skip
        return self._op("Add", product, self._constant(bias))

    def _by_rows(self, flow: str, blocks: Blocks) -> str:
        """The product in whole numbers: 8 bits for each word's vector, 7 for each row of the matrix.

        With 8 bits for both, sums of two products overflow on processors without instructions of their own for it.
        """
        from onnx import TensorProto

        matrix = from_blocks(blocks)
        steps = np.maximum(np.abs(matrix).max(axis=1), 1e-9) / _MOST_OF_ROW
        numbers, step = self._whole(flow)
        product = self._op(
            "MatMulInteger", numbers, self._unpacked(blocks, steps.astype(np.float32)), self._constant(_MIDDLE)
        )
        scaled = self._op("Mul", self._op("Cast", product, to=TensorProto.FLOAT), step)
        return self._op("Mul", scaled, self._constant(steps.astype(np.float32)))

    def _whole(self, flow: str) -> tuple[str, str]:
        """Vectors in whole numbers around 128, and the step of each vector, which depends on no other."""
        from onnx import TensorProto

        if flow not in self._rounded:
            most = self._op("ReduceMax", self._op("Abs", flow), axes=[-1], keepdims=1)
            least, half = self._constant(np.float32(1e-9)), self._constant(np.float32(127))
            step = self._op("Div", self._op("Max", most, least), half)
            numbers = self._op("Round", self._op("Div", flow, step))
            raised = self._op("Add", numbers, self._constant(np.float32(_MIDDLE)))
            self._rounded[flow] = self._op("Cast", raised, to=TensorProto.UINT8), step
        return self._rounded[flow]

    def _unpacked(self, blocks: Blocks, steps: Floats) -> str:
        """The matrix, turned, in 7 bits: made from its blocks by operations on constants, done when it is loaded."""
        from onnx import TensorProto

        count = blocks.scales.shape[1]
        packed = self._constant(blocks.data)
        if self._bits == 4:
            four = self._constant(np.uint8(4))
            low = self._op("BitShift", self._op("BitShift", packed, four, direction="LEFT"), four, direction="RIGHT")
            high = self._op("BitShift", packed, four, direction="RIGHT")
            last = self._constant(np.array([-1]))
            halves = [self._op("Unsqueeze", half, last) for half in (low, high)]
            packed = self._op("Concat", *halves, axis=-1)
        shape = self._constant(np.array([blocks.rows, count, BLOCK]))
        numbers = self._op("Cast", self._op("Reshape", packed, shape), to=TensorProto.FLOAT)
        zeros = unpacked(blocks.zeros, self._bits, count)
        zero = self._op("Cast", self._constant(zeros[..., None]), to=TensorProto.FLOAT)
        values = self._op("Mul", self._op("Sub", numbers, zero), self._constant(blocks.scales[..., None]))
        flat = self._op("Reshape", values, self._constant(np.array([blocks.rows, count * BLOCK])))
        if blocks.columns < count * BLOCK:
            begin, end, axis = (self._constant(np.array([number])) for number in (0, blocks.columns, 1))
            flat = self._op("Slice", flat, begin, end, axis)
        whole = self._op("Round", self._op("Div", flat, self._constant(steps[:, None])))
        return self._op("Transpose", self._op("Cast", whole, to=TensorProto.INT8), perm=[1, 0])

    def _op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self._count += 1
        name = f"{kind}_{self._count}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def _constant(self, value: npt.NDArray[np.generic] | np.generic) -> str:
        from onnx import numpy_helper

        self._count += 1
        name = f"constant_{self._count}"
        self._constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name


def buckets(distance: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """MPNet's class of a distance: near ones each for itself, far ones by their logarithm, the sides apart."""
    half = _BUCKETS // 2
    near = half // 2
    size = np.abs(distance)
    with np.errstate(divide="ignore"):
        far = near + (np.log(size / near) / np.log(_FARTHEST / near) * (half - near)).astype(np.float32)
    far = np.minimum(np.where(size < near, 0, far), half - 1).astype(np.int64)
    return np.asarray(np.where(distance > 0, half, 0) + np.where(size < near, size, far), dtype=np.int64)
