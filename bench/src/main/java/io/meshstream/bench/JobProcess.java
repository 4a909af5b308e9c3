package io.meshstream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@link JobServer} in a process of its own, with a heap of its own, whose job is that of this
 * class path unless the system property {@value #CLASS_PATH} names another. For one thread.
 */
final class JobProcess implements AutoCloseable {

  /** System property: the class path of the job that is measured. */
  static final String CLASS_PATH = "meshstream.bench.job-class-path";

  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration CANCELLING = Duration.ofSeconds(20);
  private static final int ENDING_SECONDS = 25;

  private final ScratchFolder folder;
  private final Process process;
  private final FlinkWeb web;

  private JobProcess(ScratchFolder folder, Process process, FlinkWeb web) {
    this.folder = folder;
    this.process = process;
    this.web = web;
  }

  /**
   * Starts it and waits until the cluster serves.
   *
   * @param heap its largest heap, as in {@code -Xmx}
   * @param slots how many subtasks of an operator it can run
   * @param log the file that it logs to
   */
  static JobProcess start(String heap, int slots, Path log) throws IOException {
    return start(List.of(), heap, slots, log);
  }

  /** Returns the class path of the job that is measured unless told otherwise. */
  static String classPath() {
    return System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
  }

  /**
   * Starts it by another program, such as {@code taskset}, and waits until the cluster serves.
   *
   * @param launcher the program and its arguments, which the command of the process follows
   */
  static JobProcess start(List<String> launcher, String heap, int slots, Path log)
      throws IOException {
    return start(launcher, classPath(), heap, slots, log);
  }

  /** Does the same with the job of a class path. */
  static JobProcess start(List<String> launcher, String classPath, String heap, int slots, Path log)
      throws IOException {
    ScratchFolder folder = ScratchFolder.create();
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            Safepoints.option(safepoints(folder)),
            // As our images start it, and else as Flink's own scripts and configuration do.
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseG1GC",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder.path(),
            "-Djava.awt.headless=true",
            "-Dmeshstream.log=" + log,
            "-cp",
            classPath,
            JobServer.class.getName(),
            Integer.toString(slots)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String address = new BufferedReader(process.inputReader()).readLine();
    if (address == null) {
      folder.close();
      throw new IOException("the job's process ended before its cluster served");
    }
    return new JobProcess(folder, process, new FlinkWeb(URI.create(address)));
  }

  /**
   * Submits the job and waits until the cluster has it.
   *
   * @param arguments Flink's options, {@code -Dkey=value}, and the job's, {@code --key=value}
   * @return its id
   */
  String submit(List<String> arguments) throws IOException {
    OutputStream jobs = process.getOutputStream();
    jobs.write((String.join("\t", arguments) + "\n").getBytes(StandardCharsets.UTF_8));
    jobs.flush();
    long end = System.nanoTime() + STARTING.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException("the job's process ended, see above for why");
      }
      List<String> running = jobs();
      if (!running.isEmpty()) {
        return running.get(0);
      }
      Pause.millis(100);
    }
    throw new IOException("the job is not there after " + STARTING.toSeconds() + " s");
  }

  private List<String> jobs() throws IOException {
    try {
      return web.jobs();
    } catch (ConnectException e) {
      return List.of();
    }
  }

  /** Cancels the job; returns whether it has ended. */
  boolean cancel(String job) throws IOException {
    web.cancel(job);
    long end = System.nanoTime() + CANCELLING.toNanos();
    while (!web.jobs().isEmpty()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Pause.millis(100);
    }
    return true;
  }

  FlinkWeb web() {
    return web;
  }

  private static Path safepoints(ScratchFolder folder) {
    return folder.path().resolve("safepoints.log");
  }

  /** Returns when all of its threads stood still. */
  List<TimeSpan> safepoints(MicroClock clock) throws IOException {
    return Safepoints.read(safepoints(folder), clock);
  }

  /** Returns the processor time that the process has taken so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } finally {
      folder.close();
    }
  }
}
