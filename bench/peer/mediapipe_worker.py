"""The peer: decodes frames with OpenCV and finds their meshes with MediaPipe's legacy Face Mesh.

Prints one line of JSON: frames and seconds of the measured part, and how many frames had a face.
"""

import argparse
import json
import pathlib
import time

import cv2
import mediapipe
import numpy as np


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--warm-up", type=float, default=3.0, metavar="SECONDS")
    parser.add_argument("--seconds", type=float, default=8.0)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    jpegs = [np.frombuffer(f.read_bytes(), np.uint8) for f in sorted(arguments.folder.glob("*.jpg"))]

    with mediapipe.solutions.face_mesh.FaceMesh(max_num_faces=1) as face_mesh:
        _run(face_mesh, jpegs, arguments.warm_up)
        print(json.dumps(_run(face_mesh, jpegs, arguments.seconds)))


def _run(face_mesh, jpegs, seconds):
    start = time.perf_counter()
    frames = faces = 0
    while time.perf_counter() - start < seconds:
        picture = cv2.imdecode(jpegs[frames % len(jpegs)], cv2.IMREAD_COLOR)
        picture = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        faces += face_mesh.process(picture).multi_face_landmarks is not None
        frames += 1
    return {"frames": frames, "seconds": time.perf_counter() - start, "withFace": faces}


if __name__ == "__main__":
    main()
