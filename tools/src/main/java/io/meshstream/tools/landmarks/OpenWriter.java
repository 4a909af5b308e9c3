package io.meshstream.tools.landmarks;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** A writer that is only flushed when it is closed, for standard output, which must stay open. */
final class OpenWriter extends FilterWriter {

  OpenWriter(Writer out) {
    super(out);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
