package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.ComputeSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.SourceFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams of many cameras, frames that are done in random order, checkpoints and failures at
 * random moments; a seed always gives the same run.
 */
@Timeout(60)
class RandomOverlapTest {

  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final int SEEDS = 150;
  private static final int FRAMES = 120;

  private static final List<byte[]> PICTURES =
      List.of(
          png(4, 4, TestingTask.FACE),
          png(4, 4, TestingTask.FACE),
          png(4, 4, TestingTask.FACE),
          png(4, 4, TestingTask.NO_FACE),
          png(4, 4, TestingTask.FAILURE),
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

  static List<Integer> seeds() {
    List<Integer> seeds = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverOverlapsEveryCameraGetsTheBytesOfASequentialRun(int seed) throws Exception {
    Random random = new Random(seed);
    List<SourceFrame> frames = frames(random);

    Run run = new Run(random, frames);
    while (!run.isDone()) {
      run.step();
    }

    Written expected = sequentially(frames);
    assertThat(run.written().landmarks()).isEqualTo(expected.landmarks());
    assertThat(run.written().deadLetters()).isEqualTo(expected.deadLetters());
  }

  private static Written sequentially(List<SourceFrame> frames) {
    SequentialTracking tracking = new SequentialTracking();
    Written written = new Written();
    for (SourceFrame frame : frames) {
      FrameOutcome outcome = tracking.process(frame);
      written.add(
          List.of(outcome.landmarks()), SequentialTracking.deadLetter(outcome).stream().toList());
    }
    return written;
  }

  /** All that can happen to some cameras. Offsets grow, for there is one partition. */
  private static List<SourceFrame> frames(Random random) {
    int cameras = 1 + random.nextInt(12);
    long[] epochs = new long[cameras];
    long[] sequences = new long[cameras];
    long[] times = new long[cameras];
    List<SourceFrame> frames = new ArrayList<>();
    for (int offset = 0; offset < FRAMES; offset++) {
      int camera = random.nextInt(cameras);
      switch (random.nextInt(16)) {
        case 0 -> sequences[camera] -= random.nextInt(3);
        case 1 -> sequences[camera] += random.nextInt(5);
        case 2 -> {
          epochs[camera]++;
          sequences[camera] = 0;
        }
        case 3 -> epochs[camera] = Math.max(0, epochs[camera] - 1);
        case 4 -> times[camera] += 6_000_000;
        case 5 -> times[camera] = 0;
        default -> sequences[camera]++;
      }
      sequences[camera] = Math.max(0, sequences[camera]);
      times[camera] += 33_333;
      String id = "camera-" + camera;
      byte[] picture = PICTURES.get(random.nextInt(PICTURES.size()));
      byte[] value =
          random.nextInt(20) == 0
              ? picture
              : message(
                  frame(id, epochs[camera], sequences[camera], picture)
                      .setCapturedAtMicros(times[camera]));
      frames.add(source(random.nextInt(30) == 0 ? "" : id, offset, value));
    }
    return frames;
  }

  /** What was written, by camera. */
  private record Written(
      Map<String, List<ByteBuffer>> landmarks, Map<String, List<DeadLetter>> deadLetters) {

    Written() {
      this(new TreeMap<>(), new TreeMap<>());
    }

    void add(List<FrameLandmarks> records, List<DeadLetter> letters) {
      for (FrameLandmarks record : records) {
        landmarks
            .computeIfAbsent(record.getCameraId(), camera -> new ArrayList<>())
            .add(ByteBuffer.wrap(LANDMARKS.encode(record)));
      }
      for (DeadLetter letter : letters) {
        deadLetters.computeIfAbsent(letter.getCameraId(), camera -> new ArrayList<>()).add(letter);
      }
    }
  }

  /** One job's life: attempts that each go on from the last checkpoint. */
  private static final class Run {

    private final Random random;
    private final List<SourceFrame> frames;
    private final int width;
    private final JobSettings settings;
    private final Written written = new Written();

    private SteppedEngine engine;
    private TrackingHarness harness;
    private OperatorSubtaskState checkpoint;
    private int checkpointOffset;
    private int offset;
    private int committedRecords;
    private int committedLetters;
    private boolean done;

    Run(Random random, List<SourceFrame> frames) throws Exception {
      this.random = random;
      this.frames = frames;
      this.width = 1 + random.nextInt(6);
      this.settings = settings(1 + random.nextInt(4));
      start();
    }

    private static JobSettings settings(int queue) {
      Configuration options = new Configuration();
      options.set(ComputeSettings.QUEUE, queue);
      return JobSettings.from(options);
    }

    private void start() throws Exception {
      SteppedEngine opened = new SteppedEngine(width);
      engine = opened;
      harness =
          checkpoint == null
              ? TrackingHarness.started(settings, gpu -> opened)
              : TrackingHarness.restored(settings, gpu -> opened, checkpoint);
      offset = checkpointOffset;
      committedRecords = 0;
      committedLetters = 0;
    }

    boolean isDone() {
      return done;
    }

    Written written() {
      return written;
    }

    void step() throws Exception {
      if (offset == frames.size()) {
        finishAll();
        harness.endInput();
        commit();
        harness.close();
        done = true;
        return;
      }
      int what = random.nextInt(100);
      if (what < 50) {
        feed();
      } else if (what < 80) {
        lookAtAny();
      } else if (what < 90) {
        harness.takeIn();
      } else if (what < 97) {
        takeCheckpoint();
      } else {
        harness.cancel();
        start();
      }
    }

    /** A task whose queue is full waits, so by then enough must be done that makes room. */
    private void feed() throws Exception {
      SourceFrame frame = frames.get(offset);
      while (!harness.hasRoomFor(frame)) {
        lookAtAll();
        harness.takeIn();
      }
      harness.hand(frame);
      offset++;
    }

    private void lookAtAny() {
      if (engine.pending() > 0) {
        engine.analyse(random.nextInt(engine.pending()));
      }
    }

    private void finishAll() {
      engine.setPrompt(true);
      lookAtAll();
    }

    private void lookAtAll() {
      while (engine.pending() > 0) {
        lookAtAny();
      }
    }

    private void takeCheckpoint() throws Exception {
      finishAll();
      checkpoint = harness.snapshot();
      checkpointOffset = offset;
      commit();
      engine.setPrompt(false);
    }

    private void commit() {
      List<FrameLandmarks> records = harness.records();
      List<DeadLetter> letters = harness.deadLetters();
      written.add(
          records.subList(committedRecords, records.size()),
          letters.subList(committedLetters, letters.size()));
      committedRecords = records.size();
      committedLetters = letters.size();
    }
  }
}
