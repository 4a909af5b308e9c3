"""Makes the table that the OPENCV sampling is compared with: what OpenCV itself cuts out of pictures of noise.

A maintainer's tool, not part of the build. It needs Python 3.11 and

    pip install opencv-python-headless==4.11.0.86 numpy==2.4.6

and is run from anywhere:

    python models/src/test/python/make_opencv_crops.py

A row is a picture's size, the region in fractions of it, its rotation in radians, the side of the tensor, the border,
and the CRC-32 of the tensor's bytes (rows of red, green, blue). The picture's values are a formula, so that they need
not be stored. What is called is what MediaPipe calls: RotatedRect's corners, getPerspectiveTransform, warpPerspective.
"""

import pathlib
import random
import zlib

import cv2
import numpy as np

TARGET = pathlib.Path(__file__).parents[1] / "resources/io/meshstream/vision/sampling/opencv-crops.csv"
BORDERS = {"BLACK": cv2.BORDER_CONSTANT, "REPLICATE": cv2.BORDER_REPLICATE}


def noise(width, height):
    """A picture whose byte i is the top byte of i times a constant, so that neighbours have little in common."""
    i = np.arange(width * height * 3, dtype=np.uint32)
    return (i * np.uint32(2654435761) >> np.uint32(24)).astype(np.uint8).reshape(height, width, 3)


def crop(picture, rectangle, rotation, side, border):
    """The tensor before its values are scaled, as MediaPipe's CPU converter makes it."""
    x, y, width, height = rectangle
    degrees = float(np.float32(float(rotation * np.float32(180)) / np.pi))
    corners = cv2.boxPoints(((x, y), (width, height), degrees))
    tensor = np.array([(0, side), (0, 0), (side, 0), (side, side)], np.float32)
    to_tensor = cv2.getPerspectiveTransform(corners, tensor)
    size = (side, side)
    return cv2.warpPerspective(picture, to_tensor, size, flags=cv2.INTER_LINEAR, borderMode=BORDERS[border])


def letterboxes():
    """Whole pictures as detectors see them. Widths of 854, 1366 and 1155 put every second row and column on a tie."""
    sizes = ((854, 480), (480, 854), (1366, 768), (1155, 650), (650, 1155), (1280, 720), (333, 97), (97, 97))
    for width, height in sizes:
        longer = max(width, height)
        for side in (128, 192):
            yield "letterbox", width, height, (0.5, 0.5, longer / width, longer / height), 0.0, side, "BLACK"


def regions(count):
    """Rotated rectangles, some partly or wholly outside, some of whose places are ties, with both borders."""
    chance = random.Random(1)
    for i in range(count):
        if i % 3 == 0:
            width, height = 512, 256
            x, y = chance.randrange(1024) / 1024, chance.randrange(512) / 512
            w = chance.randrange(16, 512) / 512
            rotation = chance.choice((0.0, np.pi / 2, -np.pi))
        else:
            width, height = chance.choice(((640, 480), (854, 480), (211, 307), (1155, 650)))
            x, y, w = chance.uniform(-0.2, 1.2), chance.uniform(-0.2, 1.2), chance.uniform(0.05, 1.2)
            rotation = chance.uniform(-3.2, 3.2)
        h = w * width / height * (chance.uniform(0.5, 2) if i % 7 == 0 else 1)
        side = (192, 224, 256, 128, 8)[i % 5]
        yield "region", width, height, (x, y, w, h), rotation, side, ("REPLICATE", "BLACK")[i % 2]


def main():
    """Writes the table."""
    lines = ["kind,width,height,x,y,w,h,rotation,side,border,crc32"]
    for kind, width, height, place, rotation, side, border in (*letterboxes(), *regions(60)):
        x, y, w, h, angle = (np.float32(value) for value in (*place, rotation))
        across, down = np.float32(width), np.float32(height)
        rectangle = tuple(float(value) for value in (x * across, y * down, w * across, h * down))
        if kind == "letterbox":
            rectangle = (width / 2, height / 2, float(max(width, height)), float(max(width, height)))
        tensor = crop(noise(width, height), rectangle, angle, side, border)
        numbers = ",".join(str(value) for value in (x, y, w, h, angle))
        lines.append(f"{kind},{width},{height},{numbers},{side},{border},{zlib.crc32(tensor.tobytes()):08x}")
    TARGET.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
