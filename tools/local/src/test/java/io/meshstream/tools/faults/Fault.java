package io.meshstream.tools.faults;

import io.meshstream.tools.cluster.BrokerProxy.Commits;
import java.time.Duration;

/** Something that befalls a cluster, or is done to the jobs that run on it. */
sealed interface Fault {

  /** What it is called in a report, without what one of its kind differs by from another. */
  String kind();

  /** Part of a cluster that is a process; of several TaskManagers, the one that has run longest. */
  enum Part {
    TASK_MANAGER("TaskManager"),
    JOB_MANAGER("JobManager"),
    BROKER("broker");

    private final String words;

    Part(String words) {
      this.words = words;
    }
  }

  /** Nothing happens. */
  record Calm() implements Fault {

    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A process is killed, as {@code kill -9} does, and another takes its place at once. */
  record Kill(Part part) implements Fault {

    @Override
    public String kind() {
      return "kill " + part.words;
    }
  }

  /** A process is told to end, and another takes its place. */
  record Restart(Part part) implements Fault {

    @Override
    public String kind() {
      return "restart " + part.words;
    }
  }

  /** A process stands still for a while. */
  record Freeze(Part part, Duration time) implements Fault {

    @Override
    public String kind() {
      return "freeze " + part.words;
    }
  }

  /** The jobs cannot reach the broker for a while. */
  record Unreachable(Duration time) implements Fault {

    @Override
    public String kind() {
      return "broker unreachable";
    }
  }

  /** Checkpoints cannot be written. */
  record FullDisk(Duration time) implements Fault {

    @Override
    public String kind() {
      return "disk full";
    }
  }

  /** Checkpoints take long to be written. */
  record SlowDisk(Duration time) implements Fault {

    @Override
    public String kind() {
      return "disk slow";
    }
  }

  /** Tasks fail: the topic of landmarks takes no record of the size that they have. */
  record TaskFailure() implements Fault {

    @Override
    public String kind() {
      return "task failure";
    }
  }

  /** Jobs take another parallelism while they run. */
  record Rescale(int parallelism) implements Fault {

    @Override
    public String kind() {
      return "rescale";
    }
  }

  /**
   * Jobs are stopped with a savepoint and go on from it.
   *
   * @param pause how long there is no job
   */
  record Restore(int parallelism, Duration pause) implements Fault {

    @Override
    public String kind() {
      return "stop and restore";
    }
  }

  /** Jobs of the release before are stopped, and this one's go on from there. */
  record Upgrade() implements Fault {

    @Override
    public String kind() {
      return "upgrade";
    }
  }

  /** All TaskManagers are killed between the moment a checkpoint is complete and its commit. */
  record KillInCommit(Commits held) implements Fault {

    @Override
    public String kind() {
      return "kill in commit";
    }
  }

  /**
   * The same, but they come back only when the broker has given the transactions up. The job is to
   * say so, and fail; an older checkpoint is restored.
   */
  record LostTransaction() implements Fault {

    @Override
    public String kind() {
      return "outage beyond the transaction time-out";
    }
  }

  /**
   * Another job is started under the name of the one that delivers exactly once, for a while. What
   * that costs is to be said, not lost unseen: then an older checkpoint is restored.
   */
  record SecondJob() implements Fault {

    @Override
    public String kind() {
      return "second job of the same name";
    }
  }
}
