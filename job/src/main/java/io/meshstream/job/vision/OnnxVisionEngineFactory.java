package io.meshstream.job.vision;

import io.meshstream.job.options.DeviceChoice;
import io.meshstream.job.options.JobSettings;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.DeviceUnavailableException;
import io.meshstream.vision.inference.RuntimeTelemetry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the engines of production: the vision library, with ONNX Runtime on the device that the
 * settings choose.
 *
 * @param settings the job's settings
 */
public record OnnxVisionEngineFactory(JobSettings settings) implements VisionEngineFactory {

  /** On a GPU. One size, so that what a face shares a run with cannot change its bytes. */
  private static final List<Integer> GPU_BATCH = List.of(32);

  private static final Logger LOG = LoggerFactory.getLogger(OnnxVisionEngineFactory.class);

  /**
   * {@inheritDoc}
   *
   * <p>Where a GPU is only preferred and cannot be had, the engine is one for the CPU; that is
   * worth a warning if either the cluster or the runtime has been made for GPUs.
   */
  @Override
  public VisionEngine open(OptionalInt assignedGpu) {
    try {
      // Before it is loaded, when it can still be told.
      RuntimeTelemetry.warning().ifPresent(LOG::warn);
      return openChosen(assignedGpu);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "ONNX Runtime: missing, "
              + e.getMessage()
              + " (expected: its jar on Flink's own class path, not in the job's); copy"
              + " onnxruntime-<version>.jar from flink-lib/ into $FLINK_HOME/lib of every"
              + " TaskManager and restart them",
          e);
    }
  }

  private VisionEngine openChosen(OptionalInt assignedGpu) {
    DeviceChoice choice = settings.inference().device();
    return switch (choice.kind()) {
      case CPU -> open(Device.cpu());
      case CUDA -> open(Device.cuda(choice.gpu(assignedGpu)));
      case AUTO -> openPreferred(Device.cuda(choice.gpu(assignedGpu)), assignedGpu.isPresent());
    };
  }

  private VisionEngine openPreferred(Device gpu, boolean assigned) {
    if (!gpu.isBuiltIn() && !assigned) {
      return open(Device.cpu());
    }
    try {
      return open(gpu);
    } catch (DeviceUnavailableException e) {
      LOG.warn("{}. The models run on the CPU.", e.getMessage());
      return open(Device.cpu());
    }
  }

  private VisionEngine open(Device device) {
    Batching batching = batching(device);
    return PooledVisionEngine.open(
        DirectoryModels.open(
            new SharedModels.Placement(device, batching, Optional.empty()),
            settings.inference().modelsDirectory(),
            settings.camera().task()),
        new PictureLimits(
            settings.limits().picturePixels(),
            settings.limits().wholePicturePixels(),
            settings.limits().jpegScans()),
        settings.limits().frameTime(),
        threads(batching));
  }

  Batching batching(Device device) {
    List<Integer> sizes = settings.inference().batchSizes();
    if (!sizes.isEmpty()) {
      return new Batching(sizes, settings.inference().batchDelay());
    }
    return device.kind() == Device.Kind.CPU
        ? Batching.off()
        : new Batching(GPU_BATCH, settings.inference().batchDelay());
  }

  /** Returns enough to fill a batch while another runs, and to keep all cores busy beside that. */
  private int threads(Batching batching) {
    int wanted = settings.compute().threads();
    if (wanted > 0 || !batching.isOn()) {
      return wanted;
    }
    return Runtime.getRuntime().availableProcessors() + 2 * batching.largest();
  }
}
