package io.meshstream.job.tracking;

import static io.meshstream.job.tracking.SimulationFailure.expect;

import io.meshstream.job.control.TestingHistory;
import io.meshstream.job.tracking.SimulatedSubtask.Checkpointed;
import io.meshstream.job.tracking.SimulationPlan.PlannedFrame;
import io.meshstream.job.tracking.SimulationPlan.PlannedRecord;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.inference.InferenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A job of one or several simulated subtasks, from its first frame to its last, through
 * checkpoints, failures and changes of its parallelism. What happens next is drawn from random
 * numbers.
 */
final class SimulatedJob {

  private static final int MAX_PARALLELISM = 6;
  private static final int MOST_SUBTASKS = 3;
  private static final int MOST_STEPS = 100_000;
  private static final int MOST_ON_THEIR_WAY = 4;
  private static final int FAILURES_OF_A_FRAME = 2;
  private static final long MOST_BEHIND = TimeUnit.SECONDS.toMicros(5);
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  private final SimulationPlan plan;
  private final SplittableRandom random;
  private final SimulatedTime time = new SimulatedTime();

  /** What may happen next, as often as it is likely. */
  private final List<Happening> happenings = new ArrayList<>();

  private FailedFrames failedFrames = new FailedFrames();
  private final Map<TopicPosition, Integer> failures = new HashMap<>();
  private int failuresLeft;

  private List<SimulatedSubtask> subtasks = List.of();
  private final int[] next;
  private int nextRecord;

  /** When the newest frame was written that has been sent. */
  private long sentMicros;

  private Checkpoint completed;
  private Checkpoint underWay;
  private List<Object> uncommitted = new ArrayList<>();
  private final List<Object> committed = new ArrayList<>();

  /** What may happen next. */
  private enum Happening {
    FRAME_IS_SENT(30),
    RECORD_IS_SENT(10),
    FRAME_IS_TAKEN(30),
    RECORD_IS_TAKEN(10),
    FRAME_IS_ANALYSED(30),
    MAIL_IS_TAKEN(20),
    CHECKPOINT_GOES_ON(10),
    TIMERS_ARE_DUE(5),
    TIME_PASSES(10),
    CLOCK_JUMPS(1),
    JOB_FAILS(3);

    private final int most;

    Happening(int most) {
      this.most = most;
    }
  }

  /** A checkpoint: complete once all subtasks have given what is theirs. */
  private static final class Checkpoint {
    private final int[] frames;
    private final int records;
    private final Checkpointed[] parts;
    private int missing;

    Checkpoint(int[] frames, int records, int subtasks) {
      this.frames = frames.clone();
      this.records = records;
      this.parts = new Checkpointed[subtasks];
      this.missing = subtasks;
    }
  }

  SimulatedJob(SimulationPlan plan, SplittableRandom random) throws Exception {
    this.plan = plan;
    this.random = random;
    this.next = new int[plan.partitions().size()];
    this.failuresLeft = plan.failures();
    for (Happening each : Happening.values()) {
      happenings.addAll(Collections.nCopies(1 + random.nextInt(each.most), each));
    }
    start();
  }

  // ------------------------------------------------------------------ from start to end

  /** Runs it to its end, and returns all that it has written and committed. */
  List<Object> run() throws Exception {
    for (int step = 0; !isDone(); step++) {
      expect(step < MOST_STEPS, "the job does not come to an end");
      step();
    }
    for (SimulatedSubtask subtask : subtasks) {
      uncommitted.addAll(subtask.checkpoint().written());
      subtask.end();
    }
    committed.addAll(uncommitted);
    return committed;
  }

  private boolean isDone() {
    if (underWay != null || nextRecord < plan.control().size()) {
      return false;
    }
    for (int partition = 0; partition < next.length; partition++) {
      if (next[partition] < plan.partitions().get(partition).size()) {
        return false;
      }
    }
    return isIdle();
  }

