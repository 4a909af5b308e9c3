package io.meshstream.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.cluster.BrokerProxy.Commits;
import io.meshstream.tools.cluster.JobOutput;
import io.meshstream.tools.cluster.OutputDifference;
import io.meshstream.tools.cluster.ProcessSignal;
import io.meshstream.tools.faults.Fault.Part;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.Clip;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One plan, carried out: two jobs with the two deliveries work on the same frames while it happens,
 * and another one afterwards, to which nothing happens. For one thread.
 */
final class FaultRun implements AutoCloseable {

  private static final int PARTITIONS = 4;
  private static final Pattern PROCESSED = Pattern.compile("--processed (\\S+)");

  /**
   * How far ahead a change of settings is said, so that it falls on the same frame for all jobs.
   */
  private static final Duration AHEAD = Duration.ofSeconds(8);

  /** Which camera, counted from 0, has hands sought beside faces. */
  static final int WITH_HANDS = 1;

  private final Site site;
  private final FaultPlan plan;
  private final Path jar;

  private final CameraFleet cameras;
  private final DisturbedJob atLeastOnce;
  private final DisturbedJob exactlyOnce;
  private final List<FaultTime> times = new ArrayList<>();
  private final int jobManagersEndedBefore;

  /** The one that is started from now on: the release before, up to an upgrade. */
  private Path current;

  /**
   * Prepares a plan.
   *
   * @param clips what the cameras show
   * @param jar the job's
   * @param otherJar that of the release before, which a plan with an upgrade begins with
   */
  FaultRun(Site site, FaultPlan plan, List<Clip> clips, Path jar, Path otherJar) {
    this.site = site;
    this.plan = plan;
    this.jar = jar;
    this.current = plan.faults().contains(new Fault.Upgrade()) ? otherJar : jar;
    this.jobManagersEndedBefore = site.endedJobManagers();
    createTopics();
    this.cameras =
        new CameraFleet(
            server(),
            Output.frames(plan.name()),
            IntStream.range(0, plan.cameras()).mapToObj(i -> clips.get(i % clips.size())).toList(),
            plan.framesPerSecond(),
            Long.MAX_VALUE);
    this.atLeastOnce = new DisturbedJob(site, plan, Output.atLeastOnce(plan.name()));
    this.exactlyOnce = new DisturbedJob(site, plan, Output.exactlyOnce(plan.name()));
  }

  private String server() {
    return site.broker().bootstrapServers();
  }

  private void createTopics() {
    LocalBroker.createTopic(server(), Output.frames(plan.name()), PARTITIONS);
    LocalBroker.createTopic(
        server(),
        Output.control(plan.name()),
        1,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    for (Output output :
        List.of(
            Output.atLeastOnce(plan.name()),
            Output.exactlyOnce(plan.name()),
            Output.undisturbed(plan.name()))) {
      createTopics(output);
    }
  }

  private void createTopics(Output output) {
    LocalBroker.createTopic(server(), output.landmarks(), PARTITIONS);
    LocalBroker.createTopic(server(), output.deadLetters(), 1);
    LocalBroker.createTopic(server(), output.events(), 1);
  }

  /** Carries it out. */
  PlanReport run() throws Exception {
    for (DisturbedJob job : jobs()) {
      job.start(current, DisturbedJob.PARALLELISM, Optional.empty(), Map.of());
    }
    for (DisturbedJob job : jobs()) {
      job.awaitRunning();
    }
    cameras.start();
    awaitRecords(Instant.now());
    if (current.equals(jar)) {
      changeAll();
    }
    int half = (plan.faults().size() + 1) / 2;
    for (int i = 0; i < plan.faults().size(); i++) {
      if (i == half) {
        change("cam-01", CameraConfig.newBuilder().setMaxFaces(1).setDetections(true));
      }
      suffer(plan.faults().get(i));
    }
    cameras.stop();
    List<String> problems = new ArrayList<>();
    for (DisturbedJob job : jobs()) {
      LedgerReport ledger = ledger(job.output());
      if (!ledger.isBalanced()) {
        problems.add(job.output().delivery() + ": " + ledger);
      }
    }
    for (DisturbedJob job : jobs()) {
      job.cancel();
    }
    site.awaitNoThreadOfJobs();
    return compare(problems);
  }

  private List<DisturbedJob> jobs() {
    return List.of(atLeastOnce, exactlyOnce);
  }

  /** Waits until both jobs have answered frames since a time, and notes how long it took. */
  private void awaitRecords(Instant since) throws Exception {
    for (DisturbedJob job : jobs()) {
      job.awaitRecords(plan.cameras(), since, Site.PATIENCE);
    }
  }

  private void suffer(Fault fault) throws Exception {
    long begin = System.nanoTime();
    try {
      happen(fault);
      for (DisturbedJob job : jobs()) {
        job.awaitRunning();
      }
      Instant over = Instant.now();
      for (DisturbedJob job : jobs()) {
        job.awaitRecords(plan.cameras(), over, Site.PATIENCE);
        double seconds = (System.nanoTime() - begin) / 1e9;
        times.add(new FaultTime(fault.kind(), job.output().delivery(), seconds));
      }
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "at %s: %s%s"
              .formatted(
                  fault,
                  e.getMessage(),
                  cameras.failure().map(each -> "; cameras: " + each).orElse("")),
          e);
    }
  }

