"""Converts one model into one flavour."""

from pathlib import Path

from . import cpu, sources
from .catalog import Model, PointsInput
from .importer import import_model
from .mixer import export_mixer
from .onnx_export import export
from .tflite import read_graph


def convert(model: Model, tflite: bytes, flavour: str) -> bytes:
    """GPU, or any device: the network as it is. CPU: rewritten for the CPU provider.

    The rewriting would only hurt on a GPU: padded channels are extra work there, and in
    half precision the expanded PReLU subtracts nearly equal numbers.
    """
    properties = {
        "flavour": flavour,
        "licence": "Apache-2.0",
        "source.package": f"{model.source.package}@{model.source.version}",
        "source.file": model.source.file,
        "source.sha256": model.source.sha256,
    }
    if isinstance(model.input, PointsInput):
        (output,) = model.outputs
        return export_mixer(read_graph(tflite), output.name, model.name, properties)
    network = import_model(model, tflite)
    if flavour == "cpu":
        cpu.optimise(network)
    return export(network, model.name, properties, model.half_weights)


def convert_all(model: Model, work: Path) -> list[Path]:
    """Writes every flavour of a model into the work folder."""
    folder = onnx_folder(work)
    folder.mkdir(parents=True, exist_ok=True)
    tflite = sources.read_network(model, work)
    paths = [model.onnx_path(folder, flavour) for flavour in model.flavours]
    for path, flavour in zip(paths, model.flavours, strict=True):
        path.write_bytes(convert(model, tflite, flavour))
    return paths


def onnx_folder(work: Path) -> Path:
    return work / "onnx"
