package io.meshstream.face.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The process's ONNX Runtime, without its telemetry.
 *
 * <p>Since 1.29 the runtime collects telemetry unless it is told otherwise, and begins with regular
 * expressions over the command line of the process, which recurse for every character. From some 4
 * kB on, which a class path soon takes, they overflow the stack of an ordinary Java thread, and the
 * process dies without a word. So the runtime starts on a thread whose stack is large enough for
 * any command line; the system gives it memory only as far as it is used.
 */
final class OnnxEnvironment {
  private static final long STACK_BYTES = 512L << 20;

  private static OrtEnvironment environment;

  private OnnxEnvironment() {}

  /**
   * Starts the runtime, if it has not been started.
   *
   * @throws IllegalStateException if its native library cannot be loaded
   */
  static synchronized OrtEnvironment get() {
    if (environment == null) {
      environment = startOnLargeStack();
    }
    return environment;
  }

  private static OrtEnvironment startOnLargeStack() {
    FutureTask<OrtEnvironment> start = new FutureTask<>(OnnxEnvironment::start);
    new Thread(null, start, "meshstream-onnxruntime-start", STACK_BYTES).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return start.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException(
              "ONNX Runtime: its native library cannot be loaded (expected: a 64-bit Linux, macOS"
                  + " or Windows, and one class loader for ai.onnxruntime); on a Flink cluster put"
                  + " the onnxruntime jar into Flink's lib folder, not into the job's jar",
              e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static OrtEnvironment start() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    return environment;
  }
}
