"""The job beside plain competitors, Kafka to Kafka, on one core each.

A broker runs on a core of its own, its frames topic filled beforehand with bare JPEGs of several
cameras. The job (a Flink mini cluster) and Python consumers with MediaPipe, as a user would write it and tuned,
process that topic in turns, each pinned to the measured core. The broker stamps what they write; from those stamps come
the time to the first record, and rates: cold, of the first quarter of the frames, and warm, of the last one. With one
core, compiling takes long, so both say something. The processor time is that of the whole run, with start and
compiling.
"""

import argparse
import contextlib
import dataclasses
import os
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
import contest
import frames

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLASS_PATH = f"{ROOT}/tools/local/target/lib/*"
PEER = pathlib.Path(__file__).with_name("consumer_worker.py")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=12000, help="frames on the topic")
    parser.add_argument("--cameras", type=int, default=4)
    parser.add_argument("--core", default="0", help="the measured core")
    parser.add_argument("--broker-core", default="1")
    parser.add_argument("--size", default="720p", choices=frames.SIZES)
    parser.add_argument("--width", type=int, default=220, help="of the face, in pixels")
    parser.add_argument("--detail", default="soft", choices=["soft", "detailed"])
    arguments = parser.parse_args()
    scene = frames.Scene(arguments.size, 1, arguments.width, arguments.detail)
    if not scene.fits() or scene.found_at() > scene.width:
        parser.error(f"{scene}: nobody would find the face (expected: a wider one that fits the picture)")
    with tempfile.TemporaryDirectory() as folder, broker(folder, arguments) as servers:
        fill(pathlib.Path(folder), servers, scene, arguments)
        print(f"{contest.processor()}; core {arguments.core}; {scene}; {arguments.count} frames")
        workers = {"job": run_job, "consumer": run_peer, "tuned": run_tuned_peer}
        runs = {name: [] for name in workers}
        for number in range(arguments.rounds):
            for name, worker in workers.items():
                runs[name].append(measure(servers, f"{name}-{number}", worker, arguments))
                print(f"round {number}, {name}: {runs[name][-1]}", flush=True)
        for name in list(workers)[1:]:
            for what in ("cold", "warm"):
                ratios = [
                    getattr(ours, what) / getattr(its, what) for ours, its in zip(runs["job"], runs[name], strict=True)
                ]
                print(
                    f"{what}: job / {name}, rates: least {min(ratios):.2f}"
                    f" median {statistics.median(ratios):.2f} most {max(ratios):.2f}"
                )


@dataclasses.dataclass(frozen=True)
class Run:
    """What a worker did: seconds to its first record, frames a second, milliseconds of processor time a frame."""

    first: float
    cold: float
    warm: float
    cpu: float

    def __str__(self):
        rates = f"cold {self.cold:.0f}, warm {self.warm:.0f} frames/s"
        return f"first record after {self.first:.1f} s; {rates}; {self.cpu:.2f} ms CPU a frame"


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


def fill(folder, servers, scene, arguments):
    create(servers, "frames", partitions=4)
    frames.make(folder / "frames", scene)
    jpegs = [file.read_bytes() for file in sorted((folder / "frames" / "loop").glob("*.jpg"))]
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
    """Has a worker write to a topic of its own."""
    create(servers, topic)
    start, cpu = time.time(), children_cpu()
    worker(servers, topic, arguments)
    cpu = children_cpu() - cpu
    stamps = [each / 1000 for each in sorted(timestamps(servers, topic, arguments.count))]
    part = len(stamps) // 4
    return Run(
        first=stamps[0] - start,
        cold=part / (stamps[part] - stamps[0]),
        warm=part / (stamps[-1] - stamps[-1 - part]),
        cpu=1000 * cpu / len(stamps),
    )


def children_cpu():
    """Seconds of processor time of all processes that were waited for: not the broker, which runs on."""
    times = os.times()
    return times.children_user + times.children_system


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
    java = ["java", *contest.VECTORS, "-Xmx2g", "-XX:+UseG1GC", "-cp", CLASS_PATH, "io.meshstream.job.FaceMeshJob"]
    run(["taskset", "-c", arguments.core, *java, *(f"--{k}={v}" for k, v in options.items())])


def run_peer(servers, topic, arguments, *options, environment=None):
    python = ["taskset", "-c", arguments.core, sys.executable, PEER, "--group", topic, *options]
    python += ["--bootstrap-servers", servers, "--frames", "frames", "--landmarks", topic]
    run([*python, "--count", arguments.count], environment)


def run_tuned_peer(servers, topic, arguments):
    run_peer(servers, topic, arguments, "--tuned", environment=contest.MALLOC_THAT_KEEPS)


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


def run(command, environment=None):
    finished = subprocess.run(
        list(map(str, command)), env=os.environ | (environment or {}), capture_output=True, text=True, check=False
    )
    if finished.returncode:
        sys.exit(f"{command} failed:\n{finished.stdout[-2000:]}\n{finished.stderr[-4000:]}")


if __name__ == "__main__":
    main()
