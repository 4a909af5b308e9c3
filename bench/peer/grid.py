"""The peer benchmark: Meshstream's library beside MediaPipe in Python, by size of picture, width and number of faces.

All get the same JPEG bytes in the same order, pinned to the same cores, and take turns: in each round each goes through
the scene's loop, the others stopped meanwhile. What is printed is our median time for a frame, and how many times as
long the peers take: of the rounds the median, the least and the most. On one core it is processor time, with all
threads of a process, which other work on the machine disturbs least; on several cores it is what the clock says.
`--csv` keeps both, of every turn.

Each competitor must find all faces of all measured frames, and track them: one that has to seek does other work.

    legacy          MediaPipe's Face Mesh, pictures decoded by cv2.imdecode, as users install it
    legacy, tuned   the same with a malloc that keeps its memory, simplejpeg's fast decoder, and no copy
    Tasks           the Face Landmarker of the newest release, its mode for videos; another, larger model:
                    beside our task `face-landmarker`, which has it, too, and beside our face mesh

With `--cold`, processes are started anew in each round, and their first frames are measured: with what they load and
compile. `floor` is how many times as long as its floor our frame takes: the landmark model's arithmetic at the
processor's measured peak, and a pass over the entropy-coded data as far as the faces reach.
"""

import argparse
import contextlib
import csv
import itertools
import os
import pathlib
import statistics
import sys
import tempfile

import contest
import floor
import frames

GOLDEN_VIDEOS = ("sign-walk", "thumb")  # one face in every frame
MESH, LANDMARKER, LEGACY, TUNED, TASKS = "our face mesh", "our face landmarker", "legacy", "legacy, tuned", "Tasks"
ENTROPY = "entropy"
CLOCKS = {"cpu": "processor time", "wall": "time"}
RATIOS = [(LEGACY, MESH), (TUNED, MESH), (TASKS, MESH), (TASKS, LANDMARKER)]

WIDTHS = {
    ("480p", 1): [150, 220, 300],
    ("480p", 2): [150, 220],
    ("720p", 1): [150, 220, 300, 450],
    ("720p", 2): [220],
    ("720p", 4): [150],
    ("720p", 8): [150],
    ("1080p", 1): [150, 220, 300, 450, 600],
    ("1080p", 2): [220, 450],
    ("1080p", 4): [220, 300],
    ("1080p", 8): [150, 220],
    ("4K", 1): [150, 300, 450, 600, 1000],
    ("4K", 2): [450],
    ("4K", 4): [450],
    ("4K", 8): [300],
}
DETAILED = [("480p", 1, 150), ("720p", 1, 220), ("1080p", 1, 300), ("1080p", 4, 220), ("4K", 1, 450)]
QUICK = [
    ("480p", 1, 150),
    ("720p", 1, 220),
    ("720p", 4, 150),
    ("1080p", 1, 220),
    ("1080p", 1, 600),
    ("1080p", 2, 220),
    ("1080p", 8, 220),
    ("4K", 1, 450),
]
COLD = frames.Scene("720p", 1, 220)

WARM_UP_FRAMES = 1500  # once, for what a virtual machine compiles
COLD_FRAMES = [1, 100, 1000, 3000]


def main():
    arguments = parse()
    print(f"{contest.processor()}; pinned to {arguments.cores}; {arguments.rounds} rounds.")
    if arguments.cold:
        measure_cold(arguments)
    else:
        measure_warm(arguments)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cores", default="0", help="that all are pinned to, such as 0 or 0,1")
    parser.add_argument("--quick", action="store_true", help="some scenes of the grid")
    parser.add_argument("--sizes", nargs="*", choices=frames.SIZES, help="only scenes of these sizes")
    parser.add_argument("--faces", nargs="*", type=int, help="only scenes with these numbers of faces")
    parser.add_argument("--cold", action="store_true", help="the first frames of new processes, of one scene")
    parser.add_argument("--golden", type=pathlib.Path, help="the golden reference set, to measure two of its videos")
    parser.add_argument("--legacy-python", default=sys.executable, help="that has requirements.txt")
    parser.add_argument("--tasks-python", help="that has requirements-tasks.txt; without it, nothing of Tasks")
    parser.add_argument("--bundle", type=pathlib.Path, help="face_landmarker.task")
    parser.add_argument("--csv", type=pathlib.Path, help="a file for all turns")
    arguments = parser.parse_args()
    if arguments.tasks_python and not arguments.bundle:
        parser.error("--bundle: none (expected: face_landmarker.task); models/convert says where it comes from")
    return arguments


def scenes(arguments):
    """Names of scenes, how many faces each has, and what writes its frames."""
    grid = [(size, faces, width, "soft") for (size, faces), widths in WIDTHS.items() for width in widths]
    grid += [(*each, "detailed") for each in DETAILED]
    if arguments.quick:
        grid = [(*each, "soft") for each in QUICK]
    for each in grid:
        scene = frames.Scene(*each)
        if scene.faces in (arguments.faces or [scene.faces]) and scene.size in (arguments.sizes or [scene.size]):
            yield str(scene), scene.faces, lambda folder, scene=scene: frames.make(folder, scene)
    if arguments.golden:
        for size in arguments.sizes or ["720p", "1080p"]:
            for name in GOLDEN_VIDEOS:
                media = arguments.golden / "media" / name
                yield f"{size} {name}", 1, lambda to, size=size, media=media: frames.scale_golden(to, size, media)


