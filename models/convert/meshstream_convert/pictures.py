"""Test inputs: views of a picture at several scales, and seeded noise. All NHWC, in the model's value range."""

from pathlib import Path

import numpy as np
from PIL import Image

from .errors import ConversionError

Pictures = dict[str, np.ndarray]
"""Pictures by what they show, as the catalogue has it: (height, width, 3), RGB, 8 bits."""

VIEW_SCALES = (1, 2, 4)
"""Views show the whole picture, halves and quarters of its side, each row and column overlapping by half."""

NOISE_INPUTS = 8
NOISE_SEED = 20200805


def load(path: Path) -> np.ndarray:
    """An RGB picture, (height, width, 3), 8 bits."""
    try:
        return np.asarray(Image.open(path).convert("RGB"))
    except OSError as problem:
        raise ConversionError("picture", path, "a readable picture", f"pass another --picture ({problem})") from None


def views(picture: np.ndarray, side: int, value_range: tuple[float, float]) -> np.ndarray:
    """Square views of a picture, bilinear, so that a face appears at several sizes and places."""
    extent = min(picture.shape[:2])
    found = []
    for scale in VIEW_SCALES:
        size = extent / scale
        for row in range(2 * scale - 1):
            for column in range(2 * scale - 1):
                found.append(_sample(picture, column * size / 2, row * size / 2, size, side))
    low, high = value_range
    return (np.stack(found) / 255 * (high - low) + low).astype(np.float32)


def _sample(picture: np.ndarray, left: float, top: float, size: float, side: int) -> np.ndarray:
    """Tensor pixel i reads the source at ``i*size/side``, without a half-pixel shift, as MediaPipe's CPU path does."""
    steps = np.arange(side) * size / side
    x0, fx = _taps(left + steps)
    y0, fy = _taps(top + steps)
    x1 = np.minimum(x0 + 1, picture.shape[1] - 1)
    y1 = np.minimum(y0 + 1, picture.shape[0] - 1)
    pixels = picture.astype(np.float64)
    fx, fy = fx[None, :, None], fy[:, None, None]
    upper = pixels[np.ix_(y0, x0)] * (1 - fx) + pixels[np.ix_(y0, x1)] * fx
    lower = pixels[np.ix_(y1, x0)] * (1 - fx) + pixels[np.ix_(y1, x1)] * fx
    return np.floor(upper * (1 - fy) + lower * fy + 0.5)


def _taps(positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    whole = np.floor(positions).astype(int)
    return whole, positions - whole


def noise(shape: tuple[int, ...], value_range: tuple[float, float]) -> np.ndarray:
    """Seeded noise; ``shape`` is that of one input."""
    generator = np.random.default_rng(NOISE_SEED)
    return generator.uniform(*value_range, (NOISE_INPUTS, *shape)).astype(np.float32)
