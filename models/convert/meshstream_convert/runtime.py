"""How this tool runs ONNX files: the way Meshstream does, on one thread."""

from pathlib import Path

import onnxruntime

from .errors import ConversionError


def open_session(path: Path) -> onnxruntime.InferenceSession:
    if not path.exists():
        raise ConversionError("ONNX file", path, "a converted file", "run the convert command first")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
