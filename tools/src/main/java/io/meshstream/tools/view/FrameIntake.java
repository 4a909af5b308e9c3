package io.meshstream.tools.view;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.frames.Reading;
import io.meshstream.job.frames.SourceFrame;
import io.meshstream.tools.ledger.Position;
import io.meshstream.tools.topics.SourceFrames;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the frames topic as the job does. What cannot be read has no picture. */
final class FrameIntake {

  private final FrameReader reader;

  FrameIntake(FrameFormat format) {
    this.reader = new FrameReader(format, JoinLimits.MAX_PICTURE_BYTES);
  }

  CameraFrame read(ConsumerRecord<String, byte[]> record, long nowMillis) {
    SourceFrame source = SourceFrames.of(record);
    Optional<PictureView> picture = picture(source);
    return new CameraFrame(
        new Position(record.partition(), record.offset()),
        picture,
        picture.isPresent() ? source.value().length : 0,
        nowMillis);
  }

  private Optional<PictureView> picture(SourceFrame source) {
    return reader.read(source) instanceof Reading.Usable usable
        ? PictureCheck.of(usable.picture(), usable.rotation().degrees())
        : Optional.empty();
  }
}
