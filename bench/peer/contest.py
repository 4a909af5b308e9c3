"""Competitors: processes that take turns with the same frames, and what each takes of the processor."""

import ctypes
import dataclasses
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEER = pathlib.Path(__file__).parent
CLASS_PATH = f"{ROOT}/bench/target/classes:{ROOT}/bench/target/lib/*"
VECTORS = ["--add-modules", "jdk.incubator.vector"]
JAVA = ["java", *VECTORS, "-cp", CLASS_PATH]

# A scene is warm after a second, and after one of which compilers have taken no more than this part: a virtual machine
# compiles what no scene before it has done. One that never gets there is measured all the same.
WARM_UP_SECONDS = 1.0
SETTLED = 0.05
LONGEST_WARM_UP_SECONDS = 20.0

# glibc gives large blocks back at once and takes them anew, so that every frame's picture costs a fault for each page.
MALLOC_THAT_KEEPS = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_TOP_PAD_": str(1 << 26),
}


@dataclasses.dataclass(frozen=True)
class Turn:
    """What a turn has taken, in milliseconds a frame."""

    cpu: float
    wall: float


class Competitor:
    """A worker, pinned to some cores and stopped while it is others' turn."""

    def __init__(self, name, command, cores, environment=None):
        self.name = name
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            ["taskset", "-c", cores, *map(str, command)],
            env=os.environ | (environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._clock = cpu_clock(self._process.pid)
        self._process.send_signal(signal.SIGSTOP)

    def open(self, scene, faces):
        """Begins with a scene; returns how many frames its lead and its loop have."""
        answer, _ = self.ask(f"open {scene} {faces}", 1)
        return answer["lead"], answer["loop"]

    def frames(self, count):
        """Goes on for some frames."""
        return self.ask(f"frames {count}", count)[1]

    def warm_up(self, loop):
        """Goes round in the loop, of so many frames, until it is warm."""
        spent = settled = 0.0
        while spent < WARM_UP_SECONDS or (settled < WARM_UP_SECONDS and spent < LONGEST_WARM_UP_SECONDS):
            answer, turn = self.ask(f"frames {loop}", loop)
            seconds = turn.cpu * loop / 1000
            spent += seconds
            compiling = answer.get("compiling", 0.0) / 1000
            settled = settled + seconds if compiling < SETTLED * seconds else 0.0

    def tracked_frames(self, count):
        """Goes on for some frames, in all of which all faces must be found, and tracked, not sought."""
        answer, turn = self.ask(f"frames {count}", count)
        if answer["complete"] < count or answer["tracked"] < count:
            raise LostFacesError(
                f"{self.name}: all faces in {answer['complete']} of {count} frames, {answer['tracked']} tracked"
            )
        return turn

    def entropy(self, count):
        """Passes over the entropy-coded data of some frames, as far as nobody can do without."""
        return self.ask(f"entropy {count}", count)[1]

    def started(self, scene, faces):
        """What it has taken from its start to the end of its first frame."""
        self.open(scene, faces)
        self.frames(1)
        return Turn(1000 * time.clock_gettime(self._clock), 1000 * (time.perf_counter() - self._started))

    def ask(self, command, count):
        """Returns the answer to a command that is about some frames, and what it took."""
        self._process.send_signal(signal.SIGCONT)
        wall, cpu = time.perf_counter(), time.clock_gettime(self._clock)
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        cpu, wall = time.clock_gettime(self._clock) - cpu, time.perf_counter() - wall
        if not line:
            sys.exit(f"{self.name}: ended with {self._process.wait()}; start its worker by hand to see why")
        self._process.send_signal(signal.SIGSTOP)
        return json.loads(line), Turn(1000 * cpu / count, 1000 * wall / count)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()


class LostFacesError(Exception):
    """A competitor has not tracked all faces, so there is nothing to compare."""


def cpu_clock(pid):
    """The clock of a process's threads, to the nanosecond."""
    clock = ctypes.c_int()
    if ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock)):
        raise ProcessLookupError(pid)
    return clock.value


def library(task, cores):
    command = [*JAVA, "io.meshstream.bench.PeerWorker", task]
    return Competitor("our " + task.lower().replace("_", " "), command, cores)


def legacy(python, cores):
    return Competitor("legacy", [python, PEER / "legacy_worker.py"], cores)


def tuned(python, cores):
    return Competitor("legacy, tuned", [python, PEER / "legacy_worker.py", "--tuned"], cores, MALLOC_THAT_KEEPS)


def tasks(python, bundle, cores):
    return Competitor("Tasks", [python, PEER / "tasks_worker.py", bundle], cores)


def processor():
    """The processor's name, and the widest vectors that it has."""
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    fields = dict(map(str.strip, line.split(":", 1)) for line in lines if ":" in line)
    flags = fields.get("flags", "").split()
    vectors = next((name for flag, name in (("avx512f", "AVX-512"), ("avx2", "AVX2")) if flag in flags), "no AVX2")
    family = f"family {fields.get('cpu family')}, model {fields.get('model')}"
    return f"{fields.get('model name', 'Unknown processor')} ({family}, {vectors}), {os.cpu_count()} cores"
