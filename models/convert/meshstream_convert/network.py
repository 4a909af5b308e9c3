"""A small NCHW network: what the importer produces, the CPU passes rewrite and the exporter writes.

Values are named by strings and batch is implicit: the shape of a value leaves
the batch axis out. Every node has exactly one output. Nodes are kept in an order
in which each value is computed before it is used.
"""

from dataclasses import dataclass, field

import numpy as np

from .errors import ConversionError

Shape = tuple[int, ...]


@dataclass
class Node:
    inputs: list[str]
    output: str


@dataclass
class Conv(Node):
    """Weight: (output channels, input channels per group, height, width)."""

    weight: np.ndarray
    bias: np.ndarray
    stride: tuple[int, int] = (1, 1)
    pads: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Zeros added at the top, left, bottom, right."""
    depthwise: bool = False
    groups: int = 1
    """Of a convolution that is not depthwise: as many equal parts of the channels are convolved by themselves."""

    @property
    def kernel(self) -> tuple[int, int]:
        return self.weight.shape[2:]


@dataclass
class Dense(Node):
    """Fully connected layer on a flat value. Weight: (outputs, inputs)."""

    weight: np.ndarray
    bias: np.ndarray


@dataclass
class Relu(Node):
    pass


@dataclass
class Relu6(Node):
    """Clips to 0..6."""


@dataclass
class Sigmoid(Node):
    pass


@dataclass
class SpatialMean(Node):
    """(C, H, W) -> (C,)"""


@dataclass
class PRelu(Node):
    slope: np.ndarray
    """Per channel."""


@dataclass
class Add(Node):
    pass


@dataclass
class Widen(Node):
    """Appends zero channels until there are ``channels`` of them."""

    channels: int


@dataclass
class MaxPool(Node):
    kernel: tuple[int, int]
    stride: tuple[int, int]
    pads: tuple[int, int, int, int]


@dataclass
class Upsample(Node):
    """Bilinear, half-pixel centres, by a whole factor."""

    factor: tuple[int, int]


@dataclass
class DepthToSpace(Node):
    """(b*b*C, H, W) -> (C, b*H, b*W): the channels of a cell become the pixels of its block, rows first."""

    block: int


@dataclass
class AnchorRows(Node):
    """(C, H, W) -> (anchors, values): rows ordered by y, x, anchor of the cell."""

    values: int


@dataclass
class Channels(Node):
    """Takes ``count`` channels of a map, from ``first`` on."""

    first: int
    count: int


@dataclass
class Concat(Node):
    """Joins along the first axis after the batch: channels of maps, rows of anchors."""


@dataclass
class Flatten(Node):
    pass


@dataclass
class Network:
    input: str
    input_shape: Shape
    outputs: list[str]
    nodes: list[Node] = field(default_factory=list)

    def producer(self, value: str) -> Node | None:
        return next((node for node in self.nodes if node.output == value), None)

    def consumers(self, value: str) -> list[Node]:
        return [node for node in self.nodes if value in node.inputs]

    def sole_consumer(self, value: str) -> Node | None:
        """The only reader of a value, or None where there are several or it is an output."""
        readers = self.consumers(value)
        return readers[0] if len(readers) == 1 and value not in self.outputs else None

    def replace(self, node: Node, replacements: list[Node]) -> None:
        """Puts other nodes in a node's place; the last one must produce the same value."""
        at = next(i for i, candidate in enumerate(self.nodes) if candidate is node)
        self.nodes[at : at + 1] = replacements

    def remove(self, *nodes: Node) -> None:
        self.nodes = [node for node in self.nodes if not any(node is gone for gone in nodes)]

    def rename_reads(self, old: str, new: str) -> None:
        for node in self.nodes:
            node.inputs = [new if name == old else name for name in node.inputs]

    def shapes(self) -> dict[str, Shape]:
        """The shape of every value; fails on nodes that do not fit together."""
        shapes = {self.input: self.input_shape}
        for node in self.nodes:
            shapes[node.output] = _output_shape(node, [shapes[name] for name in node.inputs])
        return shapes


def _output_shape(node: Node, inputs: list[Shape]) -> Shape:
    shape = inputs[0]
    match node:
        case Conv():
            readable = node.weight.shape[0] if node.depthwise else node.groups * node.weight.shape[1]
            _require(node, shape[0] == readable, f"{readable} channels", inputs)
            return (node.weight.shape[0], *_window(shape, node.kernel, node.stride, node.pads))
        case MaxPool():
            return (shape[0], *_window(shape, node.kernel, node.stride, node.pads))
        case Dense():
            _require(node, shape == node.weight.shape[1:], f"{node.weight.shape[1]} values", inputs)
            return (node.weight.shape[0],)
        case PRelu():
            _require(node, shape[0] == len(node.slope), f"{len(node.slope)} channels", inputs)
            return shape
        case Relu() | Relu6() | Sigmoid():
            return shape
        case Add():
            _require(node, inputs[0] == inputs[1], "equal shapes", inputs)
            return shape
        case Channels():
            _require(node, shape[0] >= node.first + node.count, f"{node.first + node.count} channels", inputs)
            return (node.count, *shape[1:])
        case Concat():
            _require(node, len({s[1:] for s in inputs}) == 1, "equal trailing dimensions", inputs)
            return (sum(s[0] for s in inputs), *shape[1:])
    return _rearranged_shape(node, shape)


def _rearranged_shape(node: Node, shape: Shape) -> Shape:
    """The shape of what has the values of one input, at other places."""
    match node:
        case Widen():
            return (node.channels, *shape[1:])
        case Upsample():
            return (shape[0], shape[1] * node.factor[0], shape[2] * node.factor[1])
        case DepthToSpace():
            area = node.block**2
            _require(node, shape[0] % area == 0, f"a multiple of {area} channels", [shape])
            return (shape[0] // area, shape[1] * node.block, shape[2] * node.block)
        case AnchorRows():
            return (int(np.prod(shape)) // node.values, node.values)
        case SpatialMean():
            return (shape[0],)
        case Flatten():
            return (int(np.prod(shape)),)
    raise TypeError(type(node))


def _window(shape: Shape, kernel, stride, pads) -> tuple[int, int]:
    top, left, bottom, right = pads
    return (
        (shape[1] + top + bottom - kernel[0]) // stride[0] + 1,
        (shape[2] + left + right - kernel[1]) // stride[1] + 1,
    )


def _require(node: Node, holds: bool, expected: str, inputs: list[Shape]) -> None:
    if not holds:
        raise ConversionError(
            f"input of {type(node).__name__} {node.output}", inputs, expected, "fix the pass that made this node"
        )
