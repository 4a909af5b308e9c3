"""Compares every converted file with the TFLite interpreter, and fails when they disagree.

Two TFLite kernels are used as references, the plain ones and XNNPACK: they differ from
each other as much as ONNX Runtime differs from either, which puts the figures in scale.

An error is the absolute difference in raw output units. Some inputs, however, drive a
network far outside the range that any decoder uses (on a flat dark picture the short-range
detector's logits reach -30,000, from intermediate values as large), and float rounding
grows with them. So the errors of an input whose largest output exceeds USABLE_MAGNITUDE
are divided by the excess.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from . import pictures, sources
from .catalog import FLAVOURS, Model
from .convert import onnx_folder
from .errors import ConversionError
from .runtime import open_session

BATCH = 4
BATCH_REFERENCE = "itself, batch 1"
USABLE_MAGNITUDE = 256.0
REFERENCES = {
    "plain": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "XNNPACK": OpResolverType.BUILTIN,
}


@dataclass(frozen=True)
class Comparison:
    """Largest and mean error of one output, over one set of inputs."""

    subject: str
    reference: str
    output: str
    inputs: str
    max_error: float
    mean_error: float


def verify(model: Model, work: Path, picture: np.ndarray) -> list[Comparison]:
    """Runs all comparisons of a model, and prints and returns them."""
    tflite = sources.read(model, work)
    interpreters = {name: _interpreter(tflite, resolver) for name, resolver in REFERENCES.items()}
    side = interpreters["plain"].get_input_details()[0]["shape"][1]
    inputs = {
        "picture": pictures.views(picture, side, model.value_range),
        "noise": pictures.noise(side, model.value_range),
    }
    sessions = {flavour: open_session(model.onnx_path(onnx_folder(work), flavour)) for flavour in FLAVOURS}
    scale: list[Comparison] = []
    comparisons: list[Comparison] = []
    for kind, images in inputs.items():
        label = f"{kind} ({len(images)})"
        expected = {name: _run_tflite(model, interpreter, images) for name, interpreter in interpreters.items()}
        scale += _compare(model, "TFLite plain", expected["plain"], "TFLite XNNPACK", expected["XNNPACK"], label)
        for flavour, session in sessions.items():
            single = _run_onnx(model, session, images, 1)
            batched = _run_onnx(model, session, images, BATCH)
            for name, outputs in expected.items():
                comparisons += _compare(model, flavour, single, f"TFLite {name}", outputs, label)
            comparisons += _compare(model, f"{flavour}, batch {BATCH}", batched, BATCH_REFERENCE, single, label)
    for comparison in scale + comparisons:
        print(
            f"{model.name}  {comparison.subject:<12} {comparison.reference:<15} {comparison.output:<9} "
            f"{comparison.inputs:<12} max {comparison.max_error:.2e}  mean {comparison.mean_error:.2e}"
        )
    _judge(model, comparisons)
    return scale + comparisons


def _interpreter(tflite: bytes, resolver: OpResolverType) -> Interpreter:
    interpreter = Interpreter(model_content=tflite, num_threads=1, experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    return interpreter


def _run_tflite(model: Model, interpreter: Interpreter, images: np.ndarray) -> dict[str, np.ndarray]:
    image_index = interpreter.get_input_details()[0]["index"]
    index = {detail["name"]: detail["index"] for detail in interpreter.get_output_details()}
    collected: dict[str, list[np.ndarray]] = {output.name: [] for output in model.outputs}
    for image in images:
        interpreter.set_tensor(image_index, image[None])
        interpreter.invoke()
        for output in model.outputs:
            collected[output.name].append(interpreter.get_tensor(index[output.tflite_name]).reshape(-1))
    return {name: np.stack(rows) for name, rows in collected.items()}


def _run_onnx(
    model: Model, session: onnxruntime.InferenceSession, images: np.ndarray, batch: int
) -> dict[str, np.ndarray]:
    names = [output.name for output in model.outputs]
    planes = np.ascontiguousarray(images.transpose(0, 3, 1, 2))
    runs = [session.run(names, {"input": planes[i : i + batch]}) for i in range(0, len(planes), batch)]
    return {
        name: np.concatenate(parts).reshape(len(images), -1)
        for name, parts in zip(names, zip(*runs, strict=True), strict=True)
    }


def _compare(model: Model, subject: str, actual: dict, reference: str, expected: dict, inputs: str) -> list[Comparison]:
    found = []
    for output in model.outputs:
        wanted = expected[output.name].astype(np.float64)
        error = np.abs(actual[output.name] - wanted) / np.maximum(1, _largest(wanted) / USABLE_MAGNITUDE)
        found.append(Comparison(subject, reference, output.name, inputs, float(error.max()), float(error.mean())))
    return found


def _largest(outputs: np.ndarray) -> np.ndarray:
    """The largest magnitude of each input's outputs, as a column."""
    return np.abs(outputs).max(axis=1, keepdims=True)


def _judge(model: Model, comparisons: list[Comparison]) -> None:
    tolerance = {output.name: output.tolerance for output in model.outputs}
    for comparison in comparisons:
        limit = tolerance[comparison.output]
        # Written so that NaN fails too.
        if not comparison.max_error <= limit:
            raise ConversionError(
                f"max error of {model.name} {comparison.subject}, output {comparison.output}, "
                f"against {comparison.reference}, on {comparison.inputs}",
                f"{comparison.max_error:.3g}",
                f"at most {limit:g}",
                "do not publish this file; find the layer that differs",
            )
