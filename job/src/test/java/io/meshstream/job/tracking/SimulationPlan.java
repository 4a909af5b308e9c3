package io.meshstream.job.tracking;

import static io.meshstream.job.control.ControlRecords.change;
import static io.meshstream.job.control.ControlRecords.config;
import static io.meshstream.job.control.ControlRecords.record;
import static io.meshstream.job.control.ControlRecords.reset;

import io.meshstream.job.TestFrames;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What a simulated job meets: frames and records of the control topic, by when they are written,
 * and the options that it has.
 *
 * @param settings the job's
 * @param width how many frames an engine wants at a time
 * @param partitions the frames topic
 * @param control the control topic
 * @param isExact whether records depend on the frames alone, whatever happens to the job
 * @param failures how often the job is made to fail
 */
record SimulationPlan(
    JobSettings settings,
    int width,
    List<List<PlannedFrame>> partitions,
    List<PlannedRecord> control,
    boolean isExact,
    int failures) {

  /** Reads the frames of all plans. */
  static final FrameParser PARSER = new FrameParser(FrameFormat.AVRO, 1 << 20);

  private static final int MAX_CAMERAS = 5;
  private static final int MAX_FRAMES = 48;
  private static final int MAX_RECORDS = 6;
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  private static final Map<Map<String, String>, JobSettings> SETTINGS = new ConcurrentHashMap<>();

  /**
   * A frame on the topic.
   *
   * @param writtenMicros how much time has passed when it is written
   */
  record PlannedFrame(SourceFrame source, long writtenMicros) {}

  /**
   * A record of the control topic.
   *
   * @param writtenMicros how much time has passed when it is written
   * @param config what it sets; empty if it takes that back or cannot be followed
   * @param isRefused whether it cannot be followed
   */
  record PlannedRecord(
      ControlRecord record, long writtenMicros, Optional<CameraConfig> config, boolean isRefused) {}

  /** Makes a plan of random numbers. */
  static SimulationPlan of(SplittableRandom random) {
    return new Planner(random).plan();
  }

  boolean isControlled() {
    return settings.control().isOn();
  }

  /** Makes one plan. */
  private static final class Planner {

    private final SplittableRandom random;
    private final boolean isExact;

    /** Whether the cameras' clocks show any time, or none. */
    private final boolean areClocksWild;

    private final int cameras;
    private final long[] epochs;
    private final long[] sequences;
    private final long[] aheadMicros;
    private final List<List<PlannedFrame>> partitions = new ArrayList<>();
    private final List<PlannedRecord> control = new ArrayList<>();

    private long passedMicros;
    private long newestMicros = SimulatedTime.START_MICROS;

    Planner(SplittableRandom random) {
      this.random = random;
      this.isExact = random.nextInt(10) < 6;
      this.areClocksWild = random.nextBoolean();
      this.cameras = 1 + random.nextInt(MAX_CAMERAS);
      this.epochs = new long[cameras];
      this.sequences = new long[cameras];
      this.aheadMicros = new long[cameras];
    }

    SimulationPlan plan() {
      JobSettings settings = settings();
      int count = 1 + random.nextInt(3);
      for (int partition = 0; partition < count; partition++) {
        partitions.add(new ArrayList<>());
      }
      if (settings.control().isOn()) {
        addRecords(random.nextInt(3), /* isBefore= */ true);
      }
      int frames = 4 + random.nextInt(MAX_FRAMES);
      for (int frame = 0; frame < frames; frame++) {
        passedMicros += pause();
        addFrame();
        if (settings.control().isOn() && random.nextInt(frames) < MAX_RECORDS) {
          addRecords(1, /* isBefore= */ false);
        }
      }
      return new SimulationPlan(
          settings, 1 + random.nextInt(4), partitions, control, isExact, random.nextInt(4));
    }

    private JobSettings settings() {
      Map<String, String> options = new TreeMap<>();
      options.put("compute.queue", pick("1", "2", "4"));
      options.put("metrics.cameras", "2");
      options.put("state.ttl", areClocksWild ? pick("0 s", "1 h", "10 s") : "10 s");
      String events = pick("", "events");
      options.put("events.topic", events);
      options.put("events.signals", events.isEmpty() ? "false" : pick("false", "true"));
      options.put("events.stall-after", "2 s");
      options.put("control.topic", pick("", "control", "control"));
      options.put("limits.camera-rate", pick("0", "0", "5"));
      if (!isExact) {
        options.put("freshness.max-age", pick("0 s", "500 ms"));
        options.put("freshness.max-queue", pick("0", "1", "2"));
      }
      return SETTINGS.computeIfAbsent(
          options,
          chosen -> {
            String[] arguments =
                chosen.entrySet().stream()
                    .map(option -> "--%s=%s".formatted(option.getKey(), option.getValue()))
                    .toArray(String[]::new);
            return JobSettings.from(arguments, Map.of());
          });
    }

    private String pick(String... values) {
      return values[random.nextInt(values.length)];
    }

    private long pause() {
      int kind = random.nextInt(60);
      if (kind == 0) {
        return 25 * SECOND;
      }
      if (kind == 1) {
        return 12 * SECOND;
      }
      return kind < 5 ? random.nextLong(3 * SECOND) : random.nextLong(SECOND / 25);
    }

    private void addFrame() {
      int camera = random.nextInt(cameras);
      switch (random.nextInt(24)) {
        case 0 -> sequences[camera] -= random.nextInt(3);
        case 1 -> sequences[camera] += random.nextInt(5);
        case 2 -> {
          epochs[camera]++;
          sequences[camera] = 0;
        }
        case 3 -> epochs[camera] = Math.max(0, epochs[camera] - 1);
        case 4 -> aheadMicros[camera] += jump();
        default -> sequences[camera]++;
      }
      sequences[camera] = Math.max(0, sequences[camera]);
      String id = "camera-" + camera;
      List<PlannedFrame> partition = partitions.get(camera % partitions.size());
      long capturedAt =
          areClocksWild && random.nextInt(20) == 0
              ? -1
              : SimulatedTime.START_MICROS + passedMicros + aheadMicros[camera];
      newestMicros =
          Math.max(newestMicros, Math.max(capturedAt, SimulatedTime.START_MICROS + passedMicros));
      long offset = partition.size();
      EncodedFrame.Builder frame =
          TestFrames.frame(id, epochs[camera], sequences[camera], picture(random.nextLong()))
              .setCapturedAtMicros(capturedAt);
      String key = id;
      byte[] value =
          switch (random.nextInt(40)) {
            case 0 -> new byte[] {1, 2, 3};
            case 1 -> TestFrames.message(frame.setRotation(45));
            case 2 -> {
              key = "";
              yield TestFrames.message(frame);
            }
            default -> TestFrames.message(frame);
          };
      partition.add(
          new PlannedFrame(
              new SourceFrame(
                  key,
                  camera % partitions.size(),
                  offset,
                  TimeUnit.MICROSECONDS.toMillis(SimulatedTime.START_MICROS + passedMicros),
                  value),
              passedMicros));
    }

    private long jump() {
      if (!areClocksWild) {
        return random.nextLong(20 * SECOND);
      }
      long most = random.nextBoolean() ? 7200 * SECOND : 3 * SECOND;
      return random.nextLong(2 * most) - most;
    }

    private byte[] picture(long number) {
      SimulatedTask.Content content =
          switch (random.nextInt(40)) {
            case 0 -> SimulatedTask.Content.POISON;
            case 1, 2 -> SimulatedTask.Content.DAMAGED;
            case 3, 4, 5, 6 -> SimulatedTask.Content.NO_FACE;
            default -> SimulatedTask.Content.FACE;
          };
      return SimulatedTask.picture(content, number);
    }

    private void addRecords(int count, boolean isBefore) {
      for (int i = 0; i < count; i++) {
        control.add(controlRecord(control.size(), isBefore));
      }
    }

    private PlannedRecord controlRecord(long offset, boolean isBefore) {
      String key = random.nextInt(3) == 0 ? "*" : "camera-" + random.nextInt(cameras);
      int kind = random.nextInt(12);
      if (kind == 0) {
        return new PlannedRecord(
            record(key, offset, new byte[] {9, 9, 9}), passedMicros, Optional.empty(), true);
      }
      if (kind == 1) {
        return new PlannedRecord(
            change(offset, config(key).setMaxFaces(0)), passedMicros, Optional.empty(), true);
      }
      if (kind == 2 && (!isExact || isBefore)) {
        return new PlannedRecord(reset(key, offset), passedMicros, Optional.empty(), false);
      }
      CameraConfig.Builder config = config(key);
      if (random.nextBoolean()) {
        config.setEnabled(random.nextInt(3) > 0);
      }
      if (random.nextBoolean()) {
        config.setMaxFaces(1 + random.nextInt(3));
      }
      if (random.nextInt(4) == 0) {
        config.setSignalEvents(random.nextInt(3) > 0);
      }
      if (!isExact && random.nextBoolean()) {
        config.setMaxQueue(random.nextInt(3)).setMaxAgeMillis(random.nextLong(3) * 300);
      }
      boolean isFromATime = isExact ? !isBefore : random.nextBoolean();
      if (isFromATime) {
        long least = isExact ? newestMicros + 1 : newestMicros - SECOND;
        config.setFromCapturedAtMicros(least + random.nextLong(2 * SECOND));
      }
      return new PlannedRecord(
          change(offset, config), passedMicros, Optional.of(config.build()), false);
    }
  }
}
