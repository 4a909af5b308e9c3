"""Rewrites a network so that ONNX Runtime's CPU provider runs it fast.

The provider computes convolutions in a blocked channel layout and only some
operators can stay in it; every other operator costs a reorder into the plain
layout and one back. The passes below remove the reasons for leaving the blocked
layout. Each keeps the outputs the same up to float rounding.
"""

import numpy as np

from . import network as net
from .branches import join_branches
from .errors import ConversionError

CHANNEL_BLOCK = 16
"""Channels per block with AVX-512. AVX2 uses 8, which divides it, so one file serves both."""


def optimise(network: net.Network) -> None:
    """Applies all passes in place; the order matters."""
    join_branches(network)
    pad_channels(network)
    split_widening_residuals(network)
    expand_prelu(network)
    use_dense_heads(network)
    network.shapes()


def pad_channels(network: net.Network) -> None:
    """Pads the channels of every inner map to a multiple of the block.

    Depthwise convolutions enter the blocked layout only with whole blocks. The
    added channels have zero weights, biases and slopes, so they stay zero through
    the whole network. A Widen whose two sides have the same number of blocks
    becomes a no-op and disappears.
    """
    channels = {network.input: network.input_shape[0]}
    for node in list(network.nodes):
        width = channels[node.inputs[0]]
        match node:
            case net.Conv():
                if node.groups > 1 and len(node.bias) // node.groups % CHANNEL_BLOCK:
                    raise ConversionError("channels of a group", node.output, "whole blocks", "extend pad_channels")
                padded = len(node.bias) if _is_head(network, node) else _whole_blocks(len(node.bias))
                node.weight = _grow(node.weight, 0, padded)
                if not node.depthwise:
                    node.weight = _grow(node.weight, 1, width // node.groups)
                node.bias = _grow(node.bias, 0, padded)
                width = padded
            case net.PRelu():
                node.slope = _grow(node.slope, 0, width)
            case net.Dense():
                node.weight = _grow(node.weight, 1, width)
                width = len(node.bias)
            case net.Channels():
                width = node.count
            case net.Concat():
                width = sum(channels[name] for name in node.inputs)
            case net.Widen():
                node.channels = _whole_blocks(node.channels)
                if node.channels == width:
                    network.rename_reads(node.output, node.inputs[0])
                    network.remove(node)
                width = node.channels
        channels[node.output] = width


def _is_head(network: net.Network, conv: net.Conv) -> bool:
    """Whether the exact channels matter to what reads a convolution."""
    return any(
        isinstance(reader, (net.AnchorRows, net.DepthToSpace, net.Flatten))
        or (isinstance(reader, net.Conv) and reader.depthwise and _is_head(network, reader))
        for reader in network.consumers(conv.output)
    )


def _whole_blocks(channels: int) -> int:
    return -(-channels // CHANNEL_BLOCK) * CHANNEL_BLOCK


def _grow(array: np.ndarray, axis: int, size: int) -> np.ndarray:
    amounts = [(0, 0)] * array.ndim
    amounts[axis] = (0, size - array.shape[axis])
    return np.pad(array, amounts)


def split_widening_residuals(network: net.Network) -> None:
    """Removes ``activation(Widen(x) + Conv(y))``: channel padding is not available in the blocked layout.

    Only the low channels of the sum have a second operand, so the convolution is
    cut in two: ``Concat(activation(x + Conv_low(y)), activation(Conv_high(y)))``. The
    arithmetic stays the same, and each half still fuses into one kernel.
    """
    shapes = network.shapes()
    for widen in [node for node in network.nodes if isinstance(node, net.Widen)]:
        add, conv, activation = _widening_residual(network, widen)
        low = shapes[widen.inputs[0]][0]
        total = activation.output
        replacements: list[net.Node] = []
        for part, cut in (("low", slice(None, low)), ("high", slice(low, None))):
            value = f"{conv.output}_{part}"
            replacements.append(
                net.Conv(conv.inputs[:], value, conv.weight[cut], conv.bias[cut], conv.stride, conv.pads)
            )
            if part == "low":
                replacements.append(net.Add([widen.inputs[0], value], f"{add.output}_{part}"))
                value = f"{add.output}_{part}"
            replacements.append(_activation_part(activation, value, f"{total}_{part}", cut))
        replacements.append(net.Concat([f"{total}_low", f"{total}_high"], total))
        network.replace(activation, replacements)
        network.remove(widen, add, conv)


def _widening_residual(network: net.Network, widen: net.Widen):
    """Finds the sum, the convolution and the activation around a Widen."""
    add = network.sole_consumer(widen.output)
    if isinstance(add, net.Add):
        (other,) = (name for name in add.inputs if name != widen.output)
        conv = network.producer(other)
        activation = network.sole_consumer(add.output)
        if (
            isinstance(conv, net.Conv)
            and not conv.depthwise
            and network.sole_consumer(other) is add
            and isinstance(activation, (net.Relu, net.PRelu))
        ):
            return add, conv, activation
    raise ConversionError(
        f"use of {widen.output}", add, "activation(Widen(x) + Conv(y))", "extend split_widening_residuals"
    )


def _activation_part(activation: net.Node, value: str, output: str, cut: slice) -> net.Node:
    if isinstance(activation, net.PRelu):
        return net.PRelu([value], output, activation.slope[cut])
    return net.Relu([value], output)


def expand_prelu(network: net.Network) -> None:
    """Writes PReLU as two depthwise 1x1 convolutions, which stay in the blocked layout.

    With slope a: ``y = a*z + relu((1-a)*z)``. The Relu fuses into the one convolution, the
    sum into the other. For a > 1 the relu term has the wrong sign; there the *negated* y is
    computed, ``-y = -a*z + relu((a-1)*z)``, and whatever reads it gets the sign folded into
    its weights. Where some reader could not undo it, one more depthwise convolution turns the relu term's sign.
    """
    signs = {}
    for node in [node for node in network.nodes if isinstance(node, net.PRelu)]:
        sign = np.where(node.slope > 1, -1, 1).astype(np.float32)
        bend, bent, line = (f"{node.output}_{part}" for part in ("bend", "bent", "line"))
        negated = (sign < 0).any()
        absorbed = negated and _can_absorb(network, node.output)
        if absorbed:
            signs[node.output] = sign
        slope = sign * node.slope if absorbed else node.slope
        parts = [_scale_channels(node.inputs[0], bend, np.abs(1 - node.slope)), net.Relu([bend], bent)]
        if negated and not absorbed:
            signed = f"{bent}_signed"
            parts.append(_scale_channels(bent, signed, sign))
            bent = signed
        parts += [_scale_channels(node.inputs[0], line, slope), net.Add([line, bent], node.output)]
        network.replace(node, parts)
    # Only now is every reader of a negated channel something linear.
    for value, sign in signs.items():
        _absorb_sign(network, value, sign)


def _can_absorb(network: net.Network, value: str) -> bool:
    """Whether every reader of a value, through sums and joins, could undo a sign, and no caller sees it."""
    if value in network.outputs:
        return False
    for reader in network.consumers(value):
        match reader:
            case net.Conv() | net.PRelu():
                continue
            case net.Add():
                (other,) = (name for name in reader.inputs if name != value)
                conv = network.producer(other)
                if not isinstance(conv, net.Conv) or network.sole_consumer(other) is not reader:
                    return False
                if not _can_absorb(network, reader.output):
                    return False
            case net.Concat():
                if not _can_absorb(network, reader.output):
                    return False
            case _:
                return False
    return True


def _scale_channels(value: str, output: str, factors: np.ndarray) -> net.Conv:
    bias = np.zeros(len(factors), np.float32)
    return net.Conv([value], output, factors.reshape(-1, 1, 1, 1), bias, depthwise=True)


def _absorb_sign(network: net.Network, value: str, sign: np.ndarray) -> None:
    """Makes every reader of a value undo its sign; sums and joins pass the sign on to their own readers."""
    shapes = network.shapes()
    for reader in network.consumers(value):
        match reader:
            case net.Conv():
                reader.weight = reader.weight * _input_signs(reader, sign)
            case net.Add():
                _negate_other_operand(network, reader, value, sign)
                _absorb_sign(network, reader.output, sign)
            case net.Concat():
                parts = [sign if name == value else np.ones(shapes[name][0], np.float32) for name in reader.inputs]
                _absorb_sign(network, reader.output, np.concatenate(parts))
            case _:
                raise ConversionError(
                    f"reader of {value}, which has slopes above 1",
                    type(reader).__name__,
                    "Conv, Concat, or a sum with a Conv",
                    "extend _absorb_sign",
                )


def _input_signs(conv: net.Conv, sign: np.ndarray) -> np.ndarray:
    """The signs of a convolution's input channels, as they meet its weights."""
    if conv.depthwise:
        return sign.reshape(-1, 1, 1, 1)
    return np.repeat(sign.reshape(conv.groups, -1, 1, 1), len(conv.bias) // conv.groups, axis=0)


def _negate_other_operand(network: net.Network, add: net.Add, value: str, sign: np.ndarray) -> None:
    (other,) = (name for name in add.inputs if name != value)
    conv = network.producer(other)
    if not isinstance(conv, net.Conv) or network.sole_consumer(other) is not add:
        raise ConversionError(f"operand of {add.output}", other, "a Conv read only here", "extend _absorb_sign")
    conv.weight = conv.weight * sign.reshape(-1, 1, 1, 1)
    conv.bias = conv.bias * sign


def use_dense_heads(network: net.Network) -> None:
    """A convolution that covers its whole input is a matrix product, and faster as one."""
    shapes = network.shapes()
    for flatten in [node for node in network.nodes if isinstance(node, net.Flatten)]:
        conv = network.producer(flatten.inputs[0])
        covers = isinstance(conv, net.Conv) and not conv.depthwise and conv.kernel == shapes[conv.inputs[0]][1:]
        if covers and conv.pads == (0, 0, 0, 0) and network.sole_consumer(conv.output) is flatten:
            flat = f"{conv.output}_flat"
            weight = conv.weight.reshape(len(conv.bias), -1)
            network.replace(
                flatten,
                [net.Flatten(conv.inputs[:], flat), net.Dense([flat], flatten.output, weight, conv.bias)],
            )
            network.remove(conv)
