package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.Detector;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import java.util.List;

/**
 * Detects in a picture that has yet to be decoded.
 *
 * @param detector what detects
 * @param scale at which scale it is decoded
 */
record WholePictureDetector(Detector detector, Scale scale) {

  List<Detection> detect(PictureSource picture) throws PictureException {
    int longerSide = Math.max(picture.width(), picture.height());
    // Decoded first: a place in a batch is not kept waiting for that.
    Picture whole = picture.whole(scale.reduction(longerSide, detector.inputSize()));
    return detector.detect(whole);
  }
}
