package io.meshstream.tools.cluster;

import java.io.IOException;
import java.util.List;

/** A signal that a process is sent. */
public enum ProcessSignal {
  /** Ends at once, as {@code kill -9} does. */
  KILL,
  /** Ends in order. */
  TERM,
  /** Stands still, and knows nothing of it. */
  STOP,
  /** Goes on. */
  CONT;

  /** Sends it. */
  public void send(Process process) throws IOException, InterruptedException {
    // The shell's own: not every machine has a program of this name.
    new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name(), process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Kills processes with all that they have started, and waits until they have ended. */
  static void end(List<Process> processes) {
    for (Process process : processes) {
      // What is started by another program would live on without it.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    processes.forEach(process -> process.onExit().join());
  }
}
