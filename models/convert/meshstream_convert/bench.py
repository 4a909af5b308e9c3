"""Times the CPU flavour against the GPU flavour, both on the CPU provider.

The two are run in turns, so that a disturbance on the machine hits both alike: the
ratio is meaningful on a machine whose milliseconds are not.
"""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from . import inputs, pictures
from .catalog import FLAVOURS, Model
from .convert import onnx_folder
from .runtime import open_session

ROUNDS = 300
WARM_UP_ROUNDS = 20


@dataclass(frozen=True)
class Timing:
    """Milliseconds per inference of each flavour, batch 1."""

    minimum: dict[str, float]
    median: dict[str, float]

    @property
    def ratio(self) -> float | None:
        """The CPU flavour's time over the GPU flavour's, of a model that has both."""
        return self.median["cpu"] / self.median["gpu"] if self.median.keys() == set(FLAVOURS) else None


def bench(model: Model, work: Path) -> Timing:
    sessions = {flavour: open_session(model.onnx_path(onnx_folder(work), flavour)) for flavour in model.flavours}
    shape = tuple(sessions[model.flavours[0]].get_inputs()[0].shape[1:])
    item = pictures.noise(shape, inputs.value_range(model))[:1]
    times: dict[str, list[float]] = {flavour: [] for flavour in model.flavours}
    for _ in range(WARM_UP_ROUNDS + ROUNDS):
        for flavour, session in sessions.items():
            start = time.perf_counter()
            session.run(None, {"input": item})
            times[flavour].append((time.perf_counter() - start) * 1e3)
    kept = {flavour: values[WARM_UP_ROUNDS:] for flavour, values in times.items()}
    timing = Timing(
        minimum={flavour: min(values) for flavour, values in kept.items()},
        median={flavour: statistics.median(values) for flavour, values in kept.items()},
    )
    for flavour in model.flavours:
        print(
            f"{model.name}  {flavour} flavour  min {timing.minimum[flavour]:.3f} ms  "
            f"median {timing.median[flavour]:.3f} ms"
        )
    if timing.ratio is not None:
        print(f"{model.name}  cpu/gpu flavour on the CPU provider: {timing.ratio:.2f} (medians)")
    return timing
