package io.meshstream.tools.render;

/** What became of a frame, as the summary counts it. */
enum Outcome {
  FACES("with faces"),
  NO_FACE("without a face"),
  SHED("shed"),
  REJECTED("rejected"),
  NO_RECORD("without a record");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** How the summary calls it. */
  String text() {
    return text;
  }
}
