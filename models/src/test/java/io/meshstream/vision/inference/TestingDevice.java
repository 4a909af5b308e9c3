package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that doubles its input and adds one, as slowly as the test wants: while it is held, runs
 * wait.
 */
final class TestingDevice {
  private final int capacity;
  private final Semaphore gate = new Semaphore(0);
  private final AtomicInteger running = new AtomicInteger();
  private final List<List<Float>> runs = new ArrayList<>();
  private volatile boolean held;
  private volatile RuntimeException failure;
  private int bindings;
  private int closed;

  TestingDevice(int capacity) {
    this.capacity = capacity;
  }

  /** From now on runs wait, each for one {@link #letOneRun}. */
  void hold() {
    held = true;
  }

  void letOneRun() {
    gate.release();
  }

  /** Lets all runs pass, those that wait and those to come. */
  void letAllRun() {
    held = false;
    gate.release(1_000_000);
  }

  /** From now on runs fail, or succeed again if it is null. */
  void fail(RuntimeException newFailure) {
    failure = newFailure;
  }

  /** Whether a run is waiting or under way. */
  boolean isBusy() {
    return running.get() > 0;
  }

  /** The inputs of each run so far. */
  synchronized List<List<Float>> runs() {
    return List.copyOf(runs);
  }

  synchronized void forgetRuns() {
    runs.clear();
  }

  synchronized int openBindings() {
    return bindings - closed;
  }

  synchronized Binding bind() {
    bindings++;
    return new TestingBinding();
  }

  private synchronized void note(List<Float> run) {
    runs.add(run);
  }

  private synchronized void noteClosed() {
    closed++;
  }

  private final class TestingBinding implements Binding {
    private final FloatBuffer inputs = FloatBuffer.allocate(capacity);
    private final FloatBuffer outputs = FloatBuffer.allocate(capacity);

    @Override
    public FloatBuffer input(int item) {
      return inputs.slice(item, 1);
    }

    @Override
    public FloatBuffer output(String name, int item) {
      return outputs.slice(item, 1);
    }

    @Override
    public void run(int items) {
      assertThat(running.incrementAndGet()).as("runs at the same time").isEqualTo(1);
      try {
        if (held) {
          gate.acquireUninterruptibly();
        }
        if (failure != null) {
          throw failure;
        }
        List<Float> run = new ArrayList<>();
        for (int item = 0; item < items; item++) {
          run.add(inputs.get(item));
          outputs.put(item, 2 * inputs.get(item) + 1);
        }
        note(run);
      } finally {
        running.decrementAndGet();
      }
    }

    @Override
    public void close() {
      noteClosed();
    }
  }
}
