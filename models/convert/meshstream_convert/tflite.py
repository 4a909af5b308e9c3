"""Reads the part of the TFLite format that these models use.

A TFLite file is a FlatBuffer: tables whose fields are found through a per-table
offset list (the vtable). The field numbers below are the positions in TFLite's
public schema. Reading it directly avoids a dependency on TensorFlow.
"""

import struct
from dataclasses import dataclass, replace

import numpy as np

from .errors import ConversionError
from .sparse import Axis, densify

_DTYPES = {0: np.float32, 1: np.float16, 2: np.int32}

_OPERATORS = {
    0: "ADD",
    2: "CONCATENATION",
    3: "CONV_2D",
    4: "DEPTHWISE_CONV_2D",
    5: "DEPTH_TO_SPACE",
    6: "DEQUANTIZE",
    9: "FULLY_CONNECTED",
    14: "LOGISTIC",
    17: "MAX_POOL_2D",
    18: "MUL",
    19: "RELU",
    22: "RESHAPE",
    23: "RESIZE_BILINEAR",
    32: "CUSTOM",
    34: "PAD",
    39: "TRANSPOSE",
    40: "MEAN",
    41: "SUB",
    42: "DIV",
    45: "STRIDED_SLICE",
    54: "PRELU",
    59: "NEG",
    74: "SUM",
    75: "SQRT",
    76: "RSQRT",
    99: "SQUARED_DIFFERENCE",
    124: "DENSIFY",
}

# operator -> option -> (field number, struct format, default of the schema)
_OPTIONS = {
    "ADD": {"activation": (0, "b", 0)},
    "CONCATENATION": {"axis": (0, "i", 0), "activation": (1, "b", 0)},
    "CONV_2D": {
        "padding": (0, "b", 0),
        "stride_w": (1, "i", 0),
        "stride_h": (2, "i", 0),
        "activation": (3, "b", 0),
        "dilation_w": (4, "i", 1),
        "dilation_h": (5, "i", 1),
    },
    "DEPTHWISE_CONV_2D": {
        "padding": (0, "b", 0),
        "stride_w": (1, "i", 0),
        "stride_h": (2, "i", 0),
        "multiplier": (3, "i", 0),
        "activation": (4, "b", 0),
        "dilation_w": (5, "i", 1),
        "dilation_h": (6, "i", 1),
    },
    "DEPTH_TO_SPACE": {"block": (0, "i", 0)},
    "DIV": {"activation": (0, "b", 0)},
    "FULLY_CONNECTED": {"activation": (0, "b", 0), "weights_format": (1, "b", 0)},
    "MAX_POOL_2D": {
        "padding": (0, "b", 0),
        "stride_w": (1, "i", 0),
        "stride_h": (2, "i", 0),
        "kernel_w": (3, "i", 0),
        "kernel_h": (4, "i", 0),
        "activation": (5, "b", 0),
    },
    "MEAN": {"keep_dims": (0, "?", False)},
    "MUL": {"activation": (0, "b", 0)},
    "RESIZE_BILINEAR": {"align_corners": (2, "?", False), "half_pixel_centers": (3, "?", False)},
    "STRIDED_SLICE": {
        "begin_mask": (0, "i", 0),
        "end_mask": (1, "i", 0),
        "ellipsis_mask": (2, "i", 0),
        "new_axis_mask": (3, "i", 0),
        "shrink_axis_mask": (4, "i", 0),
    },
    "SUB": {"activation": (0, "b", 0)},
    "SUM": {"keep_dims": (0, "?", False)},
}

# How the indices of a sparse tensor are stored: the union's type -> element type.
_INDEX_DTYPES = {1: np.int32, 2: np.uint16, 3: np.uint8}


@dataclass(frozen=True)
class Tensor:
    name: str
    shape: tuple[int, ...]
    data: np.ndarray | None
    """The constant's value; None for a tensor that is computed."""


@dataclass(frozen=True)
class Operator:
    kind: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: dict[str, int | bool]


