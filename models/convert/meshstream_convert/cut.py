"""Cuts a part out of a TFLite file, as a TFLite file that the interpreter runs like any other.

Only the subgraph's lists are rewritten: which operators there are, which tensors are its
inputs and which its outputs. Tensors and weights stay where they are, used or not.
"""

import struct

from .errors import ConversionError
from .tflite import Graph, Operator, read_graph

_SUBGRAPHS = 2
_INPUTS, _OUTPUTS, _OPERATORS = 1, 2, 3


def cut(tflite: bytes, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> bytes:
    """Returns the part of a file between some tensors, by their names."""
    graph = read_graph(tflite)
    number = {tensor.name: i for i, tensor in enumerate(graph.tensors)}
    missing = [name for name in (*inputs, *outputs) if name not in number]
    if missing:
        raise ConversionError("TFLite tensors", missing, "tensors of the file", "correct the entry in catalog.py")
    begin, end = ([number[name] for name in names] for names in (inputs, outputs))
    kept = [position for position, _ in _needed(graph, begin, end)]
    file = bytearray(tflite)
    subgraph = _follow(file, _follow(file, _field(file, _follow(file, 0), _SUBGRAPHS)) + 4)
    _keep(file, _field(file, subgraph, _OPERATORS), kept)
    for field, tensors in ((_INPUTS, begin), (_OUTPUTS, end)):
        _replace(file, _field(file, subgraph, field), tensors)
    return bytes(file)


def _needed(graph: Graph, begin: list[int], end: list[int]) -> list[tuple[int, Operator]]:
    """The operators that the outputs depend on, in their order; nothing before the inputs."""
    wanted, found = set(end) - set(begin), []
    for position, operator in reversed(list(enumerate(graph.operators))):
        if wanted & set(operator.outputs):
            found.append((position, operator))
            wanted |= set(operator.inputs) - set(begin)
    return found[::-1]


def _keep(file: bytearray, field: int, kept: list[int]) -> None:
    """Shortens a vector of tables. Offsets count from where they are stored, so those that move change."""
    start = _follow(file, field)
    targets = [_follow(file, start + 4 + 4 * i) for i in kept]
    struct.pack_into("<I", file, start, len(targets))
    for i, target in enumerate(targets):
        position = start + 4 + 4 * i
        struct.pack_into("<I", file, position, target - position)


def _replace(file: bytearray, field: int, numbers: list[int]) -> None:
    """Puts a vector of numbers behind everything else, and lets the field point to it."""
    file.extend(bytes(-len(file) % 4))
    struct.pack_into("<I", file, field, len(file) - field)
    file.extend(struct.pack(f"<I{len(numbers)}i", len(numbers), *numbers))


def _field(file: bytearray, table: int, number: int) -> int:
    vtable = table - struct.unpack_from("<i", file, table)[0]
    return table + struct.unpack_from("<H", file, vtable + 4 + 2 * number)[0]


def _follow(file: bytearray, position: int) -> int:
    return position + struct.unpack_from("<I", file, position)[0]
