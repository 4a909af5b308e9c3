"""Makes dense arrays of TFLite's sparse constants.

A sparse constant is stored as a tree: each level is an axis of the tensor, or an axis of the
blocks that the tensor is cut into, in the order in which its values lie in the file. At a dense level every
index is there; at a sparse one each node of the level above names, as in compressed sparse rows, the
indices that are.
"""

from dataclasses import dataclass

import numpy as np

from .errors import ConversionError


@dataclass(frozen=True)
class Axis:
    """One level: dense where it has a size, else sparse. Node n of the level above has the indices from
    ``segments[n]`` to ``segments[n + 1]``.
    """

    size: int | None = None
    segments: np.ndarray | None = None
    indices: np.ndarray | None = None


def densify(
    name: str,
    shape: tuple[int, ...],
    values: np.ndarray,
    order: tuple[int, ...],
    block_axes: tuple[int, ...],
    axes: list[Axis],
) -> np.ndarray:
    """``order`` says which axis each level is; from ``len(shape)`` on they are axes of blocks, and
    ``block_axes`` the tensor's axes that those cut.
    """
    rank = len(shape)
    block = {rank + at: axis for at, axis in enumerate(block_axes)}
    steps = [1] * rank
    for level, which in enumerate(order):
        if which in block:
            steps[block[which]] = axes[level].size
    nodes = np.zeros(1, np.int64)
    place = np.zeros((1, rank), np.int64)
    for which, axis in zip(order, axes, strict=True):
        if axis.size is not None:
            count = np.full(len(nodes), axis.size)
            children = (nodes[:, None] * axis.size + np.arange(axis.size)).reshape(-1)
            index = np.tile(np.arange(axis.size), len(nodes))
        else:
            first = axis.segments[nodes].astype(np.int64)
            count = axis.segments[nodes + 1].astype(np.int64) - first
            offsets = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
            children = np.repeat(first, count) + offsets
            index = axis.indices[children].astype(np.int64)
        place = np.repeat(place, count, axis=0)
        target = block.get(which, which)
        place[:, target] += index * (1 if which in block else steps[target])
        nodes = children
    if len(nodes) != len(values):
        raise ConversionError(f"sparse tensor {name}", f"{len(values)} values", f"{len(nodes)}", "extend sparse.py")
    dense = np.zeros(shape, values.dtype)
    dense[tuple(place.T)] = values[nodes]
    return dense
