package io.meshstream.vision;

import io.meshstream.vision.inference.Attendance;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.ModelSession;
import io.meshstream.vision.inference.ModelStore;
import io.meshstream.vision.inference.RunCount;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Models on one device, shared by all threads; one set is enough for a process.
 *
 * <p>A model is loaded, and run once to warm it up, for the first {@link Task} that needs it. The
 * set ends when it has been closed and the last {@link Lease} has ended: only then are the models
 * unloaded, so whoever runs a frame that others may give up on takes a lease for it.
 *
 * <p>Thread-safe.
 */
public final class ModelSet implements AutoCloseable {
  private final ModelStore store;
  private final Device device;
  private final Batching batching;
  private final Map<ModelDescriptor, ModelRunner> detectors = new ConcurrentHashMap<>();
  private final Map<ModelDescriptor, ModelRunner> landmarkers = new ConcurrentHashMap<>();
  private final Map<ModelDescriptor, ModelRunner> detailModels = new ConcurrentHashMap<>();

  /** Those who have a lease. */
  private final Attendance attendance = new Attendance();

  private final Object use = new Object();

  // Guarded by use.
  private int leases;
  private boolean closed;

  private ModelSet(ModelStore store, Device device, Batching batching) {
    this.store = store;
    this.device = device;
    this.batching = batching;
  }

  /** Opens a set of the bundled models for the CPU. */
  public static ModelSet open() {
    return open(ModelStore.bundled(), Device.cpu(), Batching.off());
  }

  /**
   * Opens a set; models are loaded when a task needs them.
   *
   * @param store where the models come from
   * @param device what they run on
   * @param batching whether items of frames that run at the same time share runs of a model; then a
   *     thread that runs a frame mostly waits, so it takes more threads than batches have items to
   *     fill them. Where each frame has a lease, a run waits for no others once all are in it
   */
  public static ModelSet open(ModelStore store, Device device, Batching batching) {
    return new ModelSet(store, device, batching);
  }

  /** Checks that the set's store has some models, and only such. */
  void requireOnly(Collection<ModelDescriptor> known) {
    store.requireOnly(known);
  }

  /** Tells whether the set's store has a model of its own for a descriptor. */
  boolean brings(ModelDescriptor model) {
    return store.has(model);
  }

  /** Returns a model that detects in whole pictures; loads it if need be. */
  ModelRunner detector(ModelDescriptor model) {
    return detectors.computeIfAbsent(model, each -> load(each, batching));
  }

  /** Returns a model that reads landmarks of regions; loads it if need be. */
  ModelRunner landmarker(ModelDescriptor model) {
    return landmarkers.computeIfAbsent(model, each -> load(each, batching));
  }

  /**
   * Returns a model that computes something from landmarks; loads it if need be.
   *
   * <p>On a CPU it is run for each item alone: matrix products of several items round otherwise
   * than those of one, and what a face is must not depend on what ran beside it.
   */
  ModelRunner detailModel(ModelDescriptor model) {
    Batching suitable = device.kind() == Device.Kind.CPU ? Batching.off() : batching;
    return detailModels.computeIfAbsent(model, each -> load(each, suitable));
  }

  private ModelRunner load(ModelDescriptor model, Batching suitable) {
    synchronized (use) {
      requireOpen();
    }
    return ModelSession.open(store, model, device.flavour(), device).runner(suitable, attendance);
  }

  /** Counts the runs so far, for all tasks that share the models. */
  public ModelRuns runs() {
    return new ModelRuns(sum(detectors), sum(landmarkers));
  }

  private static RunCount sum(Map<ModelDescriptor, ModelRunner> models) {
    return models.values().stream()
        .map(ModelRunner::count)
        .reduce(new RunCount(0, 0), RunCount::plus);
  }

  /**
   * Tells how long the run of a model has been going on that frames share at the moment; zero when
   * none is.
   */
  public Duration longestRun() {
    return Duration.ofNanos(runners().mapToLong(ModelRunner::runningNanos).max().orElse(0));
  }

  private Stream<ModelRunner> runners() {
    return Stream.of(detectors, landmarkers, detailModels)
        .flatMap(models -> models.values().stream());
  }

  /**
   * Keeps the models loaded until the lease ends, also when the set is closed meanwhile; and says
   * that a frame is on its way, for which a run of a model may wait.
   *
   * @throws IllegalStateException if the set is closed
   */
  public Lease lease() {
    synchronized (use) {
      requireOpen();
      leases++;
    }
    attendance.join();
    return new Lease();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("model set: closed (expected: open); open another");
    }
  }

  /** Ends the set; unloads the models, or leaves that to the last lease. Later calls do nothing. */
  @Override
  public void close() {
    synchronized (use) {
      if (closed) {
        return;
      }
      closed = true;
      if (leases > 0) {
        return;
      }
    }
    unload();
  }

  private void unload() {
    runners().forEach(ModelRunner::close);
    detectors.clear();
    landmarkers.clear();
    detailModels.clear();
  }

  /** One user's hold on the models. Thread-safe. */
  public final class Lease implements AutoCloseable {

    // Guarded by use.
    private boolean ended;

    private Lease() {}

    /** Ends the lease; later calls do nothing. */
    @Override
    public void close() {
      boolean last;
      synchronized (use) {
        if (ended) {
          return;
        }
        ended = true;
        leases--;
        last = closed && leases == 0;
      }
      attendance.leave();
      if (last) {
        unload();
      }
    }
  }
}
