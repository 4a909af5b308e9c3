"""Runs TFLite files with TFLite's own interpreter, to compare with."""

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from .catalog import Model


def plain(tflite: bytes) -> Interpreter:
    """With the plain kernels."""
    return _interpreter(tflite, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)


def xnnpack(tflite: bytes) -> Interpreter:
    return _interpreter(tflite, OpResolverType.BUILTIN)


def _interpreter(tflite: bytes, resolver: OpResolverType) -> Interpreter:
    interpreter = Interpreter(model_content=tflite, num_threads=1, experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    return interpreter


def input_shape(tflite: bytes) -> tuple[int, ...]:
    """Without the batch axis; several inputs count as one, their channels one after another."""
    shapes = [detail["shape"][1:].tolist() for detail in plain(tflite).get_input_details()]
    return (*shapes[0][:-1], sum(shape[-1] for shape in shapes))


def run(model: Model, interpreter: Interpreter, items: np.ndarray) -> dict[str, np.ndarray]:
    """The outputs by the names that the catalogue gives them, a row for each item; maps as planes."""
    given = interpreter.get_input_details()
    ends = np.cumsum([detail["shape"][-1] for detail in given])[:-1]
    index = {detail["name"]: detail["index"] for detail in interpreter.get_output_details()}
    collected: dict[str, list[np.ndarray]] = {output.name: [] for output in model.outputs}
    for item in items:
        for detail, part in zip(given, np.split(item, ends, axis=-1), strict=True):
            interpreter.set_tensor(detail["index"], part[None])
        interpreter.invoke()
        for output in model.outputs:
            value = interpreter.get_tensor(index[output.tflite_name])
            is_map = value.ndim == 4 and value.shape[1] > 1
            collected[output.name].append((value.transpose(0, 3, 1, 2) if is_map else value).reshape(-1))
    return {name: np.stack(rows) for name, rows in collected.items()}
