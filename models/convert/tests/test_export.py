"""What is written, and how."""

import unittest

import numpy as np
import onnx
import onnxruntime

from meshstream_convert import network as net
from meshstream_convert.onnx_export import export

SIDE = 12
CHANNELS = 40


class HalfWeightsTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(1)
        self.images = self.random.normal(size=(3, 3, SIDE, SIDE)).astype(np.float32)

    def test_outputs_stay_the_same_to_the_last_bit(self):
        network = self._network(self._halves(CHANNELS, 3, 5, 5))
        np.testing.assert_array_equal(self._run(network, half_weights=True), self._run(network, half_weights=False))

    def test_files_become_smaller(self):
        network = self._network(self._halves(CHANNELS, 3, 5, 5))
        self.assertLess(len(export(network, "n", {}, True)), 0.6 * len(export(network, "n", {}, False)))

    def test_weights_that_would_lose_something_stay_as_they_are(self):
        for weight in (self._singles(CHANNELS, 3, 5, 5), self._halves(CHANNELS, 3, 5, 5) * np.float32(1e6)):
            self.assertEqual(self._kinds(self._network(weight)), {onnx.TensorProto.FLOAT})

    def test_small_constants_stay_as_they_are(self):
        self.assertEqual(self._kinds(self._network(self._halves(4, 3, 1, 1))), {onnx.TensorProto.FLOAT})

    def _network(self, weight: np.ndarray) -> net.Network:
        network = net.Network("input", (3, SIDE, SIDE), ["out"])
        network.nodes = [net.Conv(["input"], "out", weight, np.zeros(len(weight), np.float32))]
        return network

    def _kinds(self, network: net.Network) -> set[int]:
        file = onnx.load_from_string(export(network, "n", {}, True))
        return {constant.data_type for constant in file.graph.initializer}

    def _halves(self, *shape: int) -> np.ndarray:
        return self.random.normal(size=shape).astype(np.float16).astype(np.float32)

    def _singles(self, *shape: int) -> np.ndarray:
        return self.random.normal(size=shape).astype(np.float32)

    def _run(self, network: net.Network, half_weights: bool) -> np.ndarray:
        file = export(network, "n", {}, half_weights)
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        return session.run(None, {"input": self.images})[0]


if __name__ == "__main__":
    unittest.main()
