"""The attention mesh: what lies between its two networks, and the check of both together.

The TFLite file does the geometry in custom operators, which the interpreter does not
have. So the file is cut at them, and the reference is the interpreter's networks with
the geometry below; the application does the same geometry in Java. Both keep the names
of MediaPipe's operators: Landmarks2TransformMatrix, TransformTensorBilinear and
TransformLandmarks, all "version 2", and the merging rules of its refinement calculator.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BASE, REGIONS = "face-attention-base", "face-attention-regions"
CROP = 16
"""Side of a crop in feature pixels of its own."""
FEATURE_SIDE, FEATURES = 48, 32
STRIDE = 4
"""Input pixels per feature pixel."""
MARGIN = 1.5
"""Side of a crop, as a multiple of what its landmarks span."""
POINTS = 478

_TABLE = Path(__file__).resolve().parents[2] / "src/main/resources/io/meshstream/vision/topology/refined-regions.csv"


@dataclass(frozen=True)
class Region:
    """A part of the face whose landmarks the second network refines. Right and left are the subject's."""

    name: str
    level: tuple[int, int]
    """The landmarks that are level in the crop, the left one first."""
    iris: tuple[str, int] | None
    """The output that holds the iris, and the number of its first landmark."""

    @property
    def landmarks(self) -> list[int]:
        with _TABLE.open(newline="") as table:
            return [int(row["landmark"]) for row in csv.DictReader(table) if row["region"] == self.name]


FACE_REGIONS = (
    Region("lips", (61, 291), None),
    Region("right_eye", (33, 133), ("right_iris", 468)),
    Region("left_eye", (362, 263), ("left_iris", 473)),
)
_CONTOUR = 16
"""The first so many landmarks of an eye are its contour."""


def matrices(landmarks: np.ndarray) -> list[np.ndarray]:
    """From crop to feature pixels, as 2x3 matrices, for the landmarks of one face."""
    return [_matrix(landmarks.reshape(-1, 3)[:, :2].astype(np.float32) / STRIDE, region) for region in FACE_REGIONS]


def _matrix(points: np.ndarray, region: Region) -> np.ndarray:
    dx, dy = points[region.level[1]] - points[region.level[0]]
    angle = -np.arctan2(dy, dx)
    cos, sin = np.cos(angle), np.sin(angle)
    turned = points[region.landmarks] @ np.array([[cos, sin], [-sin, cos]])
    low, high = turned.min(axis=0), turned.max(axis=0)
    back = np.array([[cos, sin], [-sin, cos]])
    linear = back * (MARGIN * (high - low) / CROP)
    return np.column_stack([linear, back @ ((low + high) / 2) - linear @ (CROP / 2, CROP / 2)])


def crops(landmarks: np.ndarray, features: np.ndarray) -> np.ndarray:
    """The second network's input for one face, (side, side, channels), from features of that order of axes."""
    return np.concatenate([_crop(features, matrix) for matrix in matrices(landmarks)], axis=2).astype(np.float32)


def all_crops(found: dict[str, np.ndarray]) -> np.ndarray:
    """The second network's inputs, for all faces of which the first network left rows."""
    maps = found["features"].reshape(-1, FEATURES, FEATURE_SIDE, FEATURE_SIDE)
    faces = zip(found["landmarks"], maps.transpose(0, 2, 3, 1), strict=True)
    return np.stack([crops(landmarks, features) for landmarks, features in faces])


def _crop(features: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    row, column = np.mgrid[0:CROP, 0:CROP] + 0.5
    x, y = (m[0] * column + m[1] * row + m[2] - 0.5 for m in matrix)
    x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = (x - x0)[..., None], (y - y0)[..., None]
    # Taps beyond the last row or column only ever have weight 0.
    padded = np.pad(features, ((0, 1), (0, 1), (0, 0)))
    inside = (x >= 0) & (x <= features.shape[1] - 1) & (y >= 0) & (y <= features.shape[0] - 1)
    x0, y0 = (np.where(inside, start, 0) for start in (x0, y0))
    upper = padded[y0, x0] * (1 - fx) + padded[y0, x0 + 1] * fx
    lower = padded[y0 + 1, x0] * (1 - fx) + padded[y0 + 1, x0 + 1] * fx
    return np.where(inside[..., None], upper * (1 - fy) + lower * fy, 0)


def merge(landmarks: np.ndarray, regions: dict[str, np.ndarray]) -> np.ndarray:
    """All 478 points of one face, (points, 3), in pixels of the picture's crop."""
    points = np.zeros((POINTS, 3))
    points[: len(landmarks) // 3] = landmarks.reshape(-1, 3)
    for region, matrix in zip(FACE_REGIONS, matrices(landmarks), strict=True):
        points[region.landmarks, :2] = _back(regions[region.name], matrix)
        if region.iris:
            output, first = region.iris
            iris = _back(regions[output], matrix)
            points[first : first + len(iris), :2] = iris
            points[first : first + len(iris), 2] = points[region.landmarks[:_CONTOUR], 2].mean()
    return points


def _back(raw: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Raw points count from 0 to STRIDE times the crop's side, so only the offset is left to scale."""
    return raw.reshape(-1, 2) @ matrix[:, :2].T + STRIDE * matrix[:, 2]
