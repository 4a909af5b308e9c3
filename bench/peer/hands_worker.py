"""MediaPipe Hands in Python, with its Face Mesh beside it where that is wanted, as users decode pictures for them."""

import argparse

import mediapipe
import worker
from legacy_worker import decode_plain


class ObservedHands(mediapipe.solutions.hands.Hands):
    """Says as well what the palm detector found: nothing, not even an empty list, in a frame that needed none."""

    def _initialize_graph_interface(self, graph_config, side_inputs=None, outputs=None, stream_type_hints=None):
        seen = [*outputs, "palm_detections"]
        return super()._initialize_graph_interface(graph_config, side_inputs, seen, stream_type_hints)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--complexity", type=int, default=1)
    parser.add_argument("--face", action="store_true")
    arguments = parser.parse_args()

    def open_hands(most):
        hands = ObservedHands(max_num_hands=most, model_complexity=arguments.complexity)
        mesh = mediapipe.solutions.face_mesh.FaceMesh() if arguments.face else None

        def find(jpeg):
            picture = decode_plain(jpeg)
            result = hands.process(picture)
            is_complete = len(result.multi_hand_landmarks or []) == 1
            if mesh:
                is_complete &= len(mesh.process(picture).multi_face_landmarks or []) == 1
            return most if is_complete else -1, result.palm_detections is None

        return find

    worker.serve(open_hands)


if __name__ == "__main__":
    main()
