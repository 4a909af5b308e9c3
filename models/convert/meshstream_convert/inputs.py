"""What a model is verified and timed with, in TFLite's layout: pictures, or the points or features of faces in them."""

import csv
from pathlib import Path

import numpy as np

from . import attention, catalog, interpreter, pictures, sources
from .catalog import FeaturesInput, Model, PictureInput, PointsInput

_RESOURCES = Path(__file__).resolve().parents[2] / "src/main/resources/io/meshstream/vision"
_POINT_RANGE = (0.0, 1.0)
_FEATURE_RANGE = (-1.0, 1.0)


def value_range(model: Model) -> tuple[float, float]:
    match model.input:
        case PictureInput():
            return model.input.value_range
        case PointsInput():
            return _POINT_RANGE
        case FeaturesInput():
            return _FEATURE_RANGE


def samples(model: Model, tflite: bytes, work: Path, shown: pictures.Pictures) -> dict[str, np.ndarray]:
    """Inputs by what they are called in cards."""
    shape = interpreter.input_shape(tflite)
    found = {"noise": pictures.noise(shape, value_range(model))}
    if isinstance(model.input, PictureInput):
        return {"picture": pictures.views(shown[model.input.shows], shape[0], value_range(model))} | found
    if isinstance(model.input, FeaturesInput):
        return {"crops": _crops(model.input, work, shown)} | found
    return {"faces": _points(model.input, work, shown)} | found


def onnx_layout(items: np.ndarray) -> np.ndarray:
    """Pictures and features become planes; points stay as they are."""
    return np.ascontiguousarray(items.transpose(0, 3, 1, 2)) if items.ndim == 4 else items


def _points(wanted: PointsInput, work: Path, shown: pictures.Pictures) -> np.ndarray:
    """What the model of the landmarks sees in views of the picture, whether or not a face is there."""
    found = _seen(wanted.landmarks, work, shown)["landmarks"]
    return np.ascontiguousarray(found.reshape(len(found), -1, 3)[:, point_ids(wanted), :2])


def _crops(wanted: FeaturesInput, work: Path, shown: pictures.Pictures) -> np.ndarray:
    """What the attention mesh crops in views of the picture, whether or not a face is there."""
    return attention.all_crops(_seen(wanted.features, work, shown))


def _seen(name: str, work: Path, shown: pictures.Pictures) -> dict[str, np.ndarray]:
    """What another model gives for views of the picture."""
    model = catalog.model(name)
    tflite = sources.read_network(model, work)
    views = pictures.views(shown[model.input.shows], interpreter.input_shape(tflite)[0], value_range(model))
    return interpreter.run(model, interpreter.plain(tflite), views)


def point_ids(wanted: PointsInput) -> list[int]:
    with (_RESOURCES / wanted.ids).open(encoding="utf-8", newline="") as table:
        return [int(row["id"]) for row in csv.DictReader(table)]
