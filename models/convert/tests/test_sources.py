"""Finding a file in the list that a packed-assets loader carries."""

import unittest

from meshstream_convert.errors import ConversionError
from meshstream_convert.sources import _packed_range

LOADER = """
loadPackage({"files": [{"filename": "/a/face.tflite", "start": 0, "end": 10},
 {"filename": "/a/b/face_more.tflite", "start": 10, "end": 25}], "size": 25});
"""


class PackedRangeTest(unittest.TestCase):
    def test_finds_a_file_by_its_whole_name(self):
        self.assertEqual(_packed_range(LOADER, "face_more.tflite"), (10, 25))
        self.assertEqual(_packed_range(LOADER, "face.tflite"), (0, 10))

    def test_names_the_file_that_is_missing(self):
        with self.assertRaisesRegex(ConversionError, "packed asset: more.tflite"):
            _packed_range(LOADER, "more.tflite")


if __name__ == "__main__":
    unittest.main()