  private void happen(Fault fault) throws Exception {
    if (fault instanceof Fault.Kill kill) {
      site.replace(kill.part(), ProcessSignal.KILL);
      resumeWithoutMemory(kill.part());
    } else if (fault instanceof Fault.Restart restart) {
      site.replace(restart.part(), ProcessSignal.TERM);
      resumeWithoutMemory(restart.part());
    } else if (fault instanceof Fault.Freeze freeze) {
      site.freeze(freeze.part(), freeze.time());
    } else if (fault instanceof Fault.Unreachable unreachable) {
      site.broker().proxy().cut();
      Thread.sleep(unreachable.time().toMillis());
      site.broker().proxy().mend();
    } else if (fault instanceof Fault.FullDisk full) {
      site.disturbDisk("full", full.time());
    } else if (fault instanceof Fault.SlowDisk slow) {
      site.disturbDisk("slow", slow.time());
    } else if (fault instanceof Fault.TaskFailure) {
      failTasks();
    } else if (fault instanceof Fault.Rescale rescale) {
      for (DisturbedJob job : jobs()) {
        job.rescale(rescale.parallelism());
      }
    } else if (fault instanceof Fault.Restore restore) {
      restore(restore.parallelism(), restore.pause());
    } else if (fault instanceof Fault.Upgrade) {
      boolean isNewer = !current.equals(jar);
      current = jar;
      restore(DisturbedJob.PARALLELISM, Duration.ZERO);
      if (isNewer) {
        // Not before: an older version need not know the schema that settings have now.
        changeAll();
      }
    } else if (fault instanceof Fault.KillInCommit kill) {
      killInCommit(kill.held());
      site.startTaskManagers();
    } else if (fault instanceof Fault.LostTransaction) {
      loseTransaction();
    } else if (fault instanceof Fault.SecondJob) {
      runTwice();
    }
  }

  /**
   * A JobManager that nobody kept the jobs for has none: they are started from their checkpoints.
   */
  private void resumeWithoutMemory(Part part) throws Exception {
    if (part != Part.JOB_MANAGER || site.isHighlyAvailable()) {
      return;
    }
    site.await("TaskManagers come back", () -> site.cluster().freeSlots() > 0);
    for (DisturbedJob job : jobs()) {
      job.start(current, DisturbedJob.PARALLELISM, job.checkpoint(0), Map.of());
    }
  }

  private void failTasks() throws Exception {
    Map<DisturbedJob, Long> before = new HashMap<>();
    for (DisturbedJob job : jobs()) {
      job.awaitRunning();
      before.put(job, job.lastFailureMillis());
    }
    limitRecords(Optional.of("100"));
    for (DisturbedJob job : jobs()) {
      site.await("a task fails", () -> job.lastFailureMillis() > before.get(job));
    }
    limitRecords(Optional.empty());
  }

