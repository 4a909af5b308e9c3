package io.meshstream.tools.size;

import java.time.Duration;

/**
 * Computes what a load needs, from measured figures and from the bounds of what a slot holds. A
 * pure function of both; immutable.
 */
final class Sizer {

  /** As the manifests have it: all cores of a TaskManager work for all of its slots. */
  private static final int CORES_PER_SLOT = 2;

  /** So that a job can double without new partitions, which would move cameras. */
  private static final int PARTITIONS_PER_SUBTASK = 2;

  private static final double MIB = 1 << 20;
  private static final double LEAST_PROCESS_BYTES = 2048 * MIB;
  private static final double PROCESS_STEP_BYTES = 512 * MIB;

  private final Figures figures;
  private final FrameCost cost;

  Sizer(Figures figures) {
    this.figures = figures;
    this.cost = new FrameCost(figures);
  }

  FrameCost cost() {
    return cost;
  }

  Sizing size(Load load) {
    double frameMillis = frameMillis(load);
    double work = load.rate() * frameMillis / 1000;
    int gpus = gpus(load);
    int taskManagers = taskManagers(load, work, gpus);
    double busy = work + taskManagers * figures.value("idle TaskManager");
    int slots = Math.max(1, load.coresPerTaskManager() / CORES_PER_SLOT);
    int parallelism = taskManagers * slots;
    double frames = load.rate() * (load.pictureBytes() + figures.value("frame without picture"));
    double faceBytes = load.face().recordBytes(figures);
    double landmarks =
        load.rate()
            * (figures.value("record")
                + load.faces() * faceBytes
                + load.hand().recordBytes(figures));
    double heap = heapBytes(load, slots);
    return new Sizing(
        load,
        frameMillis,
        oneAfterTheOtherMillis(load, frameMillis),
        busy,
        coresFor(load, busy),
        gpus,
        taskManagers,
        slots,
        parallelism * PARTITIONS_PER_SUBTASK,
        faceBytes,
        frames,
        landmarks,
        frames * (taskManagers - 1) / taskManagers,
        (frames + landmarks) * (load.replication() - 1),
        kept(frames, load.framesRetention(), load),
        kept(landmarks, load.landmarksRetention(), load),
        heap,
        processBytes(heap),
        catchUpFactor(load, busy, taskManagers));
  }

  /** Returns the most cameras that so many cores bear. */
  long cameras(Load load, int cores) {
    double frameMillis = frameMillis(load);
    int taskManagers = (int) Math.ceil(cores / (double) load.coresPerTaskManager());
    double work = cores * (1 - load.headroom()) - taskManagers * figures.value("idle TaskManager");
    return Math.max(0, (long) (work * 1000 / (load.framesPerSecond() * frameMillis)));
  }

  private double frameMillis(Load load) {
    double all = load.frameMillis().orElseGet(() -> measuredMillis(load));
    if (load.gpuMillis().isEmpty() || load.frameMillis().isPresent()) {
      return all;
    }
    return all
        - cost.modelMillis(
            load.faces() * load.face().modelRuns(figures)
                + load.hand().trackingRuns(figures)
                + load.hand().palmRuns(figures),
            load.detectorShare());
  }

  private double measuredMillis(Load load) {
    return cost.millis(
            load.size(),
            load.pictureBytes(),
            load.faces(),
            load.face().modelRuns(figures),
            load.detectorShare())
        + cost.handMillis(load.size(), load.pictureBytes(), load.detectorShare(), load.hand());
  }

  private double oneAfterTheOtherMillis(Load load, double frameMillis) {
    return frameMillis - figures.value("job around the library") + load.gpuMillis().orElse(0);
  }

  private static int gpus(Load load) {
    if (load.gpuMillis().isEmpty()) {
      return 0;
    }
    double busy = load.rate() * load.gpuMillis().getAsDouble() / 1000;
    return (int) Math.max(1, Math.ceil(busy / (1 - load.headroom())));
  }

  private int taskManagers(Load load, double work, int gpus) {
    double room =
        load.coresPerTaskManager() * (1 - load.headroom()) - figures.value("idle TaskManager");
    return (int) Math.max(Math.max(1, gpus), Math.ceil(work / room));
  }

  private static int coresFor(Load load, double busy) {
    return (int) Math.ceil(busy / (1 - load.headroom()));
  }

  private static double kept(double bytesPerSecond, Duration retention, Load load) {
    return bytesPerSecond * retention.toSeconds() * load.replication();
  }

  private double heapBytes(Load load, int slots) {
    double frame = load.pictureBytes() + figures.value("frame without picture");
    double slot =
        figures.value("fetched in a slot") * load.replication()
            + figures.value("polled in a slot") * frame
            + figures.value("waiting in a slot");
    double decoded = 3.0 * load.size().width() * load.size().height();
    double analysed = (load.coresPerTaskManager() + slots) * (frame + decoded);
    return figures.value("heap of a small job") + slots * slot + analysed;
  }

  /** Flink's other parts beside it, by its defaults and the documented configuration. */
  private double processBytes(double heap) {
    double ofJob = heap * figures.value("room for the collector") + figures.value("task off-heap");
    double withNetwork =
        (ofJob + figures.value("managed memory") + figures.value("framework")) / 0.9;
    double withOverhead = (withNetwork + figures.value("metaspace")) / 0.9;
    return Math.max(
        LEAST_PROCESS_BYTES, Math.ceil(withOverhead / PROCESS_STEP_BYTES) * PROCESS_STEP_BYTES);
  }

  private double catchUpFactor(Load load, double busy, int taskManagers) {
    double cores = taskManagers * load.coresPerTaskManager();
    return busy / (cores - busy);
  }
}
