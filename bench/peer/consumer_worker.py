"""A competitor of the job: a Python consumer with MediaPipe and a producer, as a user would write it, or tuned.

Reads bare JPEG frames from a topic, keeps one Face Mesh for each camera, and writes the landmarks as
packed floats to another topic. Ends when it has processed the number of frames it was told.
"""

import argparse

import confluent_kafka
import legacy_worker
import mediapipe
import numpy as np


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--frames", required=True, help="topic to read")
    parser.add_argument("--landmarks", required=True, help="topic to write")
    parser.add_argument("--group", required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--tuned", action="store_true", help="take the fast ways of a decoder, and do not copy")
    arguments = parser.parse_args()
    decode = legacy_worker.decode_tuned if arguments.tuned else legacy_worker.decode_plain

    servers = {"bootstrap.servers": arguments.bootstrap_servers}
    consumer = confluent_kafka.Consumer(servers | {"group.id": arguments.group, "auto.offset.reset": "earliest"})
    producer = confluent_kafka.Producer(servers | {"linger.ms": 5, "compression.type": "lz4"})
    consumer.subscribe([arguments.frames])
    meshes = {}
    processed = 0
    while processed < arguments.count:
        message = consumer.poll(10)
        if message is None:
            raise SystemExit(f"frames: {processed} (expected: {arguments.count}); none came in 10 s")
        if message.error():
            raise SystemExit(str(message.error()))
        camera = message.key()
        if camera not in meshes:
            meshes[camera] = mediapipe.solutions.face_mesh.FaceMesh(max_num_faces=1)
        producer.produce(arguments.landmarks, key=camera, value=landmarks(meshes[camera], decode(message.value())))
        producer.poll(0)
        processed += 1
    producer.flush()
    consumer.close()


def landmarks(face_mesh, picture):
    faces = face_mesh.process(picture).multi_face_landmarks or []
    points = [(p.x, p.y, p.z) for face in faces for p in face.landmark]
    return np.array(points, np.float32).tobytes()


if __name__ == "__main__":
    main()
