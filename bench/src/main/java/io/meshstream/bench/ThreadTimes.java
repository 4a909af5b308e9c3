package io.meshstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the threads of a process with the job have taken of processors so far, and how often they
 * were woken, by what they are for. On Linux only: it is the kernel that knows.
 *
 * @param nanos processor time of each kind of thread
 * @param wakeUps how often threads of each kind gave the processor up to wait for something
 */
record ThreadTimes(Map<Kind, Long> nanos, Map<Kind, Long> wakeUps) {

  /** What threads are for; the kernel cuts their names after 15 characters. */
  enum Kind {
    VISION("vision", "meshstream-visi"),
    TRACKING("tracking task", "tracking"),
    SOURCE("source task", "Source: frames"),
    FETCHER("Kafka fetcher", "Source Data Fet|kafka-coordinat"),
    PRODUCER("Kafka producer", "kafka-producer-"),
    TIMER("frame timer", "meshstream-time"),
    RPC("RPC, checkpoints", "flink-|jobmanager-|AsyncOperations|Checkpoint"),
    GC("garbage collection", "GC Thread|G1 |VM Thread"),
    COMPILER("compilation", "C[12] Compiler|Sweeper thread"),
    OTHER("other", "");

    private final String text;
    private final String beginnings;

    Kind(String text, String beginnings) {
      this.text = text;
      this.beginnings = beginnings;
    }

    private static Kind of(String thread) {
      return Stream.of(values())
          .filter(kind -> thread.matches("(" + kind.beginnings + ").*"))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Reads what a process has taken; of threads that have ended, nothing. */
  static ThreadTimes of(long pid) throws IOException {
    Map<Kind, Long> nanos = new EnumMap<>(Kind.class);
    Map<Kind, Long> wakeUps = new EnumMap<>(Kind.class);
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        Optional<String> name = text(thread, "comm");
        Optional<String> taken = text(thread, "schedstat");
        Optional<String> status = text(thread, "status");
        if (name.isPresent() && taken.isPresent() && status.isPresent()) {
          Kind kind = Kind.of(name.get().strip());
          nanos.merge(kind, Long.valueOf(taken.get().split(" ", 2)[0]), Long::sum);
          wakeUps.merge(kind, waits(status.get()), Long::sum);
        }
      }
    }
    return new ThreadTimes(nanos, wakeUps);
  }

  /** Returns what the kernel says of a thread; nothing if it has ended, as some do any time. */
  static Optional<String> text(Path thread, String file) throws IOException {
    try {
      return Optional.of(Files.readString(thread.resolve(file)));
    } catch (IOException e) {
      if (Files.exists(thread)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static long waits(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Returns what has been taken since an earlier reading. */
  ThreadTimes since(ThreadTimes before) {
    return new ThreadTimes(minus(nanos, before.nanos), minus(wakeUps, before.wakeUps));
  }

  private static Map<Kind, Long> minus(Map<Kind, Long> after, Map<Kind, Long> before) {
    Map<Kind, Long> difference = new EnumMap<>(after);
    before.forEach((kind, value) -> difference.merge(kind, -value, Long::sum));
    return difference;
  }
}
