package io.meshstream.vision.inference;

import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs each item by itself, in the thread that asks for it: best on a CPU, where items are what is
 * parallel and a larger batch gains nothing.
 *
 * <p>There are as many slots as items ever ran at the same time.
 */
final class DirectRunner implements ModelRunner {
  private final ModelSession session;
  private final Queue<DirectSlot> idle = new ConcurrentLinkedQueue<>();
  private final LongAdder runs = new LongAdder();

  DirectRunner(ModelSession session) {
    this.session = session;
    DirectSlot first = newSlot();
    first.binding.run(1);
    idle.add(first);
  }

  private DirectSlot newSlot() {
    return new DirectSlot(session.bind(Batching.off().sizes()));
  }

  @Override
  public Slot claim() {
    DirectSlot slot = idle.poll();
    return slot != null ? slot : newSlot();
  }

  @Override
  public String sha256() {
    return session.sha256();
  }

  @Override
  public RunCount count() {
    long count = runs.sum();
    return new RunCount(count, count);
  }

  /** Returns 0: no run is shared. */
  @Override
  public long runningNanos() {
    return 0;
  }

  @Override
  public void close() {
    for (DirectSlot slot = idle.poll(); slot != null; slot = idle.poll()) {
      slot.binding.close();
    }
    session.close();
  }

  /** A slot with buffers of its own, which is used again by whoever comes next. */
  private final class DirectSlot implements Slot {
    private final Binding binding;

    DirectSlot(Binding binding) {
      this.binding = binding;
    }

    @Override
    public FloatBuffer input() {
      return binding.input(0);
    }

    @Override
    public void run() {
      binding.run(1);
      runs.increment();
    }

    @Override
    public FloatBuffer output(String name) {
      return binding.output(name, 0);
    }

    @Override
    public void close() {
      idle.add(this);
    }
  }
}
