"""Sends JPEG files as the frames of a camera: gateway.py BROKER CAMERA FILE..."""

import io, json, pathlib, sys, time
import fastavro
from confluent_kafka import Producer
from fastavro.schema import fingerprint, to_parsing_canonical_form

if len(sys.argv) < 4:
    sys.exit("usage: gateway.py BROKER CAMERA FILE...")

schema = json.loads((pathlib.Path(__file__).parents[3] / "schemas/src/main/avro/EncodedFrame.avsc").read_text())
header = b"\xc3\x01" + bytes.fromhex(fingerprint(to_parsing_canonical_form(schema), "CRC-64-AVRO"))
schema = fastavro.parse_schema(schema)

# The partitioner is that of the Java client: a camera stays in one partition whoever sends it.
producer = Producer({"bootstrap.servers": sys.argv[1], "enable.idempotence": True, "linger.ms": 0,
                     "partitioner": "murmur2_random", "message.max.bytes": 32 << 20})

def report(error, message):
    if error:
        print("failed", error)  # it is too large for the topic, or the broker was away for too long

camera, epoch, sequence, ahead = sys.argv[2], time.time_ns() // 1_000_000, 0, time.time() - time.monotonic()
for file in sys.argv[3:]:
    # A clock that jumps ahead was wrong when the epoch was taken from it.
    jump, ahead = time.time() - time.monotonic() - ahead, time.time() - time.monotonic()
    if jump > 5:
        epoch, sequence = time.time_ns() // 1_000_000, 0
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
    sequence += 1
    producer.poll(0)
sys.exit(producer.flush(20))
