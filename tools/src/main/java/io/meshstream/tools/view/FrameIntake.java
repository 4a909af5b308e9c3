package io.meshstream.tools.view;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.frames.Reading;
import io.meshstream.job.frames.SourceFrame;
import io.meshstream.tools.ledger.Position;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the frames topic as the job does. What cannot be read has no picture. */
final class FrameIntake {

  private static final byte[] NOTHING = {};

  private final FrameReader reader;

  FrameIntake(FrameFormat format) {
    this.reader = new FrameReader(format, JoinLimits.MAX_PICTURE_BYTES);
  }

  CameraFrame read(ConsumerRecord<String, byte[]> record, long nowMillis) {
    byte[] value = record.value() == null ? NOTHING : record.value();
    Optional<PictureView> picture = picture(record, value);
    return new CameraFrame(
        new Position(record.partition(), record.offset()),
        picture,
        picture.isPresent() ? value.length : 0,
        nowMillis);
  }

  private Optional<PictureView> picture(ConsumerRecord<String, byte[]> record, byte[] value) {
    Reading reading =
        reader.read(
            new SourceFrame(
                CameraName.of(record.key()),
                record.partition(),
                record.offset(),
                record.timestamp(),
                value));
    return reading instanceof Reading.Usable usable
        ? PictureCheck.of(usable.picture(), usable.rotation().degrees())
        : Optional.empty();
  }
}
