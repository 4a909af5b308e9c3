package io.meshstream.tools.gateway;

import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The command, on a thread of its own, until it ends or is told to. */
final class RunningGateway implements AutoCloseable {

  /** Longer than anything takes; only a test that fails waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<Integer> exitCode;

  RunningGateway(String... arguments) {
    CommandLine line = TestingCommandLine.of(new GatewayCommand(stop), out, err);
    this.exitCode = thread.submit(() -> line.execute(arguments));
  }

  /** Waits until it ends by itself. */
  int exitCode() throws Exception {
    return exitCode.get(2, TimeUnit.MINUTES);
  }

  /** Tells it to stop, as Ctrl-C does, and waits until it has. */
  int stop() throws Exception {
    stop.raise();
    return exitCode();
  }

  /** Waits until it has said something, which is before it ends. */
  void awaitOut(String text) throws Exception {
    awaitOutLike(Pattern.quote(text));
  }

  /** Waits until it has said something of this pattern, which is before it ends. */
  void awaitOutLike(String pattern) throws Exception {
    Pattern wanted = Pattern.compile(pattern);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.matcher(out()).find()) {
      try {
        throw new AssertionError("ended with " + exitCode.get(50, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        if (System.nanoTime() > end) {
          throw new AssertionError("said: " + out() + " (expected: " + pattern + ")", e);
        }
      }
    }
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  @Override
  public void close() {
    stop.raise();
    thread.shutdown();
    // Until then the virtual machine of the tests would not end.
    stop.end();
  }
}
