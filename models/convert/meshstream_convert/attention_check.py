"""Compares the points of the whole attention mesh, which is what users see: both networks and the geometry between."""

from pathlib import Path

import numpy as np

from . import attention, catalog, inputs, interpreter, pictures, sources
from .catalog import FLAVOURS
from .convert import onnx_folder
from .errors import ConversionError
from .runtime import open_session
from .verify import REFERENCES, Comparison, run_onnx

ALL_POINTS = "all 478 points"
TOLERANCE = 5e-3
"""In pixels of the picture's crop, of which there are 192: the crops of the features move with the mesh's errors."""


def check(work: Path, shown: pictures.Pictures) -> list[Comparison]:
    """Runs all comparisons, and prints and returns them."""
    models = [catalog.model(name) for name in (attention.BASE, attention.REGIONS)]
    parts = [sources.read_network(model, work) for model in models]
    side = interpreter.input_shape(parts[0])[0]
    views = pictures.views(shown[models[0].input.shows], side, inputs.value_range(models[0]))
    expected = {
        name: _points(interpreter.run, models, [make(part) for part in parts], views)
        for name, make in REFERENCES.items()
    }
    comparisons = []
    for flavour in FLAVOURS:
        sessions = [open_session(model.onnx_path(onnx_folder(work), flavour)) for model in models]
        actual = _points(run_onnx, models, sessions, views)
        comparisons += [_compare(flavour, actual, f"TFLite {name}", points) for name, points in expected.items()]
    return comparisons


def _points(run, models: list, networks: list, views: np.ndarray) -> np.ndarray:
    found = run(models[0], networks[0], views)
    regions = run(models[1], networks[1], attention.all_crops(found))
    faces = [{name: rows[i] for name, rows in regions.items()} for i in range(len(views))]
    return np.stack([attention.merge(*face) for face in zip(found["landmarks"], faces, strict=True)])


def _compare(flavour: str, actual: np.ndarray, reference: str, expected: np.ndarray) -> Comparison:
    error = np.abs(actual - expected)
    label = f"picture ({len(expected)})"
    found = Comparison(flavour, reference, ALL_POINTS, label, float(error.max()), float(error.mean()))
    print(f"attention mesh  {flavour}  {reference}  max {found.max_error:.2e}  mean {found.mean_error:.2e}")
    # Written so that NaN fails too.
    if not found.max_error <= TOLERANCE:
        raise ConversionError(
            f"max error of the attention mesh, {flavour}, against {reference}",
            f"{found.max_error:.3g}",
            f"at most {TOLERANCE:g}",
            "do not publish these files; see which part's outputs differ",
        )
    return found
