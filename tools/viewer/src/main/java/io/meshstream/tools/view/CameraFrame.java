package io.meshstream.tools.view;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.Optional;

/**
 * A frame as it lies on the frames topic.
 *
 * @param position its place there
 * @param picture its picture, unless there is none that a browser should be given
 * @param size bytes of memory that it holds on to
 * @param arrivedMillis when it was read, on a clock that never jumps
 */
record CameraFrame(
    TopicPosition position, Optional<PictureView> picture, int size, long arrivedMillis) {}
