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
    """Without the batch axis."""
    return tuple(plain(tflite).get_input_details()[0]["shape"][1:].tolist())


def run(model: Model, interpreter: Interpreter, items: np.ndarray) -> dict[str, np.ndarray]:
    """The outputs by the names that the catalogue gives them, a row for each item."""
    input_index = interpreter.get_input_details()[0]["index"]
    index = {detail["name"]: detail["index"] for detail in interpreter.get_output_details()}
    collected: dict[str, list[np.ndarray]] = {output.name: [] for output in model.outputs}
    for item in items:
        interpreter.set_tensor(input_index, item[None])
        interpreter.invoke()
        for output in model.outputs:
            collected[output.name].append(interpreter.get_tensor(index[output.tflite_name]).reshape(-1))
    return {name: np.stack(rows) for name, rows in collected.items()}
