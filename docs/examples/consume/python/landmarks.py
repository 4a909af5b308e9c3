"""Prints where the tips of noses and index fingers are, in pixels, in every frame.

Usage: landmarks.py BOOTSTRAP_SERVERS FOLDER_WITH_RELEASED_SCHEMAS
"""

import io
import json
import pathlib
import signal
import sys

import fastavro
import numpy as np
from confluent_kafka import Consumer
from fastavro.schema import fingerprint, to_parsing_canonical_form

NOSE_TIP = 1
INDEX_TIP = 8
REMEMBERED = 10_000


def released(folder):
    """The schemas of all releases, by the fingerprint that a message begins with."""
    schemas = {}
    for path in sorted(pathlib.Path(folder).glob("v*/FrameLandmarks.avsc")):
        schema = json.loads(path.read_text())
        wire = fingerprint(to_parsing_canonical_form(schema), "CRC-64-AVRO")
        schemas[bytes.fromhex(wire)] = fastavro.parse_schema(schema)
    if not schemas:
        sys.exit(f"{folder}: no schema (expected: a folder with v*/FrameLandmarks.avsc)")
    return schemas


def decode(value, schemas):
    if value[:2] != b"\xc3\x01":
        raise ValueError("not Avro single-object encoding")
    return fastavro.schemaless_reader(io.BytesIO(value[10:]), schemas[value[2:10]], None)


def show(frame):
    for face in frame["faces"]:
        landmarks = np.array(face["landmarks"], dtype=np.float32).reshape(-1, 3)
        if len(landmarks) == 0:
            continue  # Faces are only detected, or their mesh stays in the job.
        x, y = landmarks[NOSE_TIP, :2] * (frame["width"], frame["height"])
        print(
            f"{frame['cameraId']} {frame['epoch']}/{frame['sequence']}"
            f" face {face['trackId']} nose {x:.1f} {y:.1f}",
            flush=True,
        )
    # What was written by a release without hands has none.
    for hand in frame.get("hands", []):
        landmarks = np.array(hand["landmarks"], dtype=np.float32).reshape(-1, 3)
        if len(landmarks) == 0:
            continue  # Landmarks stay in the job.
        x, y = landmarks[INDEX_TIP, :2] * (frame["width"], frame["height"])
        print(
            f"{frame['cameraId']} {frame['epoch']}/{frame['sequence']}"
            f" hand {hand['trackId']} {hand['handedness']} index finger {x:.1f} {y:.1f}",
            flush=True,
        )


def main(servers, folder):
    schemas = released(folder)
    seen = {}
    consumer = Consumer(
        {
            "bootstrap.servers": servers,
            "group.id": "landmarks-python",
            "auto.offset.reset": "earliest",
        }
    )
    consumer.subscribe(["landmarks"])
    try:
        while True:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise RuntimeError(message.error())
            frame = decode(message.value(), schemas)
            # A topic that is written at least once may hold a record twice.
            identity = (frame["cameraId"], frame["epoch"], frame["sequence"])
            if identity not in seen:
                seen[identity] = True
                if len(seen) > REMEMBERED:
                    del seen[next(iter(seen))]
                show(frame)
    except KeyboardInterrupt:
        pass
    finally:
        # Leaves the group. Without it, the next start waits until the group has missed this one.
        consumer.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    # As Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main(*sys.argv[1:])
