"""Translates TFLite operators (NHWC, fp16 weights) into a Network (NCHW, fp32 weights).

The translation is exact and changes nothing but layout: what runs fast where is
decided later.
"""

import numpy as np

from . import network as net
from .catalog import Model
from .errors import ConversionError
from .tflite import Graph, Operator, read_graph

_SAME, _VALID = 0, 1
_NO_ACTIVATION = 0
_ELEMENTWISE = {"ADD": net.Add, "LOGISTIC": net.Sigmoid, "RELU": net.Relu}
_FUSED_ACTIVATIONS = {1: net.Relu, 3: net.Relu6}


def import_model(model: Model, tflite: bytes) -> net.Network:
    """Reads a TFLite model; input and outputs get the names that the catalogue gives them."""
    names = {output.tflite_name: output.name for output in model.outputs}
    return _Importer(read_graph(tflite).without_outputs(model.unused_outputs)).run(names)


class _Importer:
    def __init__(self, graph: Graph):
        self._graph = graph
        self._constants = {i: t.data for i, t in enumerate(graph.tensors) if t.data is not None}
        self._names: dict[int, str] = {}
        self._frames: dict[int, tuple[int, int, int, int]] = {}

    def run(self, output_names: dict[str, str]) -> net.Network:
        graph = self._graph
        found = [graph.tensors[i].name for i in graph.outputs]
        if sorted(found) != sorted(output_names):
            raise ConversionError("TFLite outputs", found, f"{list(output_names)}", "correct the entry in catalog.py")
        result = net.Network("input", self._input_shape(), list(output_names.values()), self._inputs_of_graph())
        produced = {graph.tensors[i].name: i for i in graph.outputs}
        self._names |= {produced[tflite]: name for tflite, name in output_names.items()}
        for position, operator in enumerate(graph.operators):
            match operator.kind:
                case "DEQUANTIZE":
                    self._dequantize(operator)
                case "DENSIFY":
                    self._constants[operator.outputs[0]] = self._constants[operator.inputs[0]]
                case "PAD" if self._is_frame(operator):
                    self._frame(operator)
                case _:
                    output = self._names.setdefault(operator.outputs[0], f"{operator.kind.lower()}_{position}")
                    result.nodes += self._with_activation(operator, output)
        result.shapes()
        return result

    def _input_shape(self) -> net.Shape:
        """Several inputs become one, their channels one after another: callers fill one tensor."""
        shapes = [self._shape(i) for i in self._graph.inputs]
        ((height, width),) = {shape[1:3] for shape in shapes}
        return sum(shape[3] for shape in shapes), height, width

    def _inputs_of_graph(self) -> list[net.Node]:
        if len(self._graph.inputs) == 1:
            self._names[self._graph.inputs[0]] = "input"
            return []
        nodes: list[net.Node] = []
        first = 0
        for position, tensor in enumerate(self._graph.inputs):
            count = self._shape(tensor)[3]
            self._names[tensor] = f"input_{position}"
            nodes.append(net.Channels(["input"], self._names[tensor], first, count))
            first += count
        return nodes

    def _dequantize(self, operator: Operator) -> None:
        """fp16 constants are widened here, once, instead of at every inference."""
        (source,), (target,) = operator.inputs, operator.outputs
        self._constants[target] = self._constants[source].astype(np.float32)

    def _is_frame(self, operator: Operator) -> bool:
        """Whether a PAD puts zeros around a map, rather than behind its channels."""
        amounts = self._constants[operator.inputs[1]]
        return len(amounts) == 4 and not amounts[[0, 3]].any()

    def _frame(self, operator: Operator) -> None:
        """The zeros become padding of the convolutions that read the framed map."""
        (top, bottom), (left, right) = self._constants[operator.inputs[1]][1:3].tolist()
        source, target = operator.inputs[0], operator.outputs[0]
        self._names[target] = self._names[source]
        self._frames[target] = (top, left, bottom, right)

    def _with_activation(self, operator: Operator, output: str) -> list[net.Node]:
        """An activation that TFLite fuses into an operator becomes a node of its own."""
        activation = operator.options.get("activation", _NO_ACTIVATION)
        if activation == _NO_ACTIVATION:
            return self._translate(operator, output)
        if activation not in _FUSED_ACTIVATIONS:
            raise ConversionError(
                f"fused activation of {operator.kind}",
                activation,
                f"one of {sorted(_FUSED_ACTIVATIONS)}",
                "emit it as a node in importer.py",
            )
        linear = f"{output}_linear"
        return [*self._translate(operator, linear), _FUSED_ACTIVATIONS[activation]([linear], output)]

    def _translate(self, operator: Operator, output: str) -> list[net.Node]:
        options = operator.options
        if operator.kind in _ELEMENTWISE:
            return [_ELEMENTWISE[operator.kind](self._inputs(operator), output)]
        match operator.kind:
            case "CONV_2D" | "DEPTHWISE_CONV_2D":
                return self._conv(operator, output)
            case "FULLY_CONNECTED":
                weight, bias = (self._constants[i] for i in operator.inputs[1:3])
                return [net.Dense(self._inputs(operator, 1), output, np.ascontiguousarray(weight), bias)]
            case "MEAN":
                return [self._spatial_mean(operator, output)]
            case "DEPTH_TO_SPACE":
                return [net.DepthToSpace(self._inputs(operator), output, options["block"])]
            case "PRELU":
                slope = self._constants[operator.inputs[1]].reshape(-1)
                return [net.PRelu(self._inputs(operator, 1), output, slope)]
            case "PAD":
                return [self._widen(operator, output)]
            case "MAX_POOL_2D":
                kernel = (options["kernel_h"], options["kernel_w"])
                stride = (options["stride_h"], options["stride_w"])
                pads = self._pads(operator, kernel, stride)
                return [net.MaxPool(self._inputs(operator), output, kernel, stride, pads)]
            case "RESIZE_BILINEAR":
                return [self._upsample(operator, output)]
            case "RESHAPE":
                return [net.AnchorRows(self._inputs(operator, 1), output, self._shape(operator.outputs[0])[-1])]
            case "CONCATENATION":
                if options["axis"] != 1 or len(self._shape(operator.outputs[0])) != 3:
                    raise ConversionError(
                        "CONCATENATION axis", options["axis"], "1, of anchor rows", "extend importer.py"
                    )
                return [net.Concat(self._inputs(operator), output)]
        raise ConversionError("TFLite operator", operator.kind, "a known operator", "extend importer.py")

    def _inputs(self, operator: Operator, count: int | None = None) -> list[str]:
        """The names of the first ``count`` inputs; the rest are constants."""
        inputs = operator.inputs[:count]
        if self._frames.keys() & set(inputs) and operator.kind not in ("CONV_2D", "DEPTHWISE_CONV_2D"):
            raise ConversionError("reader of a padded map", operator.kind, "a convolution", "extend importer.py")
        return [self._names[i] for i in inputs]

    def _shape(self, tensor: int) -> tuple[int, ...]:
        return self._graph.tensors[tensor].shape

    def _conv(self, operator: Operator, output: str) -> list[net.Node]:
        options = operator.options
        dilation = (options["dilation_h"], options["dilation_w"])
        if dilation != (1, 1):
            raise ConversionError(f"dilation of {output}", dilation, "(1, 1)", "extend importer.py")
        stored = self._constants[operator.inputs[1]]
        bias = self._constants[operator.inputs[2]]
        depthwise = operator.kind == "DEPTHWISE_CONV_2D"
        if depthwise and options["multiplier"] != 1:
            raise ConversionError(f"multiplier of {output}", options["multiplier"], "1", "extend importer.py")
        # Depthwise weights are stored as 1HWC, full ones as OHWI.
        weight = np.ascontiguousarray(stored.transpose((3, 0, 1, 2) if depthwise else (0, 3, 1, 2)))
        stride = (options["stride_h"], options["stride_w"])
        pads = self._pads(operator, weight.shape[2:], stride)
        # TFLite leaves a 1x1 map four-dimensional; our single-vector outputs are flat.
        flat = operator.outputs[0] in self._graph.outputs
        map_name = f"{output}_map" if flat else output
        nodes: list[net.Node] = [net.Conv(self._inputs(operator, 1), map_name, weight, bias, stride, pads, depthwise)]
        return [*nodes, net.Flatten([map_name], output)] if flat else nodes

    def _pads(self, operator: Operator, kernel, stride) -> tuple[int, int, int, int]:
        """SAME padding made explicit; an odd pixel goes to the bottom or right."""
        frame = self._frames.get(operator.inputs[0])
        if operator.options["padding"] == _VALID:
            return frame or (0, 0, 0, 0)
        if frame:
            raise ConversionError(f"padding of {operator.kind}", "SAME after PAD", "VALID", "extend importer.py")
        totals = []
        for size, window, step in zip(self._shape(operator.inputs[0])[1:3], kernel, stride, strict=True):
            steps = -(-size // step)
            totals.append(max((steps - 1) * step + window - size, 0))
        (top, left) = (total // 2 for total in totals)
        return top, left, totals[0] - top, totals[1] - left

    def _spatial_mean(self, operator: Operator, output: str) -> net.SpatialMean:
        axes = self._constants[operator.inputs[1]].tolist()
        if axes != [1, 2] or operator.options["keep_dims"]:
            raise ConversionError(
                f"MEAN of {output}", f"{axes}, {operator.options}", "height and width, dropped", "extend importer.py"
            )
        return net.SpatialMean(self._inputs(operator, 1), output)

    def _widen(self, operator: Operator, output: str) -> net.Widen:
        amounts = self._constants[operator.inputs[1]].tolist()
        if amounts[:3] != [[0, 0]] * 3 or amounts[3][0] != 0:
            raise ConversionError(
                f"PAD amounts of {output}", amounts, "zeros after the last channel only", "extend importer.py"
            )
        return net.Widen(self._inputs(operator, 1), output, self._shape(operator.outputs[0])[3])

    def _upsample(self, operator: Operator, output: str) -> net.Upsample:
        options = operator.options
        before, after = (self._shape(i)[1:3] for i in (operator.inputs[0], operator.outputs[0]))
        whole = all(large % small == 0 for small, large in zip(before, after, strict=True))
        if options["align_corners"] or not options["half_pixel_centers"] or not whole:
            raise ConversionError(
                f"RESIZE_BILINEAR {output}",
                f"{before} to {after}, {options}",
                "a whole factor and half-pixel centres",
                "extend importer.py",
            )
        factor = tuple(large // small for small, large in zip(before, after, strict=True))
        return net.Upsample(self._inputs(operator, 1), output, factor)
