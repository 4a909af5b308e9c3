"""MediaPipe's legacy Face Mesh, as its users decode pictures for it; or tuned, as somebody does who has measured.

Tuned is a decoder that takes libjpeg-turbo's fast ways, right to RGB, and an array that need not be copied. The other
half of it are settings of malloc, which `contest.py` has.
"""

import argparse

import cv2
import mediapipe
import numpy as np
import worker


class ObservedMesh(mediapipe.solutions.face_mesh.FaceMesh):
    """Says as well what the detector found: nothing, not even an empty list, in a frame that needed none."""

    def _initialize_graph_interface(self, graph_config, side_inputs=None, outputs=None, stream_type_hints=None):
        seen = [*outputs, "face_detections"]
        return super()._initialize_graph_interface(graph_config, side_inputs, seen, stream_type_hints)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuned", action="store_true")
    decode = decode_tuned if parser.parse_args().tuned else decode_plain

    def open_mesh(faces):
        mesh = ObservedMesh(max_num_faces=faces)

        def find(jpeg):
            result = mesh.process(decode(jpeg))
            return len(result.multi_face_landmarks or []), result.face_detections is None

        return find

    worker.serve(open_mesh)


def decode_plain(jpeg):
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def decode_tuned(jpeg):
    import simplejpeg  # noqa: PLC0415 - as few modules as its users have, for the plain one

    picture = simplejpeg.decode_jpeg(jpeg, "RGB", fastdct=True, fastupsample=True)
    picture.flags.writeable = False
    return picture


if __name__ == "__main__":
    main()
