"""Makes the small golden set of the tests: views of the portrait, and what MediaPipe returns for them.

A maintainer's tool, not part of the build. It needs Python 3.11 and

    pip install mediapipe==0.10.21

and is run from anywhere:

    python models/src/test/python/make_portrait_golden.py

The pictures are made from NASA's portrait of Eileen Collins (public domain) alone. MediaPipe's Python
package follows the CPU sampling convention, so these files are for the library's OPENCV sampling.
"""

import gzip
import json
import math
import pathlib

import cv2
import mediapipe
import numpy as np

MODELS = pathlib.Path(__file__).resolve().parents[3]
PORTRAIT = MODELS / "src/main/resources/io/meshstream/vision/sample/portrait.png"
TARGET = MODELS / "src/test/resources/io/meshstream/vision/golden/portrait"

FACE_CENTER = (224.0, 122.0)  # of the portrait, in its pixels
BACKGROUND = (96, 110, 88)
JPEG_QUALITY = 85


def view(portrait, size, faces):
    """A picture of the given size with the portrait drawn once for each (x, y, scale, degrees)."""
    width, height = size
    canvas = np.full((height, width, 3), BACKGROUND, np.uint8)
    for x, y, scale, degrees in faces:
        matrix = cv2.getRotationMatrix2D(FACE_CENTER, degrees, scale)
        matrix[:, 2] += (x * width - FACE_CENTER[0], y * height - FACE_CENTER[1])
        cv2.warpAffine(
            portrait,
            matrix,
            size,
            dst=canvas,
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
    return canvas


def walk(frames):
    """One face that pans, zooms and turns, leaves to the right for a while, and comes back."""
    for i in range(frames):
        t = i / frames
        away = 1.0 if 0.55 < t < 0.7 else 0.0
        yield [
            (
                0.45 + 0.15 * math.sin(2 * math.pi * t) + away,
                0.45 + 0.08 * math.cos(4 * math.pi * t),
                0.8 + 0.25 * math.sin(2 * math.pi * t + 1),
                18 * math.sin(4 * math.pi * t),
            )
        ]


def pair(frames):
    """Two faces that sway against each other; the right one is there from the third frame on."""
    for i in range(frames):
        sway = 0.03 * math.sin(2 * math.pi * i / frames)
        left = (0.27 + sway, 0.45, 0.8, 300 * sway)
        right = (0.77, 0.45 + sway, 0.9, -200 * sway)
        yield [left] if i < 2 else [left, right]


def write(name, size, faces_of_frames, max_faces, static):
    portrait = cv2.imread(str(PORTRAIT))
    media = TARGET / "media" / name
    media.mkdir(parents=True, exist_ok=True)
    files, pictures = [], []
    for index, faces in enumerate(faces_of_frames):
        picture = view(portrait, size, faces)
        _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        files.append(f"{name}/{index:02}.jpg")
        (TARGET / "media" / files[-1]).write_bytes(jpeg.tobytes())
        pictures.append(cv2.cvtColor(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB))
    for configuration, refined in (("mesh468", False), ("mesh478", True)):
        write_peer(f"{name}.{configuration}", files, pictures, max_faces, static, refined)


def write_peer(name, files, pictures, max_faces, static, refined):
    with mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=static, max_num_faces=max_faces, refine_landmarks=refined
    ) as face_mesh:
        frames = [
            {"index": index, "file": file, "faces": landmarks(face_mesh, picture)}
            for index, (file, picture) in enumerate(zip(files, pictures, strict=True))
        ]
    options = {"maxNumFaces": max_faces}
    if refined:
        options["refineLandmarks"] = True
    header = {
        "package": "mediapipe",
        "version": mediapipe.__version__,
        "options": options,
        "mode": "static" if static else "stream",
        "frames": frames,
    }
    peer = TARGET / "peer" / f"{name}.json.gz"
    peer.parent.mkdir(parents=True, exist_ok=True)
    with peer.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as out:
        out.write(json.dumps(header, separators=(",", ":")).encode())
    print(name, [len(frame["faces"]) for frame in frames])


def landmarks(face_mesh, picture):
    found = face_mesh.process(picture).multi_face_landmarks or []
    return [{"landmarks": [[round(v, 6) for v in (p.x, p.y, p.z)] for p in face.landmark]} for face in found]


if __name__ == "__main__":
    write("walk", (400, 300), walk(16), max_faces=1, static=False)
    write("pair", (480, 270), pair(8), max_faces=2, static=False)
    write("alone", (270, 360), walk(6), max_faces=1, static=True)
