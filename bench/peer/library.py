"""The peer benchmark: Meshstream's library against MediaPipe's Python package, one core each.

Both get the same JPEG bytes in the same order and run one after the other, pinned to the same core,
round after round, so that whatever else the machine does hits both. What is printed is the ratio of
their frames per second in each round.

Where MESHSTREAM_GOLDEN names the folder of the golden reference set, two of its videos are measured as
well, scaled up.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import frames

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN_VIDEOS = ("sign-walk", "thumb")  # one face in every frame
CLASS_PATH = f"{ROOT}/bench/target/classes:{ROOT}/bench/target/lib/*"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=8.0, help="measured in each round")
    parser.add_argument("--core", default="0", help="the core that both are pinned to")
    parser.add_argument("--sequences", nargs="*", default=["720p", "1080p"], choices=frames.SIZES)
    arguments = parser.parse_args()
    print("frames                kB   library frames/s  MediaPipe frames/s   ratio: min  median  max")
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sequences:
            for detail in ("soft", "detailed"):
                sequence = pathlib.Path(folder) / f"{size}-{detail}"
                kilobytes = frames.make(sequence, size, detail) / 1000
                report(f"{size} {detail}", kilobytes, measure(sequence, arguments))
            for name in GOLDEN_VIDEOS if "MESHSTREAM_GOLDEN" in os.environ else ():
                sequence = pathlib.Path(folder) / f"{size}-{name}"
                media = pathlib.Path(os.environ["MESHSTREAM_GOLDEN"]) / "media" / name
                kilobytes = frames.scale_golden(sequence, size, media) / 1000
                report(f"{size} {name}", kilobytes, measure(sequence, arguments))


def measure(sequence, arguments):
    library = ["java", "-cp", CLASS_PATH, "io.meshstream.bench.PeerWorker", sequence]
    library += ["5", arguments.seconds]
    peer = [sys.executable, pathlib.Path(__file__).with_name("mediapipe_worker.py"), sequence]
    peer += ["--seconds", arguments.seconds]
    return [(rate(library, arguments), rate(peer, arguments)) for _ in range(arguments.rounds)]


def rate(command, arguments):
    pinned = ["taskset", "-c", arguments.core, *map(str, command)]
    output = subprocess.run(pinned, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    result = json.loads(output.stdout.decode().strip().splitlines()[-1])
    if result["withFace"] < 0.95 * result["frames"]:  # without faces there is nothing to compare
        sys.exit(f"{command}: a face in {result['withFace']} of {result['frames']} frames only")
    return result["frames"] / result["seconds"]


def report(name, kilobytes, rates):
    ratios = sorted(ours / theirs for ours, theirs in rates)
    ours = statistics.median(ours for ours, _ in rates)
    theirs = statistics.median(theirs for _, theirs in rates)
    print(
        f"{name:16} {kilobytes:8.0f} {ours:18.0f} {theirs:19.0f}"
        f" {ratios[0]:12.2f} {statistics.median(ratios):7.2f} {ratios[-1]:5.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
