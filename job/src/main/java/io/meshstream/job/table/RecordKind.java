package io.meshstream.job.table;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The records that lie on Meshstream's topics, by the names of their schemas. */
enum RecordKind {
  FRAME_LANDMARKS,
  ENCODED_FRAME,
  DEAD_LETTER,
  CAMERA_EVENT;

  /** Returns the schema that messages are resolved to. */
  Schema schema() {
    return switch (this) {
      case FRAME_LANDMARKS -> FrameLandmarks.getClassSchema();
      case ENCODED_FRAME -> EncodedFrame.getClassSchema();
      case DEAD_LETTER -> DeadLetter.getClassSchema();
      case CAMERA_EVENT -> CameraEvent.getClassSchema();
    };
  }

  /** Makes a codec, which parses all released schemas. */
  SingleObjectCodec<? extends SpecificRecord> codec() {
    return switch (this) {
      case FRAME_LANDMARKS -> SingleObjectCodec.ofFrameLandmarks();
      case ENCODED_FRAME -> SingleObjectCodec.ofEncodedFrames();
      case DEAD_LETTER -> SingleObjectCodec.ofDeadLetters();
      case CAMERA_EVENT -> SingleObjectCodec.ofCameraEvents();
    };
  }

  /** Returns the name of the schema, which is what the option takes. */
  @Override
  public String toString() {
    return schema().getName();
  }
}
