package io.meshstream.tools.gateway;

import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.video.CameraUrl;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is known of a camera before it is opened.
 *
 * @param id its name, the key of its frames
 * @param url where its pictures come from
 * @param fps frames per second: the pace of files, the most to send of what is live
 * @param size the box that larger pictures are scaled down to fit in, their shape kept
 * @param quality of the JPEGs made here, 1 to 100; asking for one has all pictures encoded anew
 * @param rotation degrees clockwise that turn its pictures upright; empty: as the source says
 * @param loop whether a file starts again at its end
 * @param certificate which one it must have over https
 * @param captureTime whose clock says when its pictures were taken
 * @param restartMarkers whether its JPEGs get restart markers where they would go out as they came
 */
record CameraSettings(
    String id,
    CameraUrl url,
    OptionalDouble fps,
    Optional<PictureSize> size,
    OptionalInt quality,
    OptionalInt rotation,
    boolean loop,
    CertificateRule certificate,
    CaptureTime.Source captureTime,
    boolean restartMarkers) {}
