package io.meshstream.bench;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that leaks what it is told to, a step at a time, to see that a leak is found. */
final class LeakingProcess implements AutoCloseable {

  private static final int HEAP_STEP = 2_000_000;
  private static final int DIRECT_STEP = 2_000_000;
  private static final int STEPS_OF_OTHERS = 2;

  private final Process process;
  private final BufferedReader answers;

  private LeakingProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static LeakingProcess start() throws IOException {
    return new LeakingProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LeakingProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Leaks by a step what each line of standard input names. */
  public static void main(String[] arguments) throws IOException {
    List<Object> leaked = new ArrayList<>();
    BufferedReader steps =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String step = steps.readLine(); step != null; step = steps.readLine()) {
      switch (step) {
        case "HEAP" -> leaked.add(new byte[HEAP_STEP]);
        case "DIRECT" -> leaked.add(ByteBuffer.allocateDirect(DIRECT_STEP));
        case "THREADS" -> {
          for (int i = 0; i < STEPS_OF_OTHERS; i++) {
            Thread thread = new Thread(LockSupport::park);
            thread.setDaemon(true);
            thread.start();
          }
        }
        case "HANDLES" -> {
          for (int i = 0; i < STEPS_OF_OTHERS; i++) {
            leaked.add(new FileInputStream("/dev/null"));
          }
        }
        default -> {
          // Nothing is leaked, but as much garbage made.
          byte[] garbage = new byte[HEAP_STEP];
          garbage[0] = 1;
        }
      }
      System.out.println(leaked.size());
    }
  }

  /** Has it leak by a step, and waits until it has. */
  void step(String what) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).write(what + "\n");
    process.outputWriter(StandardCharsets.UTF_8).flush();
    answers.readLine();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