@dataclass(frozen=True)
class Graph:
    """A model's only subgraph. Numbers in ``inputs`` and ``outputs`` index ``tensors``."""

    tensors: tuple[Tensor, ...]
    operators: tuple[Operator, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    def without_outputs(self, unused: tuple[str, ...]) -> "Graph":
        """Leaves out some outputs, and the operators that only they need."""
        outputs = tuple(i for i in self.outputs if self.tensors[i].name not in unused)
        if len(outputs) + len(unused) != len(self.outputs):
            found = [self.tensors[i].name for i in self.outputs]
            raise ConversionError("unused outputs", unused, f"some of {found}", "correct the entry in catalog.py")
        needed = set(outputs)
        operators = []
        for operator in reversed(self.operators):
            if needed & set(operator.outputs):
                needed |= set(operator.inputs)
                operators.append(operator)
        return replace(self, operators=tuple(reversed(operators)), outputs=outputs)


class _Table:
    """A FlatBuffer table at a position of the file."""

    def __init__(self, file: bytes, position: int):
        self._file = file
        self._position = position
        self._vtable = position - struct.unpack_from("<i", file, position)[0]
        vtable_bytes = struct.unpack_from("<H", file, self._vtable)[0]
        self._field_count = (vtable_bytes - 4) // 2

    @classmethod
    def root(cls, file: bytes) -> "_Table":
        return cls(file, struct.unpack_from("<I", file, 0)[0])

    def _field(self, number: int) -> int | None:
        """The position of a field, or None where the writer left it out."""
        if number >= self._field_count:
            return None
        offset = struct.unpack_from("<H", self._file, self._vtable + 4 + 2 * number)[0]
        return self._position + offset if offset else None

    def _follow(self, position: int) -> int:
        return position + struct.unpack_from("<I", self._file, position)[0]

    def scalar(self, number: int, fmt: str, default):
        field = self._field(number)
        return default if field is None else struct.unpack_from("<" + fmt, self._file, field)[0]

    def table(self, number: int) -> "_Table | None":
        field = self._field(number)
        return None if field is None else _Table(self._file, self._follow(field))

    def vector(self, number: int, dtype) -> np.ndarray:
        field = self._field(number)
        if field is None:
            return np.empty(0, dtype)
        start = self._follow(field)
        count = struct.unpack_from("<I", self._file, start)[0]
        return np.frombuffer(self._file, dtype, count, start + 4)

    def tables(self, number: int) -> "list[_Table]":
        field = self._field(number)
        if field is None:
            return []
        start = self._follow(field)
        count = struct.unpack_from("<I", self._file, start)[0]
        return [_Table(self._file, self._follow(start + 4 + 4 * i)) for i in range(count)]

    def text(self, number: int) -> str:
        return self.vector(number, np.uint8).tobytes().decode()

    def indices(self, number: int) -> tuple[int, ...]:
        return tuple(self.vector(number, np.int32).tolist())


def read_graph(file: bytes) -> Graph:
    if file[4:8] != b"TFL3":
        raise ConversionError("file identifier", file[4:8], "b'TFL3'", "pass a TFLite model")
    model = _Table.root(file)
    subgraphs = model.tables(2)
    if len(subgraphs) != 1:
        raise ConversionError("number of subgraphs", len(subgraphs), "1", "extend tflite.py")
    subgraph = subgraphs[0]
    buffers = model.tables(4)
    kinds = [_operator_kind(code) for code in model.tables(1)]
    return Graph(
        tensors=tuple(_tensor(table, buffers) for table in subgraph.tables(0)),
        operators=tuple(_operator(table, kinds) for table in subgraph.tables(3)),
        inputs=subgraph.indices(1),
        outputs=subgraph.indices(2),
    )


def _operator_kind(table: _Table) -> str:
    # Codes above 127 did not fit the original byte field, so a second, wider one was added.
    code = max(table.scalar(0, "b", 0), table.scalar(3, "i", 0))
    if code not in _OPERATORS:
        raise ConversionError("TFLite operator code", code, f"one of {sorted(_OPERATORS)}", "extend tflite.py")
    return _OPERATORS[code]


def _tensor(table: _Table, buffers: list[_Table]) -> Tensor:
    name = table.text(3)
    shape = table.indices(0)
    raw = buffers[table.scalar(2, "I", 0)].vector(0, np.uint8)
    if not len(raw):
        return Tensor(name, shape, None)
    dtype = table.scalar(1, "b", 0)
    if dtype not in _DTYPES:
        raise ConversionError(f"type of constant {name}", dtype, f"one of {sorted(_DTYPES)}", "extend tflite.py")
    values = np.frombuffer(raw.tobytes(), _DTYPES[dtype])
    sparsity = table.table(6)
    return Tensor(name, shape, values.reshape(shape) if sparsity is None else _densify(name, shape, values, sparsity))


def _densify(name: str, shape: tuple[int, ...], values: np.ndarray, sparsity: _Table) -> np.ndarray:
    axes = [_axis(table) for table in sparsity.tables(2)]
    return densify(name, shape, values, sparsity.indices(0), sparsity.indices(1), axes)


def _axis(table: _Table) -> Axis:
    if table.scalar(0, "b", 0) == 0:
        return Axis(size=table.scalar(1, "i", 0))
    segments, indices = (
        table.table(number + 1).vector(0, _INDEX_DTYPES[table.scalar(number, "B", 0)]) for number in (2, 4)
    )
    return Axis(segments=segments, indices=indices)


def _operator(table: _Table, kinds: list[str]) -> Operator:
    kind = kinds[table.scalar(0, "I", 0)]
    stored = table.table(4)
    options = {
        name: default if stored is None else stored.scalar(number, fmt, default)
        for name, (number, fmt, default) in _OPTIONS.get(kind, {}).items()
    }
    return Operator(kind, table.indices(1), table.indices(2), options)