  private void limitRecords(Optional<String> bytes) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server()))) {
      Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
      for (DisturbedJob job : jobs()) {
        changes.put(
            new ConfigResource(ConfigResource.Type.TOPIC, job.output().landmarks()),
            List.of(
                new AlterConfigOp(
                    new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes.orElse("")),
                    bytes.isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE)));
      }
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private void restore(int parallelism, Duration pause) throws Exception {
    Map<DisturbedJob, String> savepoints = new HashMap<>();
    for (DisturbedJob job : jobs()) {
      savepoints.put(job, job.stop());
    }
    Thread.sleep(pause.toMillis());
    for (DisturbedJob job : jobs()) {
      job.start(current, parallelism, Optional.of(savepoints.get(job)), Map.of());
    }
  }

  private void killInCommit(Commits held) throws Exception {
    site.broker().proxy().hold(held);
    assertThat(site.broker().proxy().awaitHeld(Site.PATIENCE.toSeconds())).isTrue();
    site.killTaskManagers();
    site.broker().proxy().release();
  }

  private void loseTransaction() throws Exception {
    killInCommit(Commits.HOLD_REQUEST);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server()))) {
      site.await("the broker gives transactions up", () -> openTransactions(admin) == 0);
    }
    site.startTaskManagers();
    site.await("the job fails", () -> exactlyOnce.state().equals("FAILED"));
    repair();
  }

  /** Does what the job says when it fails for good, until it no longer does. */
  private void repair() throws Exception {
    String checkpoint = exactlyOnce.checkpoint(0).orElseThrow();
    while (exactlyOnce.state().equals("FAILED")) {
      Matcher processed = PROCESSED.matcher(exactlyOnce.lastFailure());
      assertThat(processed.find()).as(exactlyOnce.lastFailure()).isTrue();
      Repair.run(server(), exactlyOnce.output(), processed.group(1));
      exactlyOnce.start(current, DisturbedJob.PARALLELISM, Optional.of(checkpoint), Map.of());
      awaitRunningOrFailed();
    }
  }

  private void awaitRunningOrFailed() throws Exception {
    site.await(
        "the job runs or has failed for good",
        () -> exactlyOnce.hasWritten() || exactlyOnce.state().equals("FAILED"));
  }

  private void runTwice() throws Exception {
    Output again = exactlyOnce.output().again();
    createTopics(again);
    long before = exactlyOnce.lastFailureMillis();
    try (DisturbedJob second = new DisturbedJob(site, plan, again)) {
      try {
        String name = exactlyOnce.output().name();
        second.start(current, 1, Optional.empty(), Map.of("sink.transactional-id-prefix", name));
        site.await(
            "one of them fails",
            () -> exactlyOnce.lastFailureMillis() > before || second.lastFailureMillis() > 0);
      } finally {
        second.cancel();
      }
    }
    awaitRunningOrFailed();
    repair();
  }

  private long openTransactions(Admin admin) throws Exception {
    var ongoing = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
    return admin.listTransactions(ongoing).all().get().stream()
        .filter(each -> each.transactionalId().startsWith(exactlyOnce.output().name()))
        .count();
  }

  /** Says what holds for the cameras from a frame on that is still to come. */
  private void changeAll() throws Exception {
    change("*", CameraConfig.newBuilder().setMaxFaces(2));
    change(
        "cam-%02d".formatted(1 + WITH_HANDS),
        CameraConfig.newBuilder()
            .setHands(true)
            .setHandModel("lite")
            .setSeekHandsEveryWhileTracking(5));
  }

  /** Changes settings of cameras on a frame that is still to come. */
  private void change(String camera, CameraConfig.Builder config) throws Exception {
    CameraConfig complete =
        config
            .setCameraId(camera)
            .setFromCapturedAtMicros(
                TimeUnit.MILLISECONDS.toMicros(Instant.now().plus(AHEAD).toEpochMilli()))
            .build();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", server()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Output.control(plan.name()),
                  camera,
                  SingleObjectCodec.ofCameraConfigs().encode(complete)))
          .get();
    }
  }

  private LedgerReport ledger(Output output) {
    return new TopicLedger(
            Map.of("bootstrap.servers", server()),
            Output.frames(plan.name()),
            output.landmarks(),
            FrameFormat.AVRO,
            output.isolation())
        .read(Site.PATIENCE);
  }

  private PlanReport compare(List<String> problems) throws Exception {
    Output undisturbed = Output.undisturbed(plan.name());
    Map<String, String> options = new HashMap<>(plan.options());
    options.put("frames.bounded", "true");
    FaceMeshJob.main(undisturbed.options(server(), options).toArray(String[]::new));
    JobOutput expected = output(undisturbed);
    assertThat(expected.events()).isNotEmpty();
    Map<String, OutputDifference> differences = new HashMap<>();
    for (DisturbedJob job : jobs()) {
      OutputDifference difference = OutputDifference.between(output(job.output()), expected);
      differences.put(job.output().delivery(), difference);
      if (!difference.isNone(job == atLeastOnce)) {
        problems.add(job.output().delivery() + ": " + difference);
      }
    }
    return new PlanReport(
        plan, times, differences, site.endedJobManagers() - jobManagersEndedBefore, problems);
  }

  private JobOutput output(Output output) throws Exception {
    return JobOutput.read(server(), output.landmarks(), output.events(), output.isolation());
  }

  /** Ends what runs still. */
  @Override
  public void close() throws IOException {
    cameras.close();
    for (DisturbedJob job : jobs()) {
      job.close();
      try {
        job.cancel();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a job was cancelled");
      }
    }
  }
}
