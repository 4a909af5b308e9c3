"""Sends JPEG files as the frames of a camera: gateway.py BROKER CAMERA FILE..."""

import io, json, pathlib, sys, time
import fastavro
from confluent_kafka import Producer
from fastavro.schema import fingerprint, to_parsing_canonical_form

schema = json.loads((pathlib.Path(__file__).parents[3] / "schemas/src/main/avro/EncodedFrame.avsc").read_text())
header = b"\xc3\x01" + bytes.fromhex(fingerprint(to_parsing_canonical_form(schema), "CRC-64-AVRO"))
schema = fastavro.parse_schema(schema)

# The partitioner is that of the Java client: a camera stays in one partition whoever sends it.
producer = Producer({"bootstrap.servers": sys.argv[1], "enable.idempotence": True, "linger.ms": 0,
                     "partitioner": "murmur2_random", "message.max.bytes": 32 << 20})

def report(error, message):
    if error:
        print("failed", error)  # it is too large for the topic, or the broker was away for too long

camera, epoch = sys.argv[2], time.time_ns() // 1_000_000
for sequence, file in enumerate(sys.argv[3:]):
    value = io.BytesIO(header)
    value.seek(len(header))
    fastavro.schemaless_writer(value, schema, {
        "cameraId": camera, "epoch": epoch, "sequence": sequence,
        "capturedAtMicros": time.time_ns() // 1_000, "encoding": "JPEG",
        "width": 0, "height": 0, "rotation": 0, "data": pathlib.Path(file).read_bytes()})
    try:
        producer.produce("frames", key=camera, value=value.getvalue(), on_delivery=report)
    except BufferError:
        print("dropped", sequence)  # Kafka is too slow; the number is used, so the gap is seen
    producer.poll(0)
sys.exit(producer.flush(20))
