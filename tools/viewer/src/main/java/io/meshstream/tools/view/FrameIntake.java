package io.meshstream.tools.view;

import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the frames topic as the job does. What cannot be read has no picture. */
final class FrameIntake {

  private final FrameParser parser;

  FrameIntake(FrameFormat format, RecordCodecs codecs) {
    this.parser = new FrameParser(format, ContractLimits.PICTURE_BYTES, codecs);
  }

  CameraFrame read(ConsumerRecord<String, byte[]> record, long nowMillis) {
    SourceFrame source = SourceFrame.of(CameraId.ofKey(record.key()), record);
    Optional<PictureView> picture = picture(source);
    return new CameraFrame(
        source.position(), picture, picture.isPresent() ? source.value().length : 0, nowMillis);
  }

  private Optional<PictureView> picture(SourceFrame source) {
    return parser.parse(source) instanceof ParsedFrame.Valid frame
        ? PictureCheck.of(frame.picture().bytes(), frame.picture().rotation().degrees())
        : Optional.empty();
  }
}
