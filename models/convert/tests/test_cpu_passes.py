"""The CPU passes must not change what a network computes, and must leave nothing slow behind."""

import copy
import unittest

import numpy as np
import onnxruntime

from meshstream_convert import cpu
from meshstream_convert import network as net
from meshstream_convert.errors import ConversionError
from meshstream_convert.onnx_export import export

SIDE = 12


class CpuPassesTest(unittest.TestCase):
    def setUp(self):
        self.random = np.random.default_rng(1)

    def test_outputs_stay_the_same(self):
        plain = self._landmark_like_network()
        rewritten = copy.deepcopy(plain)
        cpu.optimise(rewritten)
        images = self._normal(3, 3, SIDE, SIDE)
        for expected, actual in zip(_run(plain, images), _run(rewritten, images), strict=True):
            np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-4)

    def test_anchor_heads_keep_their_exact_channels(self):
        network = net.Network("input", (3, SIDE, SIDE), ["rows"])
        network.nodes = [
            self._conv("input", "stem", 3, 20),
            net.Relu(["stem"], "relu"),
            self._conv("relu", "head", 20, 6),
            net.AnchorRows(["head"], "rows", 3),
        ]
        plain = copy.deepcopy(network)
        cpu.optimise(network)
        images = self._normal(2, 3, SIDE, SIDE)
        np.testing.assert_allclose(_run(network, images)[0], _run(plain, images)[0], rtol=1e-4, atol=1e-5)
        self.assertEqual(network.shapes()["rows"], (2 * SIDE * SIDE, 3))

    def test_nothing_that_leaves_the_blocked_layout_remains(self):
        network = self._landmark_like_network()
        cpu.optimise(network)
        self.assertFalse([node for node in network.nodes if isinstance(node, (net.PRelu, net.Widen))])
        for node in network.nodes:
            if isinstance(node, net.Conv):
                self.assertEqual(len(node.bias) % cpu.CHANNEL_BLOCK, 0, node.output)

    def test_widening_inside_a_block_costs_nothing(self):
        network = net.Network("input", (3, SIDE, SIDE), ["out"])
        network.nodes = self._widening_block("input", "out", 20, 28)
        cpu.pad_channels(network)
        self.assertFalse([node for node in network.nodes if isinstance(node, net.Widen)])
        network.shapes()

    def test_a_sign_that_no_reader_can_undo_is_undone_before_them(self):
        network = net.Network("input", (3, SIDE, SIDE), ["pool"])
        network.nodes = [
            self._conv("input", "stem", 3, 20),
            self._prelu("stem", "steep", 20),
            net.MaxPool(["steep"], "pool", (2, 2), (2, 2), (0, 0, 0, 0)),
        ]
        self._assert_passes_keep_outputs(network, channels=20)

    def test_an_output_keeps_its_sign(self):
        network = net.Network("input", (3, SIDE, SIDE), ["steep"])
        network.nodes = [self._conv("input", "stem", 3, 16), self._prelu("stem", "steep", 16)]
        self._assert_passes_keep_outputs(network, channels=16)

    def test_channels_that_become_pixels_stay_exact(self):
        network = net.Network("input", (3, SIDE, SIDE), ["space"])
        network.nodes = [
            self._conv("input", "stem", 3, 20),
            net.Relu(["stem"], "relu"),
            self._conv("relu", "narrow", 20, 4),
            self._depthwise("narrow", "spread", 4),
            net.DepthToSpace(["spread"], "space", 2),
        ]
        self._assert_passes_keep_outputs(network, channels=1)

    def test_a_pooled_head_reads_what_was_padded(self):
        network = net.Network("input", (3, SIDE, SIDE), ["probability"])
        network.nodes = [
            self._conv("input", "stem", 3, 20),
            net.Relu6(["stem"], "clipped"),
            net.SpatialMean(["clipped"], "mean"),
            net.Dense(["mean"], "logit", self._normal(1, 20), self._normal(1)),
            net.Sigmoid(["logit"], "probability"),
        ]
        self._assert_passes_keep_outputs(network, channels=1)

    def _assert_passes_keep_outputs(self, network: net.Network, channels: int) -> None:
        plain = copy.deepcopy(network)
        cpu.optimise(network)
        self.assertFalse([node for node in network.nodes if isinstance(node, net.PRelu)])
        images = self._normal(2, 3, SIDE, SIDE)
        actual = _run(network, images)[0][:, :channels]
        np.testing.assert_allclose(actual, _run(plain, images)[0], rtol=1e-4, atol=1e-5)

    def test_alike_branches_become_one_and_give_the_same(self):
        plain = self._branching_network()
        rewritten = copy.deepcopy(plain)
        cpu.optimise(rewritten)
        images = self._normal(3, 3 * 16, SIDE, SIDE)
        for expected, actual in zip(_run(plain, images), _run(rewritten, images), strict=True):
            np.testing.assert_allclose(actual, expected, rtol=1e-4, atol=1e-4)
        grouped = {node.groups for node in rewritten.nodes if isinstance(node, net.Conv) and not node.depthwise}
        self.assertEqual(grouped, {3, 4})

    def test_branches_that_differ_are_refused(self):
        network = self._branching_network()
        network.nodes = [
            net.Relu(node.inputs, node.output) if node.output == "b_active" else node for node in network.nodes
        ]
        with self.assertRaisesRegex(ConversionError, "layer of branches"):
            cpu.optimise(network)

    def test_export_is_repeatable(self):
        network = self._landmark_like_network()
        self.assertEqual(export(network, "n", {"b": "2", "a": "1"}), export(network, "n", {"a": "1", "b": "2"}))

    def _landmark_like_network(self) -> net.Network:
        """Steep slopes before a residual sum and before and after a widening; a head that covers its map."""
        network = net.Network("input", (3, SIDE, SIDE), ["points"])
        network.nodes = [
            *self._widening_block("input", "wide", 20, 40),
            self._depthwise("wide", "mix", 40),
            self._conv("mix", "residual", 40, 40),
            net.Add(["wide", "residual"], "sum"),
            self._prelu("sum", "active", 40),
            self._conv("active", "linear", 40, 40),
            net.MaxPool(["linear"], "pool", (2, 2), (2, 2), (0, 0, 0, 0)),
            net.Upsample(["pool"], "up", (2, 2)),
            self._conv("up", "head", 40, 7, kernel=SIDE),
            net.Flatten(["head"], "points"),
        ]
        return network

    def _branching_network(self) -> net.Network:
        """Three branches of which the second forks, with steep slopes and a widening."""
        network = net.Network("input", (3 * 16, SIDE, SIDE), ["a_out", "b_out", "b_more_out", "c_out"])
        network.nodes = [net.Channels(["input"], name, 16 * i, 16) for i, name in enumerate("abc")]
        for name in "abc":
            network.nodes += [
                self._depthwise(name, f"{name}_mix", 16),
                self._conv(f"{name}_mix", f"{name}_wide", 16, 32),
                net.Widen([name], f"{name}_padded", 32),
                net.Add([f"{name}_padded", f"{name}_wide"], f"{name}_sum"),
                self._prelu(f"{name}_sum", f"{name}_active", 32),
            ]
        for source, name in (("a", "a"), ("b", "b"), ("b", "b_more"), ("c", "c")):
            network.nodes += [
                self._depthwise(f"{source}_active", f"{name}_spread", 32),
                self._conv(f"{name}_spread", f"{name}_mixed", 32, 32),
                net.Add([f"{source}_active", f"{name}_mixed"], f"{name}_total"),
                self._prelu(f"{name}_total", f"{name}_last", 32),
            ]
        for name, count in (("a", 7), ("b", 5), ("b_more", 2), ("c", 5)):
            network.nodes += [
                self._conv(f"{name}_last", f"{name}_head", 32, count, kernel=SIDE),
                net.Flatten([f"{name}_head"], f"{name}_out"),
            ]
        return network

    def _widening_block(self, source: str, output: str, narrow: int, wide: int) -> list[net.Node]:
        return [
            self._conv(source, "stem", 3, narrow),
            net.Relu(["stem"], "stem_active"),
            self._depthwise("stem_active", "spread", narrow),
            self._conv("spread", "widened", narrow, wide),
            net.Widen(["stem_active"], "padded", wide),
            net.Add(["padded", "widened"], "widened_sum"),
            self._prelu("widened_sum", output, wide),
        ]

    def _normal(self, *shape: int) -> np.ndarray:
        return self.random.normal(size=shape).astype(np.float32)

    def _conv(self, source: str, output: str, inputs: int, outputs: int, kernel: int = 1) -> net.Conv:
        weight = self._normal(outputs, inputs, kernel, kernel) / np.float32(np.sqrt(inputs) * kernel)
        return net.Conv([source], output, weight, self._normal(outputs))

    def _depthwise(self, source: str, output: str, channels: int) -> net.Conv:
        return net.Conv(
            [source], output, self._normal(channels, 1, 3, 3), self._normal(channels), pads=(1, 1, 1, 1), depthwise=True
        )

    def _prelu(self, source: str, output: str, channels: int) -> net.PRelu:
        """Slopes from -0.5 to 1.5, so that some channels must be negated."""
        return net.PRelu([source], output, np.linspace(-0.5, 1.5, channels, dtype=np.float32))


def _run(network: net.Network, images: np.ndarray) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    file = export(network, "test", {})
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    return session.run(network.outputs, {network.input: images})


if __name__ == "__main__":
    unittest.main()
