"""MediaPipe's Face Landmarker, of the API that has followed the legacy one, in its mode for videos."""

import argparse
import itertools

import cv2
import mediapipe
import numpy as np
import worker


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", help="face_landmarker.task")
    bundle = parser.parse_args().bundle
    vision = mediapipe.tasks.vision

    def open_mesh(faces):
        landmarker = vision.FaceLandmarker.create_from_options(
            vision.FaceLandmarkerOptions(
                base_options=mediapipe.tasks.BaseOptions(model_asset_path=bundle),
                running_mode=vision.RunningMode.VIDEO,
                num_faces=faces,
            )
        )
        millis = itertools.count(0, 33)

        def find(jpeg):
            picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
            picture = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
            return len(landmarker.detect_for_video(image, next(millis)).face_landmarks), None

        return find

    worker.serve(open_mesh)


if __name__ == "__main__":
    main()
