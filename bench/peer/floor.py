"""What nobody can do without: the landmark model's arithmetic, at the speed of this processor."""

import argparse
import math
import os
import pathlib
import subprocess
import sys
import time

MODEL = (
    pathlib.Path(__file__).resolve().parents[2]
    / "models/src/main/resources/io/meshstream/vision/model/face-landmarks-468.gpu.onnx"
)

# OpenBLAS takes narrower vectors on processors that it does not know; so both are tried.
KERNELS = [None, "SkylakeX"]
SIDE = 1024  # of the matrices
SECONDS = 0.5


def model_flops(file=MODEL):
    """Twice the multiplications of a network's convolutions and matrix products, as published, from its graph."""
    import onnx  # noqa: PLC0415 - measuring a peak takes a process that needs nothing else

    model = onnx.load(str(file))
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 1  # the batch
    model = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    values = [*model.graph.value_info, *model.graph.output]
    shapes = {value.name: [each.dim_value for each in value.type.tensor_type.shape.dim] for value in values}
    weights = {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    multiplications = 0
    for node in model.graph.node:
        if node.op_type == "Conv":
            outputs, kernel = math.prod(shapes[node.output[0]]), weights[node.input[1]]
            multiplications += outputs * math.prod(kernel[1:])
        elif node.op_type in ("Gemm", "MatMul"):
            multiplications += math.prod(weights[node.input[1]])
    return 2 * multiplications


def peak_flops(core):
    """What one core does in a second: the best of numpy's OpenBLAS, with large products of float32 matrices."""
    return max(_peak(core, kernel) for kernel in KERNELS)


def _peak(core, kernel):
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | ({"OPENBLAS_CORETYPE": kernel} if kernel else {})
    command = ["taskset", "-c", core, sys.executable, __file__, "--peak"]
    process = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    return float(process.stdout) if process.returncode == 0 else 0.0  # a kernel that the processor cannot run


def _measure_peak():
    import numpy as np  # noqa: PLC0415 - reads the environment

    random = np.random.default_rng(1)
    first, second = (random.random((SIDE, SIDE), np.float32) for _ in range(2))
    product = np.empty_like(first)
    best, start = 0.0, time.process_time()
    while time.process_time() - start < SECONDS:
        before = time.process_time()
        np.matmul(first, second, out=product)
        best = max(best, 2 * SIDE**3 / (time.process_time() - before))
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--core", default="0")
    parser.add_argument("--peak", action="store_true", help="only measure the peak with the kernel of the environment")
    arguments = parser.parse_args()
    if arguments.peak:
        print(_measure_peak())
        return
    flops, peak = model_flops(), peak_flops(arguments.core)
    print(f"{flops / 1e6:.2f} MFLOP a face, {peak / 1e9:.0f} GFLOP/s: {1000 * flops / peak:.3f} ms")


if __name__ == "__main__":
    main()
