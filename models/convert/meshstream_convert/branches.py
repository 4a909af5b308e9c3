"""Joins branches that are alike into one network with grouped convolutions.

The second network of the attention mesh has five: small maps, many layers, so most of the
time would go into starting kernels. Joined, a kernel does the same layer of all of them.
"""

import numpy as np

from . import network as net
from .errors import ConversionError


def join_branches(network: net.Network) -> None:
    """Joins what begins at parts of the input, in place; a network without such parts stays as it is."""
    starts = [node for node in network.nodes if isinstance(node, net.Channels)]
    if starts:
        network.nodes = _Joiner(network, starts).run()


class _Joiner:
    def __init__(self, network: net.Network, starts: list[net.Channels]):
        self._network = network
        self._starts = starts
        self._shapes = network.shapes()
        self._joined = {tuple(start.output for start in starts): network.input}
        self._nodes: list[net.Node] = []

    def run(self) -> list[net.Node]:
        outputs = [self._outputs_of(start.output) for start in self._starts]
        trunks = [self._between(start.output, ends) for start, ends in zip(self._starts, outputs, strict=True)]
        # Of a branch that does not fork, as many layers as those that do have before it count as its trunk.
        length = min(len(trunk) for trunk in trunks)
        trunks = [trunk[:length] for trunk in trunks]
        self._join(trunks)
        in_trunk = {node.output for trunk in trunks for node in trunk}
        branches = [
            [node for node in self._between(start.output, {end}) if node.output not in in_trunk]
            for start, ends in zip(self._starts, outputs, strict=True)
            for end in sorted(ends, key=self._network.outputs.index)
        ]
        heads = [[node for node in branch if self._is_head(node)] for branch in branches]
        self._join([[node for node in branch if not self._is_head(node)] for branch in branches])
        self._add_heads(heads)
        return self._nodes

    def _outputs_of(self, value: str) -> frozenset[str]:
        """The network's outputs that depend on a value."""
        found = {value} & set(self._network.outputs)
        return frozenset(found.union(*(self._outputs_of(node.output) for node in self._network.consumers(value))))

    def _between(self, start: str, ends: frozenset[str] | set[str]) -> list[net.Node]:
        """What depends on a value, and all of some outputs on it."""
        reached, found = {start}, []
        for node in self._network.nodes:
            if reached & set(node.inputs):
                reached.add(node.output)
                if ends <= self._outputs_of(node.output):
                    found.append(node)
        return found

    def _is_head(self, node: net.Node) -> bool:
        readers = self._network.consumers(node.output)
        return isinstance(node, net.Flatten) or any(isinstance(reader, net.Flatten) for reader in readers)

    def _join(self, branches: list[list[net.Node]]) -> None:
        for layer in zip(*branches, strict=True):
            if len({type(node) for node in layer}) > 1:
                raise ConversionError(
                    "layer of branches", [node.output for node in layer], "nodes of one kind", "extend branches.py"
                )
            inputs = [self._value(names) for names in zip(*(node.inputs for node in layer), strict=True)]
            output = layer[0].output
            self._nodes.append(self._joined_node(layer, inputs, output))
            self._joined[tuple(node.output for node in layer)] = output

    def _value(self, names: tuple[str, ...]) -> str:
        """The value that holds others one after another; where a branch forks, it is put together anew."""
        if names not in self._joined:
            parts = [self._part(name) for name in names]
            output = "_and_".join(names)
            self._nodes.append(net.Concat(parts, output))
            self._joined[names] = output
        return self._joined[names]

    def _part(self, name: str) -> str:
        """A branch's own part of a joined value."""
        for names, joined in self._joined.items():
            if name in names:
                first = sum(self._shapes[each][0] for each in names[: names.index(name)])
                part = f"{name}_part"
                if not any(node.output == part for node in self._nodes):
                    self._nodes.append(net.Channels([joined], part, first, self._shapes[name][0]))
                return part
        raise ConversionError("value of a branch", name, "one of a layer before", "extend branches.py")

    def _joined_node(self, layer: tuple[net.Node, ...], inputs: list[str], output: str) -> net.Node:
        first = layer[0]
        match first:
            case net.Conv():
                if len({(node.weight.shape, node.stride, node.pads, node.depthwise) for node in layer}) > 1:
                    raise ConversionError("layer of branches", output, "equal convolutions", "extend branches.py")
                weight = np.concatenate([node.weight for node in layer])
                bias = np.concatenate([node.bias for node in layer])
                groups = 1 if first.depthwise else len(layer)
                return net.Conv(inputs, output, weight, bias, first.stride, first.pads, first.depthwise, groups)
            case net.PRelu():
                return net.PRelu(inputs, output, np.concatenate([node.slope for node in layer]))
            case net.Widen():
                narrow = self._shapes[first.inputs[0]][0]
                weight = np.concatenate(
                    [np.eye(first.channels, narrow, dtype=np.float32)[..., None, None]] * len(layer)
                )
                bias = np.zeros(len(weight), np.float32)
                return net.Conv(inputs, output, weight, bias, groups=len(layer))
            case net.MaxPool():
                return net.MaxPool(inputs, output, first.kernel, first.stride, first.pads)
            case net.Add() | net.Relu():
                return type(first)(inputs, output)
        raise ConversionError("layer of branches", type(first).__name__, "a known kind of node", "extend branches.py")

    def _add_heads(self, heads: list[list[net.Node]]) -> None:
        for head in heads:
            head[0].inputs = [self._part(name) for name in head[0].inputs]
            self._nodes += head
