"""The job against the plain competitor, Kafka to Kafka, on one core each.

A broker runs on a core of its own, its frames topic filled beforehand with bare JPEGs of several
cameras. The job (a Flink mini cluster) and a Python consumer with MediaPipe process that topic in
turns, each pinned to the measured core. The broker stamps what they write, and the rate is taken
from those stamps, without the first third, in which virtual machines warm up: with one core, compiling takes long.
"""

import argparse
import contextlib
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

import confluent_kafka
import confluent_kafka.admin
import frames

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLASS_PATH = f"{ROOT}/tools/local/target/lib/*"
PEER = pathlib.Path(__file__).with_name("consumer_worker.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=9000, help="frames on the topic")
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument("--core", default="0", help="the measured core")
    parser.add_argument("--broker-core", default="1")
    parser.add_argument("--size", default="720p", choices=frames.SIZES)
    parser.add_argument("--detail", default="soft", choices=["soft", "detailed"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, broker(folder, arguments) as servers:
        fill(pathlib.Path(folder), servers, arguments)
        rounds = []
        for number in range(arguments.rounds):
            job = measure(servers, f"job-{number}", run_job, arguments)
            peer = measure(servers, f"peer-{number}", run_peer, arguments)
            rounds.append(job / peer)
            print(f"round {number}: job {job:.0f}, peer {peer:.0f} frames/s, ratio {job / peer:.2f}")
        print(
            f"{arguments.size} {arguments.detail}: ratio min {min(rounds):.2f}"
            f" median {statistics.median(rounds):.2f} max {max(rounds):.2f}"
        )


@contextlib.contextmanager
def broker(folder, arguments):
    """A KRaft broker in a process of its own; yields its address."""
    ports = free_ports(2)
    servers = f"127.0.0.1:{ports[0]}"
    properties = pathlib.Path(folder) / "broker.properties"
    properties.write_text(
        f"""process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{ports[1]}
listeners=PLAINTEXT://{servers},CONTROLLER://127.0.0.1:{ports[1]}
controller.listener.names=CONTROLLER
log.dirs={folder}/log
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
"""
    )
    java = ["java", "-Xmx1g", "-cp", CLASS_PATH]
    cluster = str(uuid.uuid4())
    run([*java, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", properties])
    pinned = ["taskset", "-c", arguments.broker_core, *java, "kafka.Kafka", properties]
    process = subprocess.Popen(list(map(str, pinned)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(servers)
        yield servers
    finally:
        process.terminate()
        process.wait()


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def wait_for(servers, seconds=60):
    admin = confluent_kafka.admin.AdminClient({"bootstrap.servers": servers, "log_level": 0})
    deadline = time.monotonic() + seconds
    while True:
        try:
            return admin.list_topics(timeout=2)
        except confluent_kafka.KafkaException:
            if time.monotonic() > deadline:
                raise


def fill(folder, servers, arguments):
    create(servers, "frames", partitions=4)
    frames.make(folder / "frames", arguments.size, arguments.detail)
    jpegs = [file.read_bytes() for file in sorted((folder / "frames").glob("*.jpg"))]
    producer = confluent_kafka.Producer({"bootstrap.servers": servers})
    for i in range(arguments.count):
        camera = f"cam-{i % arguments.cameras}"
        jpeg = jpegs[i // arguments.cameras % len(jpegs)]
        producer.produce("frames", key=camera, value=jpeg)
        producer.poll(0)
        if i % 100 == 99:
            producer.flush()
    producer.flush()


def create(servers, topic, partitions=1):
    admin = confluent_kafka.admin.AdminClient({"bootstrap.servers": servers})
    stamped = {"message.timestamp.type": "LogAppendTime"}
    new = confluent_kafka.admin.NewTopic(topic, partitions, 1, config=stamped)
    admin.create_topics([new])[topic].result()


def measure(servers, topic, worker, arguments):
    """Frames per second that a worker writes to a topic of its own."""
    create(servers, topic)
    worker(servers, topic, arguments)
    stamps = sorted(timestamps(servers, topic, arguments.count))
    warm = len(stamps) // 3
    return (len(stamps) - warm) / ((stamps[-1] - stamps[warm]) / 1000)


def run_job(servers, topic, arguments):
    create(servers, f"{topic}-dead-letters")
    options = {
        "kafka.bootstrap-servers": servers,
        "kafka.group-id": topic,
        "frames.format": "raw",
        "frames.bounded": "true",
        "landmarks.topic": topic,
        "dead-letters.topic": f"{topic}-dead-letters",
    }
    java = ["java", "-Xmx2g", "-XX:+UseG1GC", "-cp", CLASS_PATH, "io.meshstream.job.FaceMeshJob"]
    run(["taskset", "-c", arguments.core, *java, *(f"--{k}={v}" for k, v in options.items())])


def run_peer(servers, topic, arguments):
    python = ["taskset", "-c", arguments.core, sys.executable, PEER, "--group", topic]
    python += ["--bootstrap-servers", servers, "--frames", "frames", "--landmarks", topic]
    run([*python, "--count", arguments.count])


def timestamps(servers, topic, count):
    consumer = confluent_kafka.Consumer(
        {"bootstrap.servers": servers, "group.id": f"{topic}-stamps", "auto.offset.reset": "earliest"}
    )
    consumer.subscribe([topic])
    stamps = []
    while len(stamps) < count:
        message = consumer.poll(20)
        if message is None:
            sys.exit(f"{topic}: {len(stamps)} records (expected: {count})")
        stamps.append(message.timestamp()[1])
    consumer.close()
    return stamps


def run(command):
    finished = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if finished.returncode:
        sys.exit(f"{command} failed:\n{finished.stdout[-2000:]}\n{finished.stderr[-4000:]}")


if __name__ == "__main__":
    main()