def our_workers(arguments):
    yield contest.library("FACE_MESH", arguments.cores)
    if arguments.tasks_python:
        yield contest.library("FACE_LANDMARKER", arguments.cores)


def peer_workers(arguments):
    yield contest.legacy(arguments.legacy_python, arguments.cores)
    yield contest.tuned(arguments.legacy_python, arguments.cores)
    if arguments.tasks_python:
        yield contest.tasks(arguments.tasks_python, arguments.bundle, arguments.cores)


def measure_warm(arguments):
    clock = "wall" if "," in arguments.cores else "cpu"
    flops, peak = floor.model_flops(), floor.peak_flops(arguments.cores.split(",")[0])
    print(f"The model: {flops / 1e6:.2f} MFLOP a face; {peak / 1e9:.0f} GFLOP/s a core: {1000 * flops / peak:.2f} ms.")
    with contextlib.ExitStack() as stack:
        warm = [stack.enter_context(each) for each in our_workers(arguments)]
        record = stack.enter_context(recording(arguments.csv))
        warm_up(warm)
        pairs = [pair for pair in RATIOS if arguments.tasks_python or TASKS not in pair]
        ratios = [f"{peer} / {our}" for peer, our in pairs]
        row([f"{CLOCKS[clock]} of a frame", "kB", f"{MESH}, ms", "processor time / floor", *ratios])
        row(["---"] * (len(ratios) + 4))
        for name, faces, write in scenes(arguments):
            try:
                with tempfile.TemporaryDirectory() as folder:
                    kilobytes = write(pathlib.Path(folder)) / 1000
                    turns = measure(pathlib.Path(folder), faces, warm, arguments)
            except contest.LostFacesError as lost:
                row([name, str(lost)])
                continue
            for competitor, its in turns.items():
                record.writerows([name, f"{kilobytes:.0f}", competitor, each.cpu, each.wall] for each in its)
            millis = {each: [getattr(turn, clock) for turn in its] for each, its in turns.items()}
            spent = statistics.median(turn.cpu for turn in turns[MESH])
            least = faces * 1000 * flops / peak + statistics.median(turn.cpu for turn in turns[ENTROPY])
            row(
                [name, f"{kilobytes:.0f}", f"{statistics.median(millis[MESH]):.2f}", f"{spent / least:.1f}"]
                + [spread(millis[peer], millis[our]) for peer, our in pairs]
            )


def row(cells):
    print(f"| {' | '.join(cells)} |", flush=True)


def warm_up(virtual_machines):
    with tempfile.TemporaryDirectory() as folder:
        frames.make(pathlib.Path(folder), COLD)
        for each in virtual_machines:
            lead, _ = each.open(folder, COLD.faces)
            each.frames(lead + WARM_UP_FRAMES)


def measure(folder, faces, warm, arguments):
    """The turns of each competitor; and those of our entropy pass, as another one.

    Peers are started anew: whether their malloc gives a picture's memory back depends on all that they have done.
    """
    with contextlib.ExitStack() as stack:
        all_of_them = [*warm, *(stack.enter_context(each) for each in peer_workers(arguments))]
        turns = {each.name: [] for each in all_of_them} | {ENTROPY: []}
        for each in all_of_them:
            lead, loop = each.open(folder, faces)
            each.frames(lead)
            each.warm_up(loop)
        for _ in range(arguments.rounds):
            for each in all_of_them:
                turns[each.name].append(each.tracked_frames(loop))
            turns[ENTROPY].append(warm[0].entropy(loop))
        return turns


def spread(theirs, ours):
    ratios = sorted(their / our for their, our in zip(theirs, ours, strict=True))
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def measure_cold(arguments):
    """Starts each anew in each round, and shows it a scene from the first frame on."""
    turns = {}
    with tempfile.TemporaryDirectory() as folder, recording(arguments.csv) as record:
        frames.make(pathlib.Path(folder), COLD)
        for _ in range(arguments.rounds):
            for competitor in itertools.chain(our_workers(arguments), peer_workers(arguments)):
                with competitor:
                    its = [competitor.started(folder, COLD.faces)]
                    its += [
                        competitor.frames(until - since)
                        for since, until in zip([1, *COLD_FRAMES[1:]], COLD_FRAMES[1:], strict=False)
                    ]
                turns.setdefault(competitor.name, []).append(its)
                record.writerows(
                    [str(COLD), until, competitor.name, each.cpu, each.wall]
                    for until, each in zip(COLD_FRAMES, its, strict=True)
                )
    print(f"{COLD}: medians of processor time / time; the first frame from the start of the process, in seconds.")
    row(["ms a frame, frames", "1", *(f"to {until}" for until in COLD_FRAMES[1:])])
    row(["---"] * (len(COLD_FRAMES) + 1))
    for name, rounds in turns.items():
        spans = [
            [statistics.median(getattr(its, clock) for its in span) for clock in CLOCKS]
            for span in zip(*rounds, strict=True)
        ]
        first = f"{spans[0][0] / 1000:.2f} / {spans[0][1] / 1000:.2f} s"
        row([name, first, *(f"{cpu:.2f} / {wall:.2f}" for cpu, wall in spans[1:])])


@contextlib.contextmanager
def recording(file):
    """Writes rows to a file, or nowhere."""
    with (file or pathlib.Path(os.devnull)).open("w", newline="") as to:
        writer = csv.writer(to)
        writer.writerow(["scene", "kB or frames", "competitor", "cpu ms a frame", "wall ms a frame"])
        yield writer


if __name__ == "__main__":
    main()
