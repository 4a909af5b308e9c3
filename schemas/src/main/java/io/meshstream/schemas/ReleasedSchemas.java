package io.meshstream.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Finds the schemas that were ever released: they say how the messages that may still lie on a
 * topic were written.
 */
final class ReleasedSchemas {

  /** The newest folder {@code released/v<n>}; every folder from 1 on is read. */
  static final int LATEST_VERSION = 3;

  private ReleasedSchemas() {}

  /** Returns the released schemas of a record, oldest first. */
  static List<Schema> of(String recordName) {
    List<Schema> schemas = new ArrayList<>();
    for (int version = 1; version <= LATEST_VERSION; version++) {
      String resource = "released/v" + version + "/" + recordName + ".avsc";
      try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
        // A record that came later has no file in the older folders.
        if (in != null) {
          schemas.add(new Schema.Parser().parse(in));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(resource + " of the schemas jar cannot be read", e);
      }
    }
    return List.copyOf(schemas);
  }
}
