"""Sparse constants become the dense ones that they stand for."""

import unittest

import numpy as np

from meshstream_convert.errors import ConversionError
from meshstream_convert.sparse import Axis, densify


class DensifyTest(unittest.TestCase):
    def test_sparse_columns_of_dense_rows(self):
        axes = [Axis(size=3), Axis(segments=np.array([0, 1, 1, 3]), indices=np.array([2, 0, 3]))]
        dense = densify("t", (3, 4), np.array([5.0, 6.0, 7.0], np.float16), (0, 1), (), axes)
        np.testing.assert_array_equal(dense, [[0, 0, 5, 0], [0, 0, 0, 0], [6, 0, 0, 7]])
        self.assertEqual(dense.dtype, np.float16)

    def test_blocks_of_columns(self):
        """Rows are dense, pairs of columns sparse, and in a pair every value is there."""
        axes = [Axis(size=2), Axis(segments=np.array([0, 1, 2]), indices=np.array([1, 0])), Axis(size=2)]
        dense = densify("t", (2, 4), np.array([1, 2, 3, 4], np.float32), (0, 1, 2), (1,), axes)
        np.testing.assert_array_equal(dense, [[0, 0, 1, 2], [3, 4, 0, 0]])

    def test_columns_that_are_stored_first(self):
        dense = densify("t", (2, 2), np.array([1, 2, 3, 4]), (1, 0), (), [Axis(size=2), Axis(size=2)])
        np.testing.assert_array_equal(dense, [[1, 3], [2, 4]])

    def test_values_that_nothing_points_to_are_refused(self):
        with self.assertRaisesRegex(ConversionError, "sparse tensor t: 3 values"):
            densify("t", (2,), np.array([1, 2, 3]), (0,), (), [Axis(size=2)])


if __name__ == "__main__":
    unittest.main()
