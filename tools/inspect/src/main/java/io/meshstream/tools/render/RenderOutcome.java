package io.meshstream.tools.render;

import io.meshstream.schemas.FrameStatus;

/** What became of a frame, as the summary counts it. */
enum RenderOutcome {
  FACES("with faces"),
  NO_FACE("without a face"),
  SHED("shed"),
  REJECTED("rejected"),
  NO_RECORD("without a record");

  private final String text;

  RenderOutcome(String text) {
    this.text = text;
  }

  /** Returns what a record says. */
  static RenderOutcome of(FrameStatus status) {
    return switch (status) {
      case FACES -> FACES;
      case NO_FACE -> NO_FACE;
      case SHED -> SHED;
      case REJECTED -> REJECTED;
    };
  }

  /** Returns how the summary calls it. */
  String text() {
    return text;
  }
}
