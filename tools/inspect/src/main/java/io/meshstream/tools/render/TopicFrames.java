package io.meshstream.tools.render;

import io.meshstream.job.records.FaceRecords;
import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.QuarterTurn;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;

/**
 * The frames of one camera as they lie on the frames topic, with what their records on the
 * landmarks topic say.
 *
 * <p>Both topics are read once, up to where they ended when the reading began; a few dozen frames
 * and a window of records are in memory at a time. A frame that lies on the topic more than once is
 * taken once. A camera's frames and records must each lie in one partition, where producers that go
 * by the key put them.
 */
final class TopicFrames implements FrameSource {

  /** So many frames tell how fast they were taken. */
  private static final int FRAMES_TIMED = 30;

  private static final int FRAMES_REMEMBERED = 1000;

  /** By how much the clock of a Kafka timestamp may be behind the camera's. */
  private static final Duration CLOCK_MARGIN = Duration.ofMinutes(1);

  private static final double MICROS_PER_SECOND = 1_000_000;
  private static final double MOST_FRAMES_PER_SECOND = 240;

  private final CameraTopics topics;
  private final String camera;
  private final TimeRange range;
  private final BooleanSupplier stopped;
  private final TopicReading framesTopic;
  private final TopicReading landmarksTopic;
  private final CameraFrames frames;
  private final SinglePartition recordsPartition;
  private final RecordJoin records = new RecordJoin(this::nextRecord);
  private final RecordCodec<FrameLandmarks> codec;
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final BlankPicture blank = new BlankPicture();
  private final Queue<ParsedFrame> ahead = new ArrayDeque<>();
  private final Set<FrameIdentity> taken =
      Collections.newSetFromMap(BoundedMap.map(FRAMES_REMEMBERED));

  private boolean any;
  private boolean anyWithoutRecord;

  private TopicFrames(
      CameraTopics topics,
      String camera,
      TimeRange range,
      BooleanSupplier stopped,
      TopicReading framesTopic,
      TopicReading landmarksTopic) {
    this.topics = topics;
    this.camera = camera;
    this.range = range;
    this.stopped = stopped;
    this.framesTopic = framesTopic;
    this.landmarksTopic = landmarksTopic;
    RecordCodecs codecs = topics.brokers().codecs();
    this.codec = codecs.reading(SingleObjectCodec.ofFrameLandmarks());
    this.frames =
        new CameraFrames(
            framesTopic,
            new FrameParser(topics.format(), ContractLimits.PICTURE_BYTES, codecs),
            camera,
            range,
            new SinglePartition(topics.framesTopic(), camera),
            stopped);
    this.recordsPartition = new SinglePartition(topics.landmarksTopic(), camera);
  }

  /**
   * Begins to read.
   *
   * @param stopped whether to read no further: there may be much between two frames of a camera
   * @throws CommandFailure if the broker does not answer or a topic does not exist
   */
  static TopicFrames open(
      CameraTopics topics, String camera, TimeRange range, BooleanSupplier stopped) {
    OptionalLong since = since(range);
    try {
      TopicReading frames =
          TopicReading.open(
              topics.brokers(),
              IsolationLevel.READ_COMMITTED,
              "frames topic",
              topics.framesTopic(),
              since);
      try {
        TopicReading landmarks =
            TopicReading.open(
                topics.brokers(),
                topics.isolation(),
                "landmarks topic",
                topics.landmarksTopic(),
                since);
        return new TopicFrames(topics, camera, range, stopped, frames, landmarks);
      } catch (RuntimeException e) {
        frames.close();
        throw e;
      }
    } catch (KafkaException e) {
      throw topics.brokers().failure(e);
    }
  }

  /** A record is sent after its picture is taken, so what is older need not be read. */
  private static OptionalLong since(TimeRange range) {
    if (range.isOpenAtStart()) {
      return OptionalLong.empty();
    }
    long millis = Math.floorDiv(range.fromMicros(), 1000L) - CLOCK_MARGIN.toMillis();
    return OptionalLong.of(Math.max(0, millis));
  }

  /** Returns the median of the first ones. */
  @Override
  public Optional<Double> framesPerSecond() {
    while (ahead.size() < FRAMES_TIMED) {
      Optional<ParsedFrame> next = nextFrame();
      if (next.isEmpty()) {
        break;
      }
      ahead.add(next.get());
    }
    long[] times =
        ahead.stream().mapToLong(each -> each.header().capturedAtMicros()).sorted().toArray();
    long[] intervals = new long[Math.max(0, times.length - 1)];
    for (int i = 0; i < intervals.length; i++) {
      intervals[i] = times[i + 1] - times[i];
    }
    Arrays.sort(intervals);
    long median = intervals.length == 0 ? 0 : intervals[intervals.length / 2];
    return median <= 0
        ? Optional.empty()
        : Optional.of(Math.min(MOST_FRAMES_PER_SECOND, MICROS_PER_SECOND / median));
  }

