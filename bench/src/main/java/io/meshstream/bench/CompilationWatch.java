package io.meshstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Sees when the compilers of a Java process take much of a core, on a thread of its own: fifty
 * times a second it asks the kernel what their threads have taken. On Linux only. Thread-safe.
 */
final class CompilationWatch implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Of a core, during one period. */
  private static final double MUCH = 0.25;

  private final Path threads;
  private final MicroClock clock;
  private final Thread thread;
  private final List<TimeSpan> spans = new ArrayList<>();
  private volatile boolean closed;

  private CompilationWatch(long pid, MicroClock clock) {
    this.threads = Path.of("/proc", Long.toString(pid), "task");
    this.clock = clock;
    this.thread = new Thread(this::watch, "compilation-watch");
  }

  /** Begins to watch a process. */
  static CompilationWatch start(long pid, MicroClock clock) {
    CompilationWatch watch = new CompilationWatch(pid, clock);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      List<Path> compilers = compilers();
      long beginMicros = clock.micros();
      long before = nanos(compilers);
      while (!closed) {
        LockSupport.parkNanos(PERIOD_NANOS);
        long endMicros = clock.micros();
        long after = nanos(compilers);
        long micros = TimeUnit.NANOSECONDS.toMicros(after - before);
        if (micros > MUCH * (endMicros - beginMicros)) {
          add(new TimeSpan(beginMicros, endMicros));
        }
        beginMicros = endMicros;
        before = after;
      }
    } catch (IOException e) {
      // The process has ended, and nothing is late any more.
      closed = true;
    }
  }

  /** Those that there are by now: none is added once most is compiled. */
  private List<Path> compilers() throws IOException {
    List<Path> compilers = new ArrayList<>();
    try (Stream<Path> all = Files.list(threads)) {
      for (Path each : all.toList()) {
        Optional<String> name = ThreadTimes.text(each, "comm");
        if (name.isPresent() && name.get().matches("C[12] Compiler.*\\s*")) {
          compilers.add(each);
        }
      }
    }
    return compilers;
  }

  private static long nanos(List<Path> compilers) throws IOException {
    long nanos = 0;
    for (Path each : compilers) {
      Optional<String> taken = ThreadTimes.text(each, "schedstat");
      if (taken.isPresent()) {
        nanos += Long.parseLong(taken.get().split(" ", 2)[0]);
      }
    }
    return nanos;
  }

  private synchronized void add(TimeSpan span) {
    spans.add(span);
  }

  /** Returns when the compilers took much, so far. */
  synchronized List<TimeSpan> spans() {
    return List.copyOf(spans);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
