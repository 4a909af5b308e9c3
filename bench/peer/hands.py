"""The benchmark of hands: Meshstream's library beside MediaPipe Hands in Python, legacy, by what a frame needs.

Both get the same JPEG bytes in the same order: a rendered hand that moves a little before a blurred room, with or
without a face. They are pinned to one core and take turns: in each round each goes through the scene's loop, the others
stopped meanwhile. What is printed is processor time for a frame, the median of the rounds, and how many times as long
MediaPipe takes: of the rounds the median, the least and the most. Everybody must find all that there is in 95 of 100
frames. Where one hand is sought it is tracked alone; where two are, the palm detector runs on every frame, so the
difference is what that takes.
"""

import argparse
import contextlib
import math
import pathlib
import statistics
import sys
import tempfile

import contest
import cv2
import frames
import numpy as np

HAND = frames.PORTRAIT.with_name("hand.png")
LEAST_FOUND = 0.95


def draw(folder, size, height, face):
    """Writes the frames of a scene with one hand of a height in pixels, and returns their mean size in bytes."""
    width, picture_height = frames.SIZES[size]
    scene = frames.Scene(size, 1, round(0.22 * picture_height))
    camera = frames.Camera(scene)
    hand = cv2.imread(str(HAND), cv2.IMREAD_UNCHANGED)
    scale = height / hand.shape[0]
    opacity = hand[..., 3:].astype(np.float32) / 255
    matrix = np.float32([[scale, 0, 0], [0, scale, 0]])

    def frame(angle):
        picture = camera.frame(angle, scene.width) if face else camera.room.copy()
        matrix[:, 2] = (
            0.68 * width + 0.02 * width * math.cos(angle),
            0.5 * (picture_height - height) + 0.02 * width * math.sin(angle),
        )
        colour = cv2.warpAffine(hand[..., :3], matrix, (width, picture_height), flags=cv2.INTER_AREA)
        mask = cv2.warpAffine(opacity, matrix, (width, picture_height))[..., None]
        return (picture + mask * (colour.astype(np.float32) - picture)).round().astype(np.uint8)

    for i in range(3):
        frames.write(folder / "lead", i, frame(0))
    total = sum(frames.write(folder / "loop", i, frame(2 * math.pi * i / frames.COUNT)) for i in range(frames.COUNT))
    return total / frames.COUNT


def ours(name, task, model, interval, scale, core):
    command = [*contest.JAVA, "io.meshstream.bench.HandWorker", task, model, str(interval), scale]
    return contest.Competitor(name, command, core)


def peer(name, complexity, face, core):
    command = [sys.executable, contest.PEER / "hands_worker.py", "--complexity", str(complexity)]
    return contest.Competitor(name, command + (["--face"] if face else []), core)


def measure(scene, rows, rounds, core):
    """Measures the rows of a scene; a row is a name, a number of hands, ours and the peer or None."""
    for name, hands, make_ours, make_peer in rows:
        with contextlib.ExitStack() as stack:
            competitors = [stack.enter_context(make(core)) for make in (make_ours, make_peer) if make]
            loop = 0
            for each in competitors:
                lead, loop = each.open(scene, hands)
                each.frames(lead)
                each.warm_up(loop)
            times = [[found(each, loop).cpu for each in competitors] for _ in range(rounds)]
        mine = statistics.median(turn[0] for turn in times)
        if len(competitors) == 1:
            print(f"| {name} | {mine:.2f} | | |", flush=True)
            continue
        theirs = statistics.median(turn[1] for turn in times)
        ratios = sorted(turn[1] / turn[0] for turn in times)
        spread = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        print(f"| {name} | {mine:.2f} | {theirs:.2f} | {spread} |", flush=True)


def found(competitor, count):
    """Has a competitor go through the loop, and sees that it finds what there is."""
    answer, turn = competitor.ask(f"frames {count}", count)
    if answer["complete"] < LEAST_FOUND * count:
        sys.exit(f"{competitor.name}: all found in {answer['complete']} of {count} frames (expected: 95 of 100)")
    return turn


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="720p", choices=frames.SIZES)
    parser.add_argument("--height", type=int, default=300, help="of the hand, in pixels")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--core", default="0")
    arguments = parser.parse_args()

    def library(task, model, interval=1, scale="EXACT"):
        return lambda core: ours("our hands", task, model, interval, scale, core)

    def mediapipe(complexity, face=False):
        return lambda core: peer("MediaPipe", complexity, face, core)

    hands = [
        ("one hand tracked, full", 1, library("HANDS", "FULL"), mediapipe(1)),
        ("and palms sought, full", 2, library("HANDS", "FULL"), mediapipe(1)),
        ("and palms sought every 5th frame, full", 2, library("HANDS", "FULL", 5), None),
        ("and palms sought in a coarser picture, full", 2, library("HANDS", "FULL", 1, "AUTO"), mediapipe(1)),
        ("one hand tracked, lite", 1, library("HANDS", "LITE"), mediapipe(0)),
        ("and palms sought, lite", 2, library("HANDS", "LITE"), mediapipe(0)),
        ("and palms sought every 5th frame, lite", 2, library("HANDS", "LITE", 5), None),
        ("and palms sought in a coarser picture, lite", 2, library("HANDS", "LITE", 1, "AUTO"), mediapipe(0)),
    ]
    both = [
        ("a face and a hand tracked, full", 1, library("FACE_MESH", "FULL"), mediapipe(1, True)),
        ("and palms sought, full", 2, library("FACE_MESH", "FULL"), mediapipe(1, True)),
        ("a face and a hand tracked, lite", 1, library("FACE_MESH", "LITE"), mediapipe(0, True)),
    ]
    print(f"{contest.processor()}; {arguments.size}, a hand {arguments.height} pixels high, core {arguments.core}\n")
    print("| a frame | ours, ms | MediaPipe, ms | ratio |")
    print("|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, face, rows in (("hand", False, hands), ("both", True, both)):
            scene = pathlib.Path(folder, name)
            draw(scene, arguments.size, arguments.height, face)
            measure(scene, rows, arguments.rounds, arguments.core)


if __name__ == "__main__":
    main()
