"""The models that Meshstream ships: where each comes from and what its card says.

To update a model, change its entry here; nothing else in the tool names a model.
"""

from dataclasses import dataclass
from pathlib import Path

FLAVOURS = ("cpu", "gpu")


@dataclass(frozen=True)
class NpmFile:
    """One TFLite file inside one pinned npm package.

    ``packed_in`` names the data file that holds it when the package concatenates
    its assets; the loader script beside that data file lists the byte ranges.
    """

    package: str
    version: str
    file: str
    sha256: str
    packed_in: str | None = None


@dataclass(frozen=True)
class Output:
    """An output of the ONNX file and the TFLite output tensor it comes from.

    ``tolerance`` is the largest absolute difference from the TFLite interpreter
    that is still accepted, in the measure of verify.py: a few times what the order of
    summation alone causes.
    """

    name: str
    tflite_name: str
    meaning: str
    tolerance: float


@dataclass(frozen=True)
class Model:
    name: str
    title: str
    description: str
    upstream_card: str
    source: NpmFile
    value_range: tuple[float, float]
    outputs: tuple[Output, ...]
    limits: tuple[str, ...]

    def onnx_name(self, flavour: str) -> str:
        return f"{self.name}.{flavour}.onnx"

    def onnx_path(self, folder: Path, flavour: str) -> Path:
        return folder / self.onnx_name(flavour)


def _detector_outputs(boxes: str, scores: str, side: int, anchor_order: str, tolerance: float) -> tuple[Output, ...]:
    return (
        Output(
            "boxes",
            boxes,
            f"per anchor 16 values in input pixels (0..{side} spans the input), offsets from the anchor "
            "centre: x, y of the box centre, box width, box height, then x, y of six keypoints (subject's "
            "right eye, left eye, nose tip, mouth centre, right ear tragion, left ear tragion). " + anchor_order,
            tolerance,
        ),
        Output(
            "scores",
            scores,
            "per anchor one raw logit, same anchor order; the score is its sigmoid",
            tolerance,
        ),
    )


_FACE_DETECTION = {"package": "@mediapipe/face_detection", "version": "0.4.1657300184"}
_LOGITS = "A score is not a calibrated probability; choose a threshold on your own pictures."

MODELS = (
    Model(
        name="face-detection-short-range",
        title="Face detection, short range (BlazeFace)",
        description=(
            "Single-shot face detector for faces near the camera. Face Mesh uses it to find the first region "
            "of each face."
        ),
        upstream_card='the entry "Face Detection, short-range model" of MediaPipe\'s page "Models and Model Cards"',
        source=NpmFile(
            **_FACE_DETECTION,
            file="face_detection_short_range.tflite",
            sha256="3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633",
        ),
        value_range=(-1.0, 1.0),
        outputs=_detector_outputs(
            "regressors",
            "classificators",
            128,
            "Anchor order: 16x16 cells with 2 anchors each (row, column, anchor), then 8x8 cells with 6 each.",
            # Flat dark pictures drive this network to values of 30,000, see verify.py; TFLite's own two
            # kernels then differ by 1e-3.
            tolerance=5e-3,
        ),
        limits=(
            "Faces smaller than about a tenth of the longer side of the frame are missed.",
            "Faces turned by about 90 or 180 degrees in the picture plane are still found, but with inexact or "
            "wrong keypoints, so a region derived from the eyes is wrong too.",
            _LOGITS,
        ),
    ),
    Model(
        name="face-detection-full-range",
        title="Face detection, full range, dense (BlazeFace)",
        description="Single-shot face detector for faces up to about five metres from the camera.",
        upstream_card=(
            'the entry "Face Detection, full-range model (dense)" of MediaPipe\'s page "Models and Model Cards"'
        ),
        source=NpmFile(
            **_FACE_DETECTION,
            file="face_detection_full_range.tflite",
            sha256="99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
        ),
        value_range=(-1.0, 1.0),
        outputs=_detector_outputs(
            "reshaped_regressor_face_4",
            "reshaped_classifier_face_4",
            192,
            "Anchor order: 48x48 cells with 1 anchor each (row, column).",
            tolerance=1e-3,
        ),
        limits=(
            "About three times the arithmetic of the short-range model.",
            "Made for upright faces: a test portrait turned by 90 degrees gave a lower score and less exact "
            "keypoints, and turned by 180 degrees it was missed.",
            _LOGITS,
        ),
    ),
    Model(
        name="face-landmarks-468",
        title="Face landmarks, 468 points",
        description=(
            "Regresses the 468 points of the face mesh from a square crop around one upright face, and says "
            "whether a face is there at all."
        ),
        upstream_card='the entry "Face Mesh, face landmark model" of MediaPipe\'s page "Models and Model Cards"',
        source=NpmFile(
            package="@mediapipe/face_mesh",
            version="0.4.1657299874",
            file="face_landmark.tflite",
            sha256="c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
            packed_in="face_mesh_solution_packed_assets.data",
        ),
        value_range=(0.0, 1.0),
        outputs=(
            Output(
                "landmarks",
                "conv2d_21",
                "468 points as x, y, z, x, y, z, ...; x and y in input pixels (0..192 spans the crop), z in the "
                "same unit, smaller is nearer to the camera",
                tolerance=1e-3,
            ),
            Output(
                "presence",
                "conv2d_31",
                "one raw logit; the probability that a face is in the crop is its sigmoid",
                tolerance=1e-3,
            ),
        ),
        limits=(
            "Presence is not a calibrated probability: a clear frontal face gives a logit of 25 to 30.",
            "z is uncalibrated: its zero is the model's own, about the centre of the head.",
            "Made for crops as Face Mesh takes them: one face, eyes level, side 1.5 times that of the face box.",
        ),
    ),
)
