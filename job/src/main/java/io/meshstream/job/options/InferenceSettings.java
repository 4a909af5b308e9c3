package io.meshstream.job.options;

import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * What the models run on.
 *
 * @param device the device
 * @param batchSizes how many faces share a run, ascending; empty: as suits the device
 * @param batchDelay how long the first face of a run waits for others
 * @param modelsDirectory where directories of other models are; empty: there are none
 */
public record InferenceSettings(
    DeviceChoice device, List<Integer> batchSizes, Duration batchDelay, String modelsDirectory)
    implements Serializable {

  public static final ConfigOption<String> DEVICE =
      ConfigOptions.key("inference.device")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "What the models run on: cpu; cuda, the NVIDIA GPU that Flink assigns to the"
                  + " TaskManager as external resource gpu, or else the first; cuda:n, a certain"
                  + " one; or auto, cuda if it can be had and otherwise the CPU, with a warning if"
                  + " that is a surprise. A GPU needs onnxruntime_gpu in Flink's lib folder (build"
                  + " with -Pgpu), CUDA 12 and cuDNN 9.");

  public static final ConfigOption<String> BATCH_SIZES =
      ConfigOptions.key("inference.batch-sizes")
          .stringType()
          .defaultValue("auto")
          .withDescription(
              "How many faces, of different cameras, share a run of a model: a number, or several"
                  + " separated by commas, where a run of fewer is padded to the next. auto: 32 on a"
                  + " GPU, and 1 on a CPU, where larger runs gain nothing. Give several to save a GPU"
                  + " work while there are few faces; it may then compute a face differently in the"
                  + " last bits from one size to another, so that processing the same frames again"
                  + " may not give the same bytes. Takes three times the largest in buffers of 0.6"
                  + " MB, which taskmanager.memory.task.off-heap.size must allow for.");

  public static final ConfigOption<Duration> BATCH_DELAY =
      ConfigOptions.key("inference.batch-delay")
          .durationType()
          .defaultValue(Duration.ofMillis(2))
          .withDescription(
              "How long the first face of a run waits for others while the device has nothing to"
                  + " do; 0 s: not at all. It waits only while frames are analysed that may bring"
                  + " some. While the device is busy, the next run fills without that.");

  public static final ConfigOption<String> MODELS_DIRECTORY =
      ConfigOptions.key("models.directory")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A directory, the same on every TaskManager, that holds a directory for each set of"
                  + " other models, by whose name the control topic can have them used while the"
                  + " job runs; empty: the job has the models that it brings and no others.");

  static final OptionGroup GROUP =
      OptionGroup.of("Inference", DEVICE, BATCH_SIZES, BATCH_DELAY, MODELS_DIRECTORY);

  /** Copies the list. */
  public InferenceSettings {
    batchSizes = List.copyOf(batchSizes);
  }

  private static Optional<String> path(String text) {
    try {
      return Optional.of(Path.of(text).toString()).filter(path -> path.equals(path.strip()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static InferenceSettings read(OptionReader options) {
    return new InferenceSettings(
        options.parsed(DEVICE, "auto, cpu, cuda or cuda:n", DeviceChoice::parse),
        options.parsed(
            BATCH_SIZES, "auto, or 1 to 256, ascending, such as 8,32", BatchSizes::parse),
        options.between(BATCH_DELAY, Duration.ZERO, Duration.ofSeconds(1), "2 ms"),
        options.parsed(
            MODELS_DIRECTORY, "empty, or a path, such as /opt/models", InferenceSettings::path));
  }
}
