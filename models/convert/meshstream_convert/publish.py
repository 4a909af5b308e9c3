"""Puts checked files into the resources folder, with a card per model and one manifest.

The cards and the manifest are generated here and nowhere else, so that their hashes
always belong to the files beside them.
"""

import hashlib
from pathlib import Path

import onnx

from .attention_check import ALL_POINTS, TOLERANCE
from .bench import Timing
from .catalog import MODELS, ONE_FOR_ALL, Model, PictureInput, PointsInput
from .convert import onnx_folder
from .verify import BATCH, BATCH_REFERENCE, USABLE_MAGNITUDE, Comparison

MANIFEST = "manifest.properties"
_FLAVOUR_NOTES = {
    "cpu": "rewritten for ONNX Runtime's CPU provider",
    "gpu": "the network as published; also the one to read",
    ONE_FOR_ALL: "the network as published, for CPUs and GPUs alike",
}

_HALF_WEIGHTS = (
    "Weights are stored in half precision, as in the TFLite file, wherever that loses nothing; ONNX Runtime widens "
    "them when it loads the file."
)


def publish(out: Path, work: Path, errors: dict[str, list[Comparison]], timings: dict[str, Timing]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    manifest = {}
    for model in MODELS:
        for flavour in model.flavours:
            content = model.onnx_path(onnx_folder(work), flavour).read_bytes()
            target = model.onnx_path(out, flavour)
            known = target.exists() and target.read_bytes() == content
            target.write_bytes(content)
            manifest[f"{target.stem}.sha256"] = hashlib.sha256(content).hexdigest()
            print(f"{target.name}: {'unchanged' if known else 'written'}, {len(content)} bytes")
        card = _card(model, out, errors[model.name], timings[model.name])
        (out / f"{model.name}.md").write_text(card, encoding="utf-8")
    lines = [f"{key}={value}\n" for key, value in sorted(manifest.items())]
    (out / MANIFEST).write_text("".join(lines), encoding="utf-8")


def _card(model: Model, out: Path, errors: list[Comparison], timing: Timing) -> str:
    sections = [
        f"# {model.title}",
        "<!-- Written by models/convert; do not edit. -->",
        model.description,
        _source(model),
        "## Files\n\n" + _files(model, out),
        "## Input and outputs\n\n" + _interface(model, out),
        "## Numerical agreement\n\n" + _agreement(model, errors),
        "## Speed\n\n" + _speed(timing),
        "## Known limits\n\n" + "\n".join(f"- {limit}" for limit in model.limits),
    ]
    return "\n\n".join(sections) + "\n"


def _source(model: Model) -> str:
    source = model.source
    begin = ", ".join(f"`{name}`" for name in model.begins_at)
    part = f"- The part of the file between {begin} and the tensors of the outputs\n" if begin else ""
    return (
        "## Source and licence\n\n"
        f"- {source.place}\n"
        f"{part}"
        f"- SHA-256 of the TFLite file: `{source.sha256}`\n"
        "- Licence: Apache-2.0, Google MediaPipe\n"
        f"- Training data, intended use and fairness evaluation: {model.upstream_card}"
    )


def _files(model: Model, out: Path) -> str:
    rows = []
    for flavour in model.flavours:
        content = model.onnx_path(out, flavour).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        rows.append((f"`{model.onnx_name(flavour)}`", _FLAVOUR_NOTES[flavour], f"{len(content):,}", f"`{digest}`"))
    table = _table(("file", "what it is", "bytes", "SHA-256"), rows)
    return f"{table}\n\n{_HALF_WEIGHTS}" if model.half_weights else table


def _interface(model: Model, out: Path) -> str:
    graph = onnx.load(model.onnx_path(out, model.flavours[-1]), load_external_data=False).graph
    shape = {value.name: _shape(value) for value in (*graph.input, *graph.output)}
    rows = [("`input`", shape["input"], _input_meaning(model))]
    rows += [(f"`{output.name}`", shape[output.name], output.meaning) for output in model.outputs]
    both = " Both files have the same interface." if len(model.flavours) > 1 else ""
    return f"All float32; `N` is the batch size.{both}\n\n" + _table(("tensor", "shape", "meaning"), rows)


def _input_meaning(model: Model) -> str:
    if isinstance(model.input, PictureInput):
        low, high = model.input.value_range
        return f"RGB planes, {low:g} (black) to {high:g} (white)"
    if isinstance(model.input, PointsInput):
        return f"{model.input.meaning}. Which, and in which order, stands in `{model.input.ids}`"
    return model.input.meaning


def _shape(value: onnx.ValueInfoProto) -> str:
    dimensions = value.type.tensor_type.shape.dim
    return "[" + ", ".join(d.dim_param or str(d.dim_value) for d in dimensions) + "]"


def _agreement(model: Model, comparisons: list[Comparison]) -> str:
    limits = ", ".join(f"`{output.name}` {output.tolerance:g}" for output in model.outputs)
    if any(c.output == ALL_POINTS for c in comparisons):
        limits += f", {ALL_POINTS}, in pixels of the picture's crop of 192, {TOLERANCE:g}"
    between_batches = max(c.max_error for c in comparisons if c.reference == BATCH_REFERENCE)
    rows = [
        (
            c.subject,
            c.reference,
            c.output if c.output == ALL_POINTS else f"`{c.output}`",
            c.inputs,
            f"{c.max_error:.1e}",
            f"{c.mean_error:.1e}",
        )
        for c in comparisons
        if c.reference != BATCH_REFERENCE
    ]
    return (
        "Absolute differences in raw output units, on views of a photograph and on uniform noise "
        f"(number of inputs in brackets); where an input drives outputs beyond {USABLE_MAGNITUDE:g}, which no "
        "decoder uses, its differences are divided by the excess. The two TFLite kernels are compared with "
        f"each other for scale. Conversion fails above: {limits}. Between batch 1 and batch {BATCH} the largest "
        f"difference is {between_batches:g}.\n\n" + _table(("file", "against", "output", "inputs", "max", "mean"), rows)
    )


def _speed(timing: Timing) -> str:
    rows = [(flavour, f"{timing.minimum[flavour]:.2f}", f"{timing.median[flavour]:.2f}") for flavour in timing.median]
    if timing.ratio is None:
        return (
            "On the CPU provider, one thread, batch 1; this depends on the machine, above all on its vector "
            "instructions. Rewriting gains nothing: there is no PReLU, and blocks of channels that are not full cost "
            "nothing.\n\n" + _table(("flavour", "min, ms", "median, ms"), rows)
        )
    return (
        f"On the CPU provider the CPU flavour takes **{timing.ratio:.2f}** of the GPU flavour's time "
        "(medians; one thread, batch 1, run in turns). Both depend on the machine, above all on its vector "
        "instructions; the ratio is the steadier figure.\n\n" + _table(("flavour", "min, ms", "median, ms"), rows)
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
