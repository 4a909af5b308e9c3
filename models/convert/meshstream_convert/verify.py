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

from . import inputs, interpreter, pictures, sources
from .catalog import Model
from .convert import onnx_folder
from .errors import ConversionError
from .runtime import open_session

BATCH = 4
BATCH_REFERENCE = "itself, batch 1"
USABLE_MAGNITUDE = 256.0
REFERENCES = {"plain": interpreter.plain, "XNNPACK": interpreter.xnnpack}


@dataclass(frozen=True)
class Comparison:
    """Largest and mean error of one output, over one set of inputs."""

    subject: str
    reference: str
    output: str
    inputs: str
    max_error: float
    mean_error: float


def verify(model: Model, work: Path, shown: pictures.Pictures) -> list[Comparison]:
    """Runs all comparisons of a model, and prints and returns them."""
    tflite = sources.read_network(model, work)
    interpreters = {name: make(tflite) for name, make in REFERENCES.items()}
    sessions = {flavour: open_session(model.onnx_path(onnx_folder(work), flavour)) for flavour in model.flavours}
    scale: list[Comparison] = []
    comparisons: list[Comparison] = []
    for kind, items in inputs.samples(model, tflite, work, shown).items():
        label = f"{kind} ({len(items)})"
        expected = {name: interpreter.run(model, each, items) for name, each in interpreters.items()}
        scale += _compare(model, "TFLite plain", expected["plain"], "TFLite XNNPACK", expected["XNNPACK"], label)
        for flavour, session in sessions.items():
            single = run_onnx(model, session, items, 1)
            batched = run_onnx(model, session, items, BATCH)
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


def run_onnx(
    model: Model, session: onnxruntime.InferenceSession, items: np.ndarray, batch: int = 1
) -> dict[str, np.ndarray]:
    names = [output.name for output in model.outputs]
    given = inputs.onnx_layout(items)
    runs = [session.run(names, {"input": given[i : i + batch]}) for i in range(0, len(given), batch)]
    return {
        name: np.concatenate(parts).reshape(len(items), -1)
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
