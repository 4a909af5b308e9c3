package io.meshstream.tools.drawing;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option of a command that draws faces and hands: which parts of a drawing are wanted. */
public final class DrawingOptions {

  @Option(
      names = "--draw",
      split = ",",
      defaultValue = "detections,contours,points,hands,region",
      paramLabel = "LAYER",
      description =
          "What to draw, separated by commas: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private Set<Layer> layers;

  /** Is made by picocli, which fills it. */
  public DrawingOptions() {}

  /** Returns what was asked for, at least one layer. */
  public Set<Layer> layers() {
    return EnumSet.copyOf(layers);
  }
}
