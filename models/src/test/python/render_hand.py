"""Renders the sample hand: a right hand's palm, fingers up, with a transparent background.

A maintainer's tool, not part of the build. It needs Python 3.11 and

    pip install numpy opencv-python-headless
    npm pack @webxr-input-profiles/assets@1.0.20

and the path of package/dist/profiles/generic-hand/right.glb of that package (MIT License, Copyright 2019 Amazon):

    python models/src/test/python/render_hand.py right.glb

A mesh of 1,360 vertices in its bind pose, lit by two lamps and coloured like skin, is enough for MediaPipe Hands
0.10.21, which finds it and takes its mirror image for the other hand. The same file gives the same picture.
"""

import hashlib
import json
import pathlib
import struct
import sys

import cv2
import numpy as np

MODELS = pathlib.Path(__file__).resolve().parents[3]
TARGET = MODELS / "src/main/resources/io/meshstream/vision/sample/hand.png"
MESH_SHA256 = "291790c14f7f88a7f9bd35330c47392ed8e8d395ae6728f4bb7089f1bc1f2b96"

HEIGHT = 384  # of the picture, in pixels
MARGIN = 8  # around the hand
SAMPLES = 3  # of a pixel, in each direction
SKIN = np.array([0.88, 0.66, 0.55])
WALL = np.array([0.56, 0.55, 0.50])  # behind the hand, for whoever does not look at opacity
WRIST_FADE = 0.1  # share of the height over which the wrist fades out

LAMPS = [  # direction, strength
    (np.array([-0.35, 0.55, 0.75]), 0.75),
    (np.array([0.50, -0.20, 0.85]), 0.25),
]
AMBIENT = 0.15

COMPONENTS = {5126: np.float32, 5123: np.uint16}


def read_mesh(path):
    """Vertices, normals and triangles of the only mesh of a binary glTF file."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != MESH_SHA256:
        sys.exit(f"mesh: {path} (expected: right.glb of the package and version named above); look at its SHA-256")
    (length,) = struct.unpack_from("<I", data, 12)
    document = json.loads(data[20 : 20 + length])
    binary = data[28 + length :]

    def array(accessor, width):
        entry = document["accessors"][accessor]
        view = document["bufferViews"][entry["bufferView"]]
        count = entry["count"] * (1 if entry["type"] == "SCALAR" else width)
        values = np.frombuffer(binary, COMPONENTS[entry["componentType"]], count, view.get("byteOffset", 0))
        return values.reshape(-1, width)

    primitive = document["meshes"][0]["primitives"][0]
    return (
        array(primitive["attributes"]["POSITION"], 3).astype(np.float64),
        array(primitive["attributes"]["NORMAL"], 3).astype(np.float64),
        array(primitive["indices"], 3).astype(np.int64),
    )


def facing_camera(vectors):
    """The mesh has its fingers along -y and its palm along -x: here these are up and towards the camera."""
    return np.stack([-vectors[:, 2], -vectors[:, 1], -vectors[:, 0]], axis=1)


def shade(normals):
    """Colours of skin, by where it faces; darker and redder where it turns away."""
    normals = normals / np.linalg.norm(normals, axis=-1, keepdims=True)
    light = AMBIENT + sum(
        strength * np.clip(normals @ (direction / np.linalg.norm(direction)), 0, 1) for direction, strength in LAMPS
    )
    light *= 0.55 + 0.45 * np.clip(normals[..., 2], 0, 1)
    return np.clip(SKIN * light[..., None], 0, 1) ** np.array([0.85, 1.05, 1.10])


def rasterise(points, normals, triangles, shape):
    """Colour and coverage of each sample, by a depth buffer."""
    height, width = shape
    colour = np.zeros((height, width, 3))
    depth = np.full(shape, -np.inf)
    for corners in triangles:
        x, y, z = points[corners].T
        left, right = int(max(0, np.floor(x.min()))), int(min(width - 1, np.ceil(x.max())))
        top, bottom = int(max(0, np.floor(y.min()))), int(min(height - 1, np.ceil(y.max())))
        area = (y[1] - y[2]) * (x[0] - x[2]) + (x[2] - x[1]) * (y[0] - y[2])
        if area == 0 or left > right or top > bottom:
            continue
        column, row = np.meshgrid(np.arange(left, right + 1) + 0.5, np.arange(top, bottom + 1) + 0.5)
        first = ((y[1] - y[2]) * (column - x[2]) + (x[2] - x[1]) * (row - y[2])) / area
        second = ((y[2] - y[0]) * (column - x[2]) + (x[0] - x[2]) * (row - y[2])) / area
        weights = np.stack([first, second, 1 - first - second], axis=-1)
        here = weights @ z
        part = (slice(top, bottom + 1), slice(left, right + 1))
        seen = (weights >= 0).all(axis=-1) & (here > depth[part])
        if seen.any():
            depth[part][seen] = here[seen]
            colour[part][seen] = shade(weights[seen] @ normals[corners])
    return colour, np.isfinite(depth)


def averaged(samples, height, width):
    return samples.reshape(height, SAMPLES, width, SAMPLES, -1).mean(axis=(1, 3))


def render(points, normals, triangles):
    """The picture as 8-bit B, G, R and opacity."""
    lowest, highest = points.min(axis=0), points.max(axis=0)
    scale = (HEIGHT - 2 * MARGIN) / (highest - lowest)[1]
    width = round((highest - lowest)[0] * scale) + 2 * MARGIN
    placed = np.stack(
        [
            (points[:, 0] - lowest[0]) * scale + MARGIN,
            (highest[1] - points[:, 1]) * scale + MARGIN,
            points[:, 2] * scale,
        ],
        axis=1,
    )
    colour, covered = rasterise(placed * SAMPLES, normals, triangles, (HEIGHT * SAMPLES, width * SAMPLES))
    coverage = averaged(covered.astype(np.float64), HEIGHT, width)
    rows = (np.arange(HEIGHT) + 0.5 - MARGIN) / (HEIGHT - 2 * MARGIN)
    coverage *= np.clip((1 - rows) / WRIST_FADE, 0, 1)[:, None, None]
    share = averaged(covered.astype(np.float64), HEIGHT, width)
    hand = averaged(colour, HEIGHT, width) / np.maximum(share, 1e-9)
    solid = np.where(share > 0, hand, WALL)
    return np.rint(np.concatenate([solid[..., ::-1], coverage], axis=-1) * 255).astype(np.uint8)


def main():
    points, normals, triangles = read_mesh(pathlib.Path(sys.argv[1]))
    picture = render(facing_camera(points), facing_camera(normals), triangles)
    if not cv2.imwrite(str(TARGET), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9]):
        sys.exit(f"picture: {TARGET} (expected: can be written)")


if __name__ == "__main__":
    main()