  /** Tells whether nothing is on its way, waits or is analysed. */
  private boolean isIdle() {
    for (SimulatedSubtask subtask : subtasks) {
      if (subtask.sent() > 0 || subtask.hasRecords() || !subtask.isIdle()) {
        return false;
      }
    }
    return true;
  }

  private void start() throws Exception {
    int parallelism = 1 + random.nextInt(MOST_SUBTASKS);
    List<SubtaskSnapshot> snapshots = List.of(SubtaskSnapshot.none());
    Map<String, CameraSession> sessions = new HashMap<>();
    Arrays.fill(next, 0);
    nextRecord = 0;
    if (completed != null) {
      snapshots = Arrays.stream(completed.parts).map(Checkpointed::snapshot).toList();
      Arrays.stream(completed.parts).map(Checkpointed::sessions).forEach(sessions::putAll);
      System.arraycopy(completed.frames, 0, next, 0, next.length);
      nextRecord = completed.records;
    }
    int known = recordsWritten();
    SimulatedSubtask.World world =
        new SimulatedSubtask.World(
            plan,
            random,
            time,
            new SimulatedSettings(plan.settings().camera(), plan.control()),
            new TestingHistory(
                plan.control().subList(0, known).stream().map(PlannedRecord::record).toList()),
            failedFrames,
            frame -> failures.getOrDefault(frame, 0) >= FAILURES_OF_A_FRAME);
    List<SimulatedSubtask> started = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      SubtaskKeys keys = new SubtaskKeys(i, parallelism, MAX_PARALLELISM);
      started.add(
          new SimulatedSubtask(
              world, keys, SubtaskSnapshot.redistributed(snapshots, keys), sessions, known));
    }
    subtasks = started;
  }

  private int recordsWritten() {
    int written = 0;
    while (written < plan.control().size()
        && plan.control().get(written).writtenMicros() <= time.passedMicros()) {
      written++;
    }
    return written;
  }

  // ------------------------------------------------------------------ what happens

  private void step() throws Exception {
    SimulatedSubtask any = subtasks.get(random.nextInt(subtasks.size()));
    try {
      switch (happenings.get(random.nextInt(happenings.size()))) {
        case FRAME_IS_SENT -> sendFrame();
        case RECORD_IS_SENT -> sendRecord();
        case FRAME_IS_TAKEN -> takeFrame(any);
        case RECORD_IS_TAKEN -> any.takeRecord();
        case FRAME_IS_ANALYSED -> any.analyse();
        case MAIL_IS_TAKEN -> any.takeMail();
        case CHECKPOINT_GOES_ON -> goOnWithCheckpoint();
        case TIMERS_ARE_DUE -> any.takeTimers();
        case TIME_PASSES -> passTime();
        case CLOCK_JUMPS -> time.jump(random.nextLong(20 * SECOND) - 10 * SECOND);
        case JOB_FAILS -> fail(any);
      }
    } catch (SimulatedMailbox.MailFailure | IllegalStateException | InferenceException e) {
      blame(any, e);
      restart();
    }
  }

  private void sendFrame() {
    int partition = random.nextInt(next.length);
    List<PlannedFrame> frames = plan.partitions().get(partition);
    if (next[partition] == frames.size()) {
      return;
    }
    PlannedFrame frame = frames.get(next[partition]);
    if (frame.writtenMicros() > time.passedMicros()) {
      return;
    }
    SimulatedSubtask subtask = subtaskOf(frame.source().camera());
    if (subtask.sent() < MOST_ON_THEIR_WAY) {
      if (plan.isExact()) {
        while (nextRecord < plan.control().size()
            && plan.control().get(nextRecord).writtenMicros() <= frame.writtenMicros()) {
          sendRecord();
        }
      }
      next[partition]++;
      sentMicros = Math.max(sentMicros, frame.writtenMicros());
      subtask.send(frame.source());
    }
  }

  private SimulatedSubtask subtaskOf(String camera) {
    for (int i = 0; i < subtasks.size(); i++) {
      if (new SubtaskKeys(i, subtasks.size(), MAX_PARALLELISM).has(camera)) {
        return subtasks.get(i);
      }
    }
    throw new AssertionError("no subtask has " + camera);
  }

  private void sendRecord() {
    if (plan.isControlled() && nextRecord < recordsWritten()) {
      PlannedRecord record = plan.control().get(nextRecord);
      nextRecord++;
      subtasks.forEach(subtask -> subtask.send(record));
    }
  }

  private void takeFrame(SimulatedSubtask subtask) throws Exception {
    // Records that are written in time are there before the frames that they are for.
    while (plan.isExact() && subtask.hasRecords()) {
      subtask.takeRecord();
    }
    subtask.takeFrame();
  }

  private void goOnWithCheckpoint() throws Exception {
    if (underWay == null) {
      underWay = new Checkpoint(next, nextRecord, subtasks.size());
      subtasks.forEach(SimulatedSubtask::sendBarrier);
      return;
    }
    for (int i = 0; i < subtasks.size(); i++) {
      if (underWay.parts[i] == null && subtasks.get(i).isAligned()) {
        try {
          underWay.parts[i] = subtasks.get(i).checkpoint();
        } catch (IllegalStateException e) {
          blame(subtasks.get(i), e);
          restart();
          return;
        }
        underWay.missing--;
        uncommitted.addAll(underWay.parts[i].written());
        break;
      }
    }
    if (underWay.missing == 0) {
      if (random.nextInt(8) > 0) {
        completed = underWay;
        committed.addAll(uncommitted);
        uncommitted = new ArrayList<>();
      }
      underWay = null;
    }
  }

  /** A job that is behind catches up before more time passes: none is behind for long. */
  private void passTime() {
    long soon = random.nextLong(SECOND / 20);
    long next = untilNextFrame();
    if (isIdle() && next > 0) {
      time.pass(Math.max(soon, next));
    } else if (time.passedMicros() - sentMicros < MOST_BEHIND && -next < MOST_BEHIND) {
      time.pass(soon);
    }
  }

  private long untilNextFrame() {
    long first = Long.MAX_VALUE;
    for (int partition = 0; partition < next.length; partition++) {
      List<PlannedFrame> frames = plan.partitions().get(partition);
      if (next[partition] < frames.size()) {
        first = Math.min(first, frames.get(next[partition]).writtenMicros());
      }
    }
    if (nextRecord < plan.control().size()) {
      first = Math.min(first, plan.control().get(nextRecord).writtenMicros());
    }
    return first == Long.MAX_VALUE ? 0 : first - time.passedMicros();
  }

  // ------------------------------------------------------------------ failures

  private void fail(SimulatedSubtask any) throws Exception {
    if (failuresLeft == 0) {
      return;
    }
    failuresLeft--;
    switch (random.nextInt(4)) {
      case 0 -> any.loseDevice();
      case 1 -> {
        // On another machine, where nothing is known of frames at which the job has failed.
        failedFrames = new FailedFrames();
        failures.clear();
        restart();
      }
      default -> restart();
    }
  }

  private void blame(SimulatedSubtask subtask, RuntimeException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof InferenceException) {
      return;
    }
    if (!(cause instanceof SimulatedEngine.Poisoned)) {
      throw new SimulationFailure("the job fails", failure);
    }
    Optional<TopicPosition> blamed = subtask.blamed(failure.getMessage());
    expect(blamed.isPresent(), "the job fails at a frame that is not in flight: %s", failure);
    int count = failures.merge(blamed.get(), 1, Integer::sum);
    expect(count <= FAILURES_OF_A_FRAME, "the job fails too often at %s", blamed.get());
  }

  private void restart() throws Exception {
    subtasks.forEach(SimulatedSubtask::end);
    underWay = null;
    uncommitted = new ArrayList<>();
    start();
  }
}
