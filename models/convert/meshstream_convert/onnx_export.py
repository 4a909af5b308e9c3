"""Writes a Network as ONNX, node by node, with the same bytes every time."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from . import network as net

OPSET = 17
IR_VERSION = 8
"""Both are old enough for every ONNX Runtime of the last years, and new enough for all operators used."""

BATCH = "N"

_PLAIN = {
    net.Add: ("Add", {}),
    net.Concat: ("Concat", {"axis": 1}),
    net.Flatten: ("Flatten", {"axis": 1}),
    net.Relu: ("Relu", {}),
    net.Sigmoid: ("Sigmoid", {}),
}
"""Nodes that are one operator of ONNX without weights."""


_LEAST_HALVED = 1024
"""Bytes of the smallest constant that is worth a node of its own."""


def export(network: net.Network, name: str, properties: dict[str, str], half_weights: bool = False) -> bytes:
    """Returns a checked ONNX file with a dynamic batch axis; properties become model metadata.

    Half weights are those that half precision holds without loss, each with a Cast that ONNX Runtime runs once, when it
    loads the file: the network that it runs is the same.
    """
    return _Exporter(network, half_weights).run(name, properties)


def checked_model(graph: onnx.GraphProto, properties: dict[str, str]) -> bytes:
    model = helper.make_model(
        graph,
        producer_name="meshstream",
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    helper.set_model_props(model, dict(sorted(properties.items())))
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


class _Exporter:
    def __init__(self, network: net.Network, half_weights: bool):
        self._network = network
        self._half_weights = half_weights
        self._shapes = network.shapes()
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def run(self, name: str, properties: dict[str, str]) -> bytes:
        for node in self._network.nodes:
            self._emit(node)
        graph = helper.make_graph(
            self._nodes,
            name,
            [self._value(self._network.input)],
            [self._value(output) for output in self._network.outputs],
            self._constants,
        )
        return checked_model(graph, properties)

    def _value(self, name: str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [BATCH, *self._shapes[name]])

    def _constant(self, node: net.Node, role: str, array: np.ndarray) -> str:
        name = f"{node.output}.{role}"
        array = np.ascontiguousarray(array)
        if self._half_weights and _is_worth_half(array):
            half = f"{name}.half"
            self._constants.append(numpy_helper.from_array(array.astype(np.float16), half))
            self._add("Cast", [half], name, to=TensorProto.FLOAT)
        else:
            self._constants.append(numpy_helper.from_array(array, name))
        return name

    def _add(self, op_type: str, inputs: list[str], output: str, **attributes) -> None:
        self._nodes.append(helper.make_node(op_type, inputs, [output], name=output, **attributes))

    def _emit(self, node: net.Node) -> None:
        inputs, output = node.inputs, node.output
        if type(node) in _PLAIN:
            op_type, attributes = _PLAIN[type(node)]
            self._add(op_type, inputs, output, **attributes)
            return
        match node:
            case net.Conv():
                weight = self._constant(node, "weight", node.weight)
                bias = self._constant(node, "bias", node.bias)
                self._add(
                    "Conv",
                    [*inputs, weight, bias],
                    output,
                    kernel_shape=node.kernel,
                    strides=node.stride,
                    pads=node.pads,
                    group=len(node.bias) if node.depthwise else node.groups,
                )
            case net.Dense():
                weight = self._constant(node, "weight", node.weight)
                bias = self._constant(node, "bias", node.bias)
                self._add("Gemm", [*inputs, weight, bias], output, transB=1)
            case net.Relu6():
                low = self._constant(node, "low", np.array(0, np.float32))
                high = self._constant(node, "high", np.array(6, np.float32))
                self._add("Clip", [*inputs, low, high], output)
            case net.SpatialMean():
                pooled = f"{output}_pooled"
                self._add("GlobalAveragePool", inputs, pooled)
                self._add("Flatten", [pooled], output, axis=1)
            case net.PRelu():
                slope = self._constant(node, "slope", node.slope.reshape(-1, 1, 1))
                self._add("PRelu", [*inputs, slope], output)
            case net.MaxPool():
                self._add("MaxPool", inputs, output, kernel_shape=node.kernel, strides=node.stride, pads=node.pads)
            case net.Upsample():
                scales = self._constant(node, "scales", np.array([1, 1, *node.factor], np.float32))
                self._add(
                    "Resize",
                    [*inputs, "", scales],
                    output,
                    mode="linear",
                    coordinate_transformation_mode="half_pixel",
                )
            case net.DepthToSpace():
                self._add("DepthToSpace", inputs, output, blocksize=node.block, mode="DCR")
            case net.AnchorRows():
                cells = f"{output}_cells"
                self._add("Transpose", inputs, cells, perm=[0, 2, 3, 1])
                rows = self._constant(node, "shape", np.array([-1, *self._shapes[output]], np.int64))
                self._add("Reshape", [cells, rows], output)
            case _:
                self._emit_channels(node)

    def _emit_channels(self, node: net.Node) -> None:
        """Nodes that add or choose channels."""
        inputs, output = node.inputs, node.output
        match node:
            case net.Widen():
                extra = node.channels - self._shapes[inputs[0]][0]
                pads = self._constant(node, "pads", np.array([0, 0, 0, 0, 0, extra, 0, 0], np.int64))
                self._add("Pad", [*inputs, pads], output)
            case net.Channels():
                first = self._constant(node, "first", np.array([node.first], np.int64))
                end = self._constant(node, "end", np.array([node.first + node.count], np.int64))
                axis = self._constant(node, "axis", np.array([1], np.int64))
                self._add("Slice", [*inputs, first, end, axis], output)
            case _:
                raise TypeError(type(node))


def _is_worth_half(array: np.ndarray) -> bool:
    if array.dtype != np.float32 or array.nbytes < _LEAST_HALVED:
        return False
    with np.errstate(over="ignore"):
        return bool((array.astype(np.float16) == array).all())
