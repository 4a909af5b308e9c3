package io.meshstream.vision.inference;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Gathers the items of many threads into runs of a model, for devices that take hardly longer for
 * many items than for one.
 *
 * <p>An item goes through claim, fill, commit, wait and release. Claiming gives it a place in the
 * newest batch, so threads fill their parts of one buffer side by side and nothing is copied. The
 * first to commit leads the batch: it waits until the batch is full, until its oldest item has
 * waited as long as it may, or until by the {@link Attendance} nobody is on the way who could bring
 * one more; then it runs it in its own thread, and wakes the others. There is no thread here that
 * would have to be started or stopped.
 *
 * <p>Batches run one at a time, in the order in which they were begun. While one runs, the next
 * goes on filling, even past its time. It is fair: who claims first runs first, and a thread has
 * one item here at a time.
 *
 * <p>Back-pressure: when the device is behind, the buffers of all batches are in use and {@link
 * #claim} waits for one. A thread that waits so holds no place that another would need, so that
 * cannot last.
 *
 * <p>Waiting threads do not react to interruption, for the device writes into memory they share:
 * every wait ends when the device has done its runs.
 */
final class Batcher implements ModelRunner {
  /** One that fills, one that runs, and one whose results are being read. */
  private static final int MOST_BATCHES = 3;

  private final String sha256;
  private final Supplier<Binding> bindings;
  private final Runnable closer;
  private final Batching batching;
  private final Attendance attendance;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition recycled = lock.newCondition();

  // All below, and all of a batch but its buffers, is guarded by the lock.
  private final List<Batch> all = new ArrayList<>();
  private final Deque<Batch> idle = new ArrayDeque<>();

  /** The batches that have items and have not run to their end, oldest first. */
  private final Deque<Batch> line = new ArrayDeque<>();

  private long runs;
  private long items;

  /**
   * Makes a batcher and runs each batch size once, which is when a device gets ready for it.
   *
   * @param sha256 hash of the model's file
   * @param bindings makes buffers for the largest batch
   * @param closer frees the model
   * @param batching how items become batches
   * @param attendance who is at work with this model and others, each of whom has one item at most;
   *     where threads help somebody it may be more, and a run may start without the items of others
   */
  Batcher(
      String sha256,
      Supplier<Binding> bindings,
      Runnable closer,
      Batching batching,
      Attendance attendance) {
    this.sha256 = sha256;
    this.bindings = bindings;
    this.closer = closer;
    this.batching = batching;
    this.attendance = attendance;
    Batch first = newBatch();
    batching.sizes().forEach(first.binding::run);
    idle.add(first);
    attendance.listen(this::everybodyWaits);
  }

  /** Called by threads that hold no batcher's lock, so that two never wait for each other. */
  private void everybodyWaits() {
    lock.lock();
    try {
      Batch first = line.peek();
      if (first != null) {
        first.progress.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private Batch newBatch() {
    Batch batch = new Batch(bindings.get());
    all.add(batch);
    return batch;
  }

  @Override
  public Slot claim() {
    lock.lock();
    try {
      Batch batch = openBatch();
      batch.claimed++;
      return new BatchSlot(batch, batch.claimed - 1);
    } finally {
      lock.unlock();
    }
  }

  private Batch openBatch() {
    while (true) {
      Batch newest = line.peekLast();
      if (newest != null && newest.takesMore()) {
        return newest;
      }
      Batch next = idle.poll();
      if (next == null && all.size() < MOST_BATCHES) {
        next = newBatch();
      }
      if (next != null) {
        next.dueNanos = System.nanoTime() + batching.delay().toNanos();
        line.add(next);
        return next;
      }
      recycled.awaitUninterruptibly();
    }
  }

  /** Takes the batch out of the line, so that it is the turn of the one behind it. */
  private void endTurn(Batch batch) {
    line.remove(batch);
    Batch next = line.peek();
    if (next != null) {
      next.progress.signal();
    }
  }

  private void recycle(Batch batch) {
    batch.reset();
    idle.add(batch);
    // All of them: one will begin the batch, and others find a place in it.
    recycled.signalAll();
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public RunCount count() {
    lock.lock();
    try {
      return new RunCount(runs, items);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long runningNanos() {
    lock.lock();
    try {
      Batch first = line.peek();
      return first == null || !first.running ? 0 : System.nanoTime() - first.startNanos;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    all.forEach(batch -> batch.binding.close());
    closer.run();
  }

  /** Items that run together. */
  private final class Batch {
    private final Binding binding;

    /** Tells the leader that it may be time to run. */
    private final Condition progress = lock.newCondition();

    /** Tells the others that the run is over. */
    private final Condition end = lock.newCondition();

    private long dueNanos;
    private long startNanos;
    private int claimed;
    private int committed;
    private int abandoned;
    private int released;
    private boolean led;
    private boolean running;
    private boolean done;
    private Throwable failure;

    Batch(Binding binding) {
      this.binding = binding;
    }

    private void reset() {
      claimed = 0;
      committed = 0;
      abandoned = 0;
      released = 0;
      led = false;
      running = false;
      done = false;
      failure = null;
    }

    /** A batch that is about to run takes nobody in, or it might wait for late fillers for ever. */
    private boolean takesMore() {
      return !running && !isFull() && !(isFirst() && nanosLeft() <= 0);
    }

    private boolean isFull() {
      return claimed == batching.largest();
    }

    private boolean isFirst() {
      return line.peek() == this;
    }

    private boolean isFilled() {
      return committed + abandoned == claimed;
    }

    private long nanosLeft() {
      return dueNanos - System.nanoTime();
    }

    private void commit() {
      committed++;
      if (led) {
        progress.signal();
        awaitEnd();
      } else {
        led = true;
        awaitTurn();
        runAll();
      }
    }

    private void awaitEnd() {
      while (!done) {
        end.awaitUninterruptibly();
      }
    }

    private void awaitTurn() {
      boolean interrupted = false;
      while (!isFirst() || !isFilled() || isWorthWaiting()) {
        if (isFirst() && isFilled()) {
          interrupted |= awaitProgress(nanosLeft());
        } else {
          progress.awaitUninterruptibly();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean isWorthWaiting() {
      return !isFull() && nanosLeft() > 0 && !attendance.isComplete();
    }

    /** Tells whether the wait was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // It is, in the caller.
    private boolean awaitProgress(long nanos) {
      try {
        long unused = progress.awaitNanos(nanos);
        return false;
      } catch (InterruptedException e) {
        return true;
      }
    }

    /** Runs without the lock, so that the next batch can fill. */
    private void runAll() {
      running = true;
      startNanos = System.nanoTime();
      int count = claimed;
      Throwable problem = null;
      lock.unlock();
      try {
        binding.run(count);
      } catch (RuntimeException | Error e) {
        problem = e;
      } finally {
        lock.lock();
      }
      failure = problem;
      done = true;
      runs++;
      items += committed;
      endTurn(this);
      end.signalAll();
    }

    private void abandon() {
      abandoned++;
      if (abandoned == claimed) {
        endTurn(this);
        recycle(this);
      } else {
        progress.signal();
      }
    }

    private void release() {
      released++;
      if (released + abandoned == claimed) {
        recycle(this);
      }
    }
  }

  /** One item of a batch. */
  private final class BatchSlot implements Slot {
    private final Batch batch;
    private final int item;
    private boolean committed;
    private boolean closed;

    BatchSlot(Batch batch, int item) {
      this.batch = batch;
      this.item = item;
    }

    @Override
    public FloatBuffer input() {
      return batch.binding.input(item);
    }

    @Override
    public void run() {
      if (committed || closed) {
        throw new IllegalStateException("slot: used already (expected: one run for each claim)");
      }
      committed = true;
      Throwable failure;
      attendance.beginWait();
      lock.lock();
      try {
        batch.commit();
        failure = batch.failure;
      } finally {
        lock.unlock();
        attendance.endWait();
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw new InferenceException(failure.getMessage(), failure);
      }
    }

    @Override
    public FloatBuffer output(String name) {
      return batch.binding.output(name, item);
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      lock.lock();
      try {
        if (committed) {
          batch.release();
        } else {
          batch.abandon();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
