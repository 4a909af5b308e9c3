"""What a model is verified and timed with, in TFLite's layout: pictures, or the points of faces in them."""

import csv
from pathlib import Path

import numpy as np

from . import interpreter, pictures, sources
from .catalog import MODELS, Model, PictureInput, PointsInput

_RESOURCES = Path(__file__).resolve().parents[2] / "src/main/resources/io/meshstream/vision"
_POINT_RANGE = (0.0, 1.0)


def value_range(model: Model) -> tuple[float, float]:
    return model.input.value_range if isinstance(model.input, PictureInput) else _POINT_RANGE


def samples(model: Model, tflite: bytes, work: Path, picture: np.ndarray) -> dict[str, np.ndarray]:
    """Inputs by what they are called in cards."""
    shape = interpreter.input_shape(tflite)
    found = {"noise": pictures.noise(shape, value_range(model))}
    if isinstance(model.input, PictureInput):
        return {"picture": pictures.views(picture, shape[0], value_range(model))} | found
    return {"faces": _points(model.input, work, picture)} | found


def onnx_layout(model: Model, items: np.ndarray) -> np.ndarray:
    """Pictures have their colours as planes; points stay as they are."""
    return np.ascontiguousarray(items.transpose(0, 3, 1, 2)) if isinstance(model.input, PictureInput) else items


def _points(wanted: PointsInput, work: Path, picture: np.ndarray) -> np.ndarray:
    """What the model of the landmarks sees in views of the picture, whether or not a face is there."""
    landmarks = next(model for model in MODELS if model.name == wanted.landmarks)
    tflite = sources.read(landmarks, work)
    side = interpreter.input_shape(tflite)[0]
    views = pictures.views(picture, side, value_range(landmarks))
    points = interpreter.run(landmarks, interpreter.plain(tflite), views)["landmarks"].reshape(len(views), -1, 3)
    return np.ascontiguousarray(points[:, point_ids(wanted), :2])


def point_ids(wanted: PointsInput) -> list[int]:
    with (_RESOURCES / wanted.ids).open(encoding="utf-8", newline="") as table:
        return [int(row["id"]) for row in csv.DictReader(table)]
