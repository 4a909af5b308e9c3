"""Makes the frames that every competitor is given: heads that move a little before a blurred room, as JPEG.

A scene is a folder. `lead` has the frames with which a camera begins: faces large enough for any detector, which then
shrink to the scene's width, so that small faces can be measured that nobody would find. `loop` has a closed path, to be
shown again and again. A face's width is that of its mesh.

`soft` frames compress well; `detailed` ones have a fine texture all over, so that entropy decoding weighs more.
"""

import argparse
import dataclasses
import math
import pathlib

import cv2
import numpy as np

PORTRAIT = (
    pathlib.Path(__file__).resolve().parents[2] / "models/src/main/resources/io/meshstream/vision/sample/portrait.png"
)
SIZES = {"480p": (854, 480), "720p": (1280, 720), "1080p": (1920, 1080), "4K": (3840, 2160)}
COUNT = 20  # frames of a loop
JPEG_QUALITY = 85

# Of the portrait, in its pixels.
FACE_CENTER = (225.0, 124.0)
FACE_WIDTH = 93.6
HEAD = ((226.0, 106.0), (86.0, 100.0))  # centre and half axes of the ellipse that is cut out
ROOM_TOP = 224  # below it there is no face

FOUND_SHARE = 0.16  # of the picture's width: a face so wide is found by the short range detector
SHRINK = 0.93  # from one frame of the lead to the next


@dataclasses.dataclass(frozen=True)
class Scene:
    """What a camera shows: how many faces of which width in pixels, in pictures of which size."""

    size: str
    faces: int
    width: int
    detail: str = "soft"

    def __str__(self):
        return f"{self.size} {self.faces} x {self.width} px {self.detail}"

    @property
    def cells(self):
        """Columns and rows of the places of faces."""
        return {1: (1, 1), 2: (2, 1), 4: (2, 2), 8: (4, 2)}[self.faces]

    def fits(self):
        return self.width <= self._most()

    def found_at(self):
        """The width with which the camera begins."""
        return max(self.width, min(FOUND_SHARE * SIZES[self.size][0], self._most()))

    def _most(self):
        width, height = SIZES[self.size]
        columns, rows = self.cells
        # A single head may be cut off above its forehead, several ones must not overlap.
        return height / 1.35 if self.faces == 1 else min(width / columns / 1.7, height / rows / 1.75)


def make(folder, scene):
    """Writes the frames of a scene and returns the mean size of those of the loop in bytes."""
    camera = Camera(scene)
    lead = math.ceil(math.log(scene.found_at() / scene.width) / -math.log(SHRINK))
    for i in range(lead + 3):
        write(folder / "lead", i, camera.frame(0, max(scene.width, scene.found_at() * SHRINK ** max(0, i - 2))))
    return sum(write(folder / "loop", i, camera.frame(2 * math.pi * i / COUNT)) for i in range(COUNT)) / COUNT


def scale_golden(folder, size, media):
    """Writes the frames of a golden video, scaled to fill the size's height, there and back again."""
    width, height = SIZES[size]
    files = sorted(media.glob("*.jpg"))
    path = files + files[-2:0:-1]
    write(folder / "lead", 0, _scaled(path[0], width, height))
    return sum(write(folder / "loop", i, _scaled(file, width, height)) for i, file in enumerate(path)) / len(path)


def _scaled(file, width, height):
    frame = cv2.imread(str(file))
    scale = min(width / frame.shape[1], height / frame.shape[0])
    frame = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return cv2.copyMakeBorder(frame, 0, height - frame.shape[0], 0, width - frame.shape[1], cv2.BORDER_CONSTANT)


def write(folder, number, frame):
    folder.mkdir(parents=True, exist_ok=True)
    _, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    (folder / f"{number:03}.jpg").write_bytes(jpeg.tobytes())
    return len(jpeg)


class Camera:
    """Draws the pictures of a scene."""

    def __init__(self, scene):
        self._scene = scene
        self._picture = SIZES[scene.size]
        self._portrait = cv2.imread(str(PORTRAIT))
        self._mask = np.zeros(self._portrait.shape[:2], np.float32)
        center, axes = HEAD
        cv2.ellipse(self._mask, (center, (2 * axes[0], 2 * axes[1]), 0), 1, -1)
        self._mask = cv2.GaussianBlur(self._mask, None, 4)
        room = cv2.resize(self._portrait[ROOM_TOP:], self._picture, interpolation=cv2.INTER_CUBIC)
        self.room = cv2.GaussianBlur(room, None, self._picture[1] / 300)
        self._texture = _texture(*self._picture) if scene.detail == "detailed" else None

    def frame(self, t, face_width=None):
        """A picture at a place of the closed path, 0 to 2 pi; with faces of the scene's width if it is not given."""
        width, height = self._picture
        columns, rows = self._scene.cells
        frame = self.room.copy()
        for i in range(self._scene.faces):
            place = ((i % columns + 0.5) / columns * width, (i // columns + 0.5) / rows * height)
            self._draw(frame, place, t + i, face_width or self._scene.width)
        if self._texture is not None:
            frame = cv2.add(frame, self._texture, dtype=cv2.CV_8U)
        return frame

    def _draw(self, frame, place, t, face_width):
        scale = face_width / FACE_WIDTH * (1 + 0.04 * math.sin(t))
        matrix = cv2.getRotationMatrix2D(FACE_CENTER, 9 * math.sin(2 * t), scale)
        x = place[0] + 0.05 * face_width * math.sin(t)
        y = place[1] + 0.05 * face_width * math.cos(t)
        half = int(1.4 * face_width)
        left, top = max(0, int(x) - half), max(0, int(y) - half)
        part = frame[top : int(y) + half, left : int(x) + half]
        matrix[:, 2] += (x - left - FACE_CENTER[0], y - top - FACE_CENTER[1])
        size = (part.shape[1], part.shape[0])
        head = cv2.warpAffine(self._portrait, matrix, size, flags=cv2.INTER_CUBIC)
        mask = cv2.warpAffine(self._mask, matrix, size)[..., None]
        part[:] = (part + mask * (head.astype(np.float32) - part)).round().astype(np.uint8)


def _texture(width, height):
    noise = np.random.default_rng(1).normal(0, 22, (height, width, 1))
    return np.repeat(noise, 3, axis=2).astype(np.int16)


def main():
    parser = argparse.ArgumentParser(description="Writes the frames of one scene.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--size", default="720p", choices=SIZES)
    parser.add_argument("--faces", type=int, default=1, choices=[1, 2, 4, 8])
    parser.add_argument("--width", type=int, default=220, help="of a face's mesh, in pixels")
    parser.add_argument("--detail", default="soft", choices=["soft", "detailed"])
    arguments = parser.parse_args()
    scene = Scene(arguments.size, arguments.faces, arguments.width, arguments.detail)
    if not scene.fits():
        parser.error(f"{scene}: faces overlap or leave the picture (expected: narrower ones, or fewer)")
    print(f"{scene}: {make(arguments.folder, scene) / 1000:.0f} kB a frame")


if __name__ == "__main__":
    main()