  @Override
  public Optional<RenderedFrame> next() {
    Optional<ParsedFrame> frame = ahead.isEmpty() ? nextFrame() : Optional.of(ahead.remove());
    if (frame.isEmpty() && !any && !stopped.getAsBoolean()) {
      throw nothing();
    }
    any = true;
    if (frame.isEmpty() && anyWithoutRecord) {
      readLastRecords();
    }
    Optional<RenderedFrame> rendered = frame.map(this::rendered);
    // A search that was broken off has not shown that there is no record.
    return stopped.getAsBoolean() ? Optional.empty() : rendered;
  }

  /** Sees that no record was taken for missing that lies in another partition. */
  private void readLastRecords() {
    while (nextRecord().isPresent()) {
      // Each is checked as it is read.
    }
  }

  private Optional<ParsedFrame> nextFrame() {
    try {
      Optional<ParsedFrame> next = frames.next();
      while (next.isPresent() && !taken.add(next.get().header().identity())) {
        next = frames.next();
      }
      return next;
    } catch (KafkaException e) {
      throw topics.brokers().failure(e);
    }
  }

  private Optional<FrameLandmarks> nextRecord() {
    try {
      while (!stopped.getAsBoolean()) {
        Optional<ConsumerRecord<String, byte[]>> next = landmarksTopic.next();
        if (next.isEmpty()) {
          return Optional.empty();
        }
        Optional<FrameLandmarks> record = record(next.get());
        if (record.isPresent()) {
          return record;
        }
      }
      return Optional.empty();
    } catch (KafkaException e) {
      throw topics.brokers().failure(e);
    }
  }

  /** What cannot be read is no record: its frame is shown without one. */
  private Optional<FrameLandmarks> record(ConsumerRecord<String, byte[]> record) {
    if (!camera.equals(record.key()) || record.value() == null) {
      return Optional.empty();
    }
    try {
      FrameLandmarks landmarks = codec.decode(record.value());
      if (range.contains(landmarks.getCapturedAtMicros())) {
        recordsPartition.require(record.partition());
      }
      return Optional.of(landmarks);
    } catch (MessageFormatException e) {
      return Optional.empty();
    }
  }

  private RenderedFrame rendered(ParsedFrame frame) {
    FrameHeader header = frame.header();
    String name = "%d-%08d".formatted(header.epoch(), header.sequence());
    BufferedImage image = image(frame);
    Optional<FrameLandmarks> found = records.find(header.identity());
    if (found.isEmpty()) {
      anyWithoutRecord = true;
      return RenderedFrame.captioned(name, RenderOutcome.NO_RECORD, image, "no record");
    }
    FrameLandmarks record = found.get();
    if (record.getStatus() == FrameStatus.SHED || record.getStatus() == FrameStatus.REJECTED) {
      return RenderedFrame.captioned(
          name,
          RenderOutcome.of(record.getStatus()),
          image,
          record.getStatus() + "  " + PlainText.of(String.valueOf(record.getReason())));
    }
    try {
      TaskResult result = FaceRecords.toResult(record);
      return RenderedFrame.analysed(name, image, result);
    } catch (IllegalArgumentException e) {
      return RenderedFrame.captioned(
          name, RenderOutcome.NO_RECORD, image, "no record, " + e.getMessage());
    }
  }

  /** Black where there is nothing to decode; what is the matter is for the record to say. */
  private BufferedImage image(ParsedFrame frame) {
    if (!(frame instanceof ParsedFrame.Valid valid)) {
      return blank.image();
    }
    ByteBuffer bytes = valid.picture().bytes().duplicate();
    byte[] encoded = new byte[bytes.remaining()];
    bytes.get(encoded);
    try {
      QuarterTurn turn = QuarterTurn.ofDegrees(valid.picture().rotation().degrees());
      Picture picture = decoder.decode(encoded).turned(turn);
      return blank.remember(PictureImage.of(picture));
    } catch (PictureException e) {
      return blank.image();
    }
  }

  private CommandFailure nothing() {
    if (frames.ofCamera() == 0) {
      return new CommandFailure(
          "camera: %s (expected: a camera with frames%s); cameras there: %s"
              .formatted(
                  camera, range.isOpenAtStart() ? "" : " since --from", frames.otherCameras()));
    }
    return new CommandFailure(
        "time: none of the %d frames read of camera %s (expected: at least one that was taken from --from and before --to); choose another time"
            .formatted(frames.ofCamera(), camera));
  }

  @Override
  public void close() {
    framesTopic.close();
    landmarksTopic.close();
  }
}
