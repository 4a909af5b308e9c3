"""The geometry between the two networks of the attention mesh."""

import unittest

import numpy as np

from meshstream_convert import attention

PICTURE_SIDE = 192


class AttentionTest(unittest.TestCase):
    def setUp(self):
        self.mesh = np.random.default_rng(1).uniform(40, 150, (468, 3)).astype(np.float32)

    def test_points_that_the_second_network_leaves_where_they_are_stay_there(self):
        regions = {}
        for region, matrix in zip(attention.FACE_REGIONS, attention.matrices(self.mesh), strict=True):
            regions[region.name] = self._in_crop(self.mesh[region.landmarks, :2], matrix)
            if region.iris:
                regions[region.iris[0]] = self._in_crop(self.mesh[:5, :2], matrix)
        points = attention.merge(self.mesh.reshape(-1), regions)
        np.testing.assert_allclose(points[:468], self.mesh, atol=1e-3)
        np.testing.assert_allclose(points[468:473, :2], self.mesh[:5, :2], atol=1e-3)

    def test_an_iris_is_as_far_away_as_the_contour_of_its_eye(self):
        regions = {name: np.zeros(2 * 80) for name in ("lips",)}
        regions |= {name: np.zeros(2 * 71) for name in ("right_eye", "left_eye")}
        regions |= {name: np.zeros(2 * 5) for name in ("right_iris", "left_iris")}
        points = attention.merge(self.mesh.reshape(-1), regions)
        contour = [33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173]
        np.testing.assert_allclose(points[468:473, 2], self.mesh[contour, 2].mean(), rtol=1e-5)

    def test_samples_are_taken_where_the_matrix_says(self):
        row, column = np.mgrid[0:48, 0:48].astype(np.float32)
        features = np.stack([column, row], axis=2)
        matrix = np.array([[1.5, 0.25, 4.0], [-0.25, 1.25, 9.0]])
        crop = attention._crop(features, matrix)
        i, j = np.meshgrid(np.arange(16) + 0.5, np.arange(16) + 0.5)
        expected = np.stack([m[0] * i + m[1] * j + m[2] - 0.5 for m in matrix], axis=2)
        np.testing.assert_allclose(crop, expected, atol=1e-4)

    def test_what_lies_beyond_the_outer_features_is_zero(self):
        crop = attention._crop(np.ones((48, 48, 1)), np.array([[4.0, 0, -9.5], [0, 1, 0]]))
        inside = (4 * np.arange(16) - 8 >= 0) & (4 * np.arange(16) - 8 <= 47)
        np.testing.assert_array_equal(crop[0, :, 0], inside)

    def _in_crop(self, points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
        offset = points - attention.STRIDE * matrix[:, 2]
        return (offset @ np.linalg.inv(matrix[:, :2]).T).reshape(-1)


if __name__ == "__main__":
    unittest.main()
