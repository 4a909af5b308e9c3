package io.meshstream.tools.faces;

import io.meshstream.vision.TrackPolicy;
import picocli.CommandLine.Option;

/** The options that say what is done, beyond MediaPipe's loop, so that tracks are right. */
final class PolicyOptions {

  @Option(
      names = "--redetect",
      description =
          "Seek a face that is not found where it was in the whole picture at once, not only in the"
              + " next frame, as MediaPipe does.")
  private boolean redetect;

  @Option(
      names = "--lost-frames",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "For how many frames a lost face keeps its number for when it comes back near where it was"
              + " (default: ${DEFAULT-VALUE}).")
  private int lostFrames;

  @Option(
      names = "--cap-faces",
      description =
          "Never give more faces than --max-faces; without, faces that appear beside tracked ones"
              + " may come on top, as in MediaPipe.")
  private boolean capFaces;

  @Option(
      names = "--remove-duplicates",
      description = "Leave out a face whose landmarks lie over those of another.")
  private boolean removeDuplicates;

  /** Returns what was asked for. */
  TrackPolicy policy() {
    return new TrackPolicy(redetect, lostFrames, capFaces, removeDuplicates);
  }
}
