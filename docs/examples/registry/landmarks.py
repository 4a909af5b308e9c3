"""Prints how many faces each frame has, from records in Confluent's wire format.

Usage: landmarks.py BOOTSTRAP_SERVERS REGISTRY_URL
"""

import signal
import sys

from confluent_kafka import DeserializingConsumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer


def main(servers, registry):
    consumer = DeserializingConsumer(
        {
            "bootstrap.servers": servers,
            "group.id": "faces-python",
            "auto.offset.reset": "earliest",
            "value.deserializer": AvroDeserializer(SchemaRegistryClient({"url": registry})),
        }
    )
    consumer.subscribe(["landmarks"])
    try:
        while True:
            message = consumer.poll(1.0)
            if message is not None:
                frame = message.value()
                print(f"{frame['cameraId']}/{frame['sequence']}: {len(frame['faces'])}", flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        consumer.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    # As Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main(*sys.argv[1:])
