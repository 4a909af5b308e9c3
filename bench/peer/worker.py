"""What workers in Python have in common: they show a scene to a mesh, as far as they are told on standard input.

A line is a command, and each is answered by a line of JSON:

    open FOLDER FACES   begins with the scene of a folder, in which there are so many faces
    frames N            goes on for N frames: through the scene's lead, then round and round in its loop
"""

import json
import pathlib
import sys


def serve(open_mesh):
    """Serves commands until standard input ends.

    `open_mesh` makes a function of a number of faces that takes a JPEG and returns how many faces it found in it, and
    whether it needed no detector, or None if that cannot be told.
    """
    mesh, lead, loop, shown = None, [], [], 0
    for line in sys.stdin:
        command, *words = line.split()
        if command == "open":
            folder, expected = pathlib.Path(words[0]), int(words[1])
            lead, loop = (_read(folder / part) for part in ("lead", "loop"))
            mesh, shown = open_mesh(expected), 0
            answer = {"lead": len(lead), "loop": len(loop)}
        else:
            complete = tracked = 0
            for position in range(shown, shown + int(words[0])):
                jpeg = lead[position] if position < len(lead) else loop[(position - len(lead)) % len(loop)]
                found, is_tracked = mesh(jpeg)
                complete += found == expected
                tracked += is_tracked is not False
            shown += int(words[0])
            answer = {"complete": complete, "tracked": tracked}
        print(json.dumps(answer), flush=True)


def _read(folder):
    return [file.read_bytes() for file in sorted(folder.glob("*.jpg"))]
