package io.meshstream.tools.faults;

import io.meshstream.tools.cluster.BrokerProxy.Commits;
import io.meshstream.tools.faults.Fault.Calm;
import io.meshstream.tools.faults.Fault.Freeze;
import io.meshstream.tools.faults.Fault.FullDisk;
import io.meshstream.tools.faults.Fault.Kill;
import io.meshstream.tools.faults.Fault.KillInCommit;
import io.meshstream.tools.faults.Fault.LostTransaction;
import io.meshstream.tools.faults.Fault.Part;
import io.meshstream.tools.faults.Fault.Rescale;
import io.meshstream.tools.faults.Fault.Restart;
import io.meshstream.tools.faults.Fault.Restore;
import io.meshstream.tools.faults.Fault.SecondJob;
import io.meshstream.tools.faults.Fault.SlowDisk;
import io.meshstream.tools.faults.Fault.TaskFailure;
import io.meshstream.tools.faults.Fault.Unreachable;
import io.meshstream.tools.faults.Fault.Upgrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** The plans that are carried out. */
final class FaultPlans {

  private static final int FAULTS_OF_A_PLAN = 12;

  private static final Map<String, String> UNALIGNED =
      Map.of(
          "execution.checkpointing.unaligned.enabled", "true",
          "execution.checkpointing.aligned-checkpoint-timeout", "0 ms");

  /** The faults that a random plan is made of; one that stands twice comes twice as often. */
  private static final List<Function<Random, Fault>> RANDOM =
      List.of(
          random -> new Kill(Part.TASK_MANAGER),
          random -> new Kill(Part.TASK_MANAGER),
          random -> new Kill(Part.JOB_MANAGER),
          random -> new Kill(Part.BROKER),
          random -> new Restart(Part.TASK_MANAGER),
          random -> new Restart(Part.JOB_MANAGER),
          random -> new Restart(Part.BROKER),
          // Shorter, and longer, than others wait for a sign of life.
          random -> new Freeze(Part.TASK_MANAGER, seconds(random, 2, 15)),
          random -> new Freeze(Part.JOB_MANAGER, seconds(random, 2, 15)),
          random -> new Freeze(Part.BROKER, seconds(random, 2, 10)),
          random -> new Unreachable(seconds(random, 2, 15)),
          random -> new FullDisk(seconds(random, 2, 6)),
          random -> new SlowDisk(seconds(random, 4, 10)),
          random -> new TaskFailure(),
          random -> new Rescale(1 + random.nextInt(3)),
          random -> new Rescale(1 + random.nextInt(3)),
          random -> new Restore(1 + random.nextInt(3), seconds(random, 0, 3)),
          random -> new Upgrade(),
          random -> new KillInCommit(Commits.HOLD_REQUEST),
          random -> new KillInCommit(Commits.HOLD_ANSWER));

  private FaultPlans() {}

  /** A fault of most kinds, once each. */
  static List<FaultPlan> few() {
    return List.of(
        FaultPlan.of(
            "few",
            new Kill(Part.TASK_MANAGER),
            new Rescale(1),
            new KillInCommit(Commits.HOLD_REQUEST),
            new Unreachable(Duration.ofSeconds(2)),
            new Kill(Part.JOB_MANAGER),
            new Rescale(3),
            new Restore(2, Duration.ofSeconds(1)),
            new Kill(Part.BROKER),
            new FullDisk(Duration.ofSeconds(2)),
            new TaskFailure()));
  }

  /**
   * All kinds of faults, again and again.
   *
   * @param faults how many at least
   * @param seed what those that are left to chance follow from
   */
  static List<FaultPlan> many(int faults, long seed) {
    List<FaultPlan> plans = new ArrayList<>(special());
    Random random = new Random(seed);
    int count = plans.stream().mapToInt(plan -> plan.faults().size()).sum();
    for (int i = 1; count < faults; i++) {
      plans.add(random("random-" + i, random));
      count += FAULTS_OF_A_PLAN;
    }
    plans.add(
        FaultPlan.of(
                "no-ha",
                new Kill(Part.JOB_MANAGER),
                new Kill(Part.TASK_MANAGER),
                new Kill(Part.JOB_MANAGER))
            .withoutHighAvailability());
    return plans;
  }

  private static List<FaultPlan> special() {
    return List.of(
        FaultPlan.of("calm", new Calm()),
        FaultPlan.of(
                "unaligned",
                new Kill(Part.TASK_MANAGER),
                new KillInCommit(Commits.HOLD_ANSWER),
                new SlowDisk(Duration.ofSeconds(5)),
                new Kill(Part.TASK_MANAGER),
                new Rescale(3),
                new Kill(Part.TASK_MANAGER))
            .withConfiguration(UNALIGNED),
        FaultPlan.of(
                "long-stop",
                new Restore(2, Duration.ofSeconds(12)),
                new Restore(3, Duration.ofSeconds(12)))
            .withOptions(Map.of("state.ttl", "4 s")),
        FaultPlan.of("lost-transaction", new LostTransaction(), new Kill(Part.TASK_MANAGER))
            .withOptions(Map.of("sink.transaction-timeout", "8 s")),
        FaultPlan.of(
            "upgrade",
            new Kill(Part.TASK_MANAGER),
            new Upgrade(),
            new KillInCommit(Commits.HOLD_REQUEST)),
        FaultPlan.of("name-twice", new SecondJob(), new Kill(Part.TASK_MANAGER)),
        FaultPlan.of(
                "often",
                new Kill(Part.TASK_MANAGER),
                new KillInCommit(Commits.HOLD_REQUEST),
                new SlowDisk(Duration.ofSeconds(4)))
            .withConfiguration(Map.of("execution.checkpointing.interval", "200 ms")),
        FaultPlan.of(
                "cameras-1000",
                new Kill(Part.TASK_MANAGER),
                new Rescale(3),
                // What is sent meanwhile is caught up with.
                new Restore(2, Duration.ofSeconds(20)),
                new Kill(Part.JOB_MANAGER))
            .withCameras(1_000, 0.04),
        FaultPlan.of(
                "cameras-5000", new Kill(Part.TASK_MANAGER), new KillInCommit(Commits.HOLD_ANSWER))
            .withCameras(5_000, 0.008));
  }

  private static FaultPlan random(String name, Random random) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < FAULTS_OF_A_PLAN; i++) {
      faults.add(RANDOM.get(random.nextInt(RANDOM.size())).apply(random));
    }
    FaultPlan plan = FaultPlan.of(name, faults.toArray(Fault[]::new));
    return random.nextInt(4) == 0 ? plan.withConfiguration(UNALIGNED) : plan;
  }

  private static Duration seconds(Random random, int from, int to) {
    return Duration.ofSeconds(from + random.nextInt(to - from + 1));
  }
}
