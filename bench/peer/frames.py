"""Makes the frames that every competitor is given: the portrait on a virtual camera path, as JPEG.

`soft` frames show the portrait on a plain background and compress well; `detailed` ones have a fine
texture all over, so that entropy decoding weighs more.
"""

import math
import pathlib

import cv2
import numpy as np

PORTRAIT = (
    pathlib.Path(__file__).resolve().parents[2] / "models/src/main/resources/io/meshstream/vision/sample/portrait.png"
)
FACE_CENTER = (224.0, 122.0)  # of the portrait, in its pixels
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
JPEG_QUALITY = 85


def make(folder, size, detail, count=60):
    """Writes `count` frames of a closed path as 000.jpg, 001.jpg, ... and returns their mean size."""
    width, height = SIZES[size]
    portrait = cv2.imread(str(PORTRAIT))
    texture = _texture(width, height, detail)
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for i in range(count):
        t = 2 * math.pi * i / count
        scale = height / 512 * (1.35 + 0.15 * math.sin(t))
        matrix = cv2.getRotationMatrix2D(FACE_CENTER, 12 * math.sin(2 * t), scale)
        matrix[:, 2] += (
            (0.5 + 0.08 * math.sin(t)) * width - FACE_CENTER[0],
            (0.45 + 0.05 * math.cos(t)) * height - FACE_CENTER[1],
        )
        frame = cv2.warpAffine(portrait, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(96, 110, 88))
        frame = np.clip(frame.astype(np.int16) + texture, 0, 255).astype(np.uint8)
        _, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        (folder / f"{i:03}.jpg").write_bytes(jpeg.tobytes())
        total += len(jpeg)
    return total / count


def scale_golden(folder, size, media):
    """Writes the frames of a golden video, scaled to fill the size's height, there and back again."""
    width, height = SIZES[size]
    files = sorted(media.glob("*.jpg"))
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for i, file in enumerate(files + files[-2:0:-1]):
        frame = cv2.imread(str(file))
        scale = min(width / frame.shape[1], height / frame.shape[0])
        frame = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        right, below = width - frame.shape[1], height - frame.shape[0]
        frame = cv2.copyMakeBorder(frame, 0, below, 0, right, cv2.BORDER_CONSTANT)
        _, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        (folder / f"{i:03}.jpg").write_bytes(jpeg.tobytes())
        total += len(jpeg)
    return total / (2 * len(files) - 2)


def _texture(width, height, detail):
    if detail == "soft":
        return np.zeros((height, width, 3), np.int16)
    noise = np.random.default_rng(1).normal(0, 22, (height, width, 1))
    return np.repeat(noise, 3, axis=2).astype(np.int16)
