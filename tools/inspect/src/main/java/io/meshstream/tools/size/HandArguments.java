package io.meshstream.tools.size;

import io.meshstream.tools.console.OptionSpelling;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that say what is asked for of hands. */
final class HandArguments {

  @Option(
      names = "--hands",
      defaultValue = "0",
      paramLabel = "N",
      description = "Hands in a frame, on average (default: ${DEFAULT-VALUE}: none are sought).")
  private double hands;

  @Option(
      names = "--palm-share",
      paramLabel = "SHARE",
      description =
          "In which share of the frames hands are sought, 0 to 1: in all that show fewer than"
              + " hands.max-hands, or every so-many-th by hands.seek-every (default: 1 with"
              + " --hands, the dearest).")
  private Double palmShare;

  @Option(
      names = "--hand-model",
      defaultValue = "full",
      paramLabel = "MODEL",
      converter = ModelConverter.class,
      description = "full or lite (default: ${DEFAULT-VALUE}).")
  private Model model;

  double hands() {
    return hands;
  }

  double palmShare() {
    if (palmShare == null) {
      return hands == 0 ? 0 : 1;
    }
    return palmShare;
  }

  HandDemand demand(boolean mesh) {
    return new HandDemand(hands, palmShare(), model == Model.LITE, mesh);
  }

  /** Names the models for hands as the job's option does. */
  enum Model {
    FULL,
    LITE
  }

  /** Reads a model as the job's option spells it. */
  static final class ModelConverter implements ITypeConverter<Model> {

    @Override
    public Model convert(String text) {
      return OptionSpelling.parse(Model.class, text);
    }
  }
}
