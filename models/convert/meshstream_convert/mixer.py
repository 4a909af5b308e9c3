"""Writes an MLP mixer as ONNX, operator by operator in TFLite's own layout, with a batch axis.

For networks that read points rather than pictures: there are no maps whose layout a flavour could suit, so both
flavours are this graph. Every convolution is 1x1 along the last axis, hence a matrix product.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .errors import ConversionError
from .onnx_export import BATCH, checked_model
from .tflite import Graph, Operator

_SAME_AS_ONNX = {
    "ADD": "Add",
    "DIV": "Div",
    "LOGISTIC": "Sigmoid",
    "MUL": "Mul",
    "NEG": "Neg",
    "SQRT": "Sqrt",
    "SUB": "Sub",
}
_NO_ACTIVATION, _RELU = 0, 1


def export_mixer(graph: Graph, output: str, name: str, properties: dict[str, str]) -> bytes:
    """Returns a checked ONNX file; its input is called ``input``, its only output as is said."""
    return _Exporter(graph, output).run(name, properties)


class _Exporter:
    def __init__(self, graph: Graph, output: str):
        self._graph = graph
        self._constants = {i: t.data for i, t in enumerate(graph.tensors) if t.data is not None}
        self._names = {graph.inputs[0]: "input", graph.outputs[0]: output}
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, onnx.TensorProto] = {}

    def run(self, name: str, properties: dict[str, str]) -> bytes:
        graph = self._graph
        for operator in graph.operators:
            if operator.kind == "DEQUANTIZE":
                self._constants[operator.outputs[0]] = self._constants[operator.inputs[0]].astype(np.float32)
            else:
                self._emit(operator, self._names.setdefault(operator.outputs[0], f"value_{operator.outputs[0]}"))
        (source,), (target,) = graph.inputs, graph.outputs
        onnx_graph = helper.make_graph(
            self._nodes,
            name,
            [self._value("input", graph.tensors[source].shape[1:])],
            [self._value(self._names[target], graph.tensors[target].shape)],
            list(self._initialisers.values()),
        )
        return checked_model(onnx_graph, properties)

    @staticmethod
    def _value(name: str, item_shape: tuple[int, ...]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [BATCH, *item_shape])

    def _shape(self, tensor: int) -> tuple[int, ...]:
        return self._graph.tensors[tensor].shape

    def _name(self, tensor: int) -> str:
        if tensor in self._constants and tensor not in self._names:
            self._names[tensor] = self._initialiser(f"constant_{tensor}", self._constants[tensor].astype(np.float32))
        return self._names[tensor]

    def _initialiser(self, name: str, array: np.ndarray) -> str:
        self._initialisers[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def _numbers(self, name: str, values) -> str:
        return self._initialiser(name, np.array(values, np.int64))

    def _add(self, op_type: str, inputs: list[str], output: str, **attributes) -> str:
        self._nodes.append(helper.make_node(op_type, inputs, [output], name=output, **attributes))
        return output

    def _emit(self, operator: Operator, output: str) -> None:
        kind, inputs = operator.kind, operator.inputs
        if kind != "CONV_2D" and operator.options.get("activation", _NO_ACTIVATION) != _NO_ACTIVATION:
            raise ConversionError(f"fused activation of {kind}", operator.options, "none", "extend mixer.py")
        match kind:
            case _ if kind in _SAME_AS_ONNX:
                self._add(_SAME_AS_ONNX[kind], [self._name(i) for i in inputs], output)
            case "RSQRT":
                self._add("Reciprocal", [self._add("Sqrt", [self._name(inputs[0])], f"{output}_root")], output)
            case "SQUARED_DIFFERENCE":
                difference = self._add("Sub", [self._name(i) for i in inputs], f"{output}_difference")
                self._add("Mul", [difference, difference], output)
            case "MEAN" | "SUM":
                self._reduce(operator, output)
            case "TRANSPOSE":
                axes = self._constants[inputs[1]].tolist()
                if axes[0] != 0:
                    raise ConversionError(f"TRANSPOSE of {output}", axes, "the batch first", "extend mixer.py")
                self._add("Transpose", [self._name(inputs[0])], output, perm=axes)
            case "CONV_2D":
                self._product(operator, output)
            case "RESHAPE":
                shape = self._numbers(f"{output}.shape", [-1, *self._shape(operator.outputs[0])[1:]])
                self._add("Reshape", [self._name(inputs[0]), shape], output)
            case "STRIDED_SLICE":
                self._slice(operator, output)
            case "CONCATENATION":
                self._join(operator, output)
            case _:
                raise ConversionError("TFLite operator", kind, "an operator of an MLP mixer", "extend mixer.py")

    def _reduce(self, operator: Operator, output: str) -> None:
        rank = len(self._shape(operator.inputs[0]))
        axes = [int(axis) % rank for axis in self._constants[operator.inputs[1]].reshape(-1)]
        if not operator.options["keep_dims"] or 0 in axes:
            raise ConversionError(
                f"{operator.kind} of {output}", f"{axes}, {operator.options}", "other axes, kept", "extend mixer.py"
            )
        source = self._name(operator.inputs[0])
        if operator.kind == "MEAN":
            self._add("ReduceMean", [source], output, axes=axes, keepdims=1)
        else:
            self._add("ReduceSum", [source, self._numbers(f"{output}.axes", axes)], output, keepdims=1)

    def _product(self, operator: Operator, output: str) -> None:
        source, kernel, bias = operator.inputs
        stored = self._constants[kernel]
        activation = operator.options["activation"]
        if stored.shape[1:3] != (1, 1) or activation not in (_NO_ACTIVATION, _RELU):
            raise ConversionError(
                f"CONV_2D {output}", f"{stored.shape}, {operator.options}", "1x1, ReLU at most", "extend mixer.py"
            )
        weight = self._initialiser(f"{output}.weight", stored.reshape(len(stored), -1).T)
        product = self._add("MatMul", [self._name(source), weight], f"{output}_product")
        if activation == _RELU:
            self._add("Relu", [self._add("Add", [product, self._name(bias)], f"{output}_sum")], output)
        else:
            self._add("Add", [product, self._name(bias)], output)

    def _slice(self, operator: Operator, output: str) -> None:
        source = self._name(operator.inputs[0])
        if operator.outputs[0] in self._graph.outputs:
            # It drops the batch axis, which stays here.
            self._add("Identity", [source], output)
            return
        begin, end, strides = (self._constants[i].tolist() for i in operator.inputs[1:4])
        options = operator.options
        whole = set(strides) == {1} and not any(
            options[mask] for mask in ("ellipsis_mask", "new_axis_mask", "shrink_axis_mask")
        )
        if not whole:
            raise ConversionError(f"STRIDED_SLICE {output}", options, "steps of 1, all axes", "extend mixer.py")
        cuts = []
        for axis, size in enumerate(self._shape(operator.inputs[0])):
            first = 0 if options["begin_mask"] >> axis & 1 else begin[axis]
            last = size if options["end_mask"] >> axis & 1 else end[axis]
            # An end of 0 is that of the batch, whose axis stays whole.
            if axis > 0 and (first, last) != (0, size):
                cuts.append((first, last, axis))
        if not cuts:
            self._add("Identity", [source], output)
            return
        bounds = [
            self._numbers(f"{output}.{role}", values)
            for role, values in zip(("starts", "ends", "axes"), zip(*cuts, strict=True), strict=True)
        ]
        self._add("Slice", [source, *bounds], output)

    def _join(self, operator: Operator, output: str) -> None:
        """A constant that is joined with a value is first repeated for each item of the batch."""
        axis = operator.options["axis"] % len(self._shape(operator.outputs[0]))
        (value,) = (i for i in operator.inputs if i not in self._constants)
        items = self._add("Shape", [self._name(value)], f"{output}_items", start=0, end=1)
        parts = []
        for source in operator.inputs:
            if source == value:
                parts.append(self._name(value))
            else:
                rest = self._numbers(f"{output}.rest", self._shape(source)[1:])
                shape = self._add("Concat", [items, rest], f"{output}_shape", axis=0)
                parts.append(self._add("Expand", [self._name(source), shape], f"{output}_repeated"))
        self._add("Concat", parts, output, axis=axis)
