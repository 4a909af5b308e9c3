package io.meshstream.schemas.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Refuses schemas that messages must not be read with, whoever registered them: such as make the
 * cost of reading a message depend on anything but its size.
 *
 * <p>Only the shape of a schema is used. Names of classes that its properties may hold mean nothing
 * here.
 */
final class SchemaRules {

  /** So many steps take a message without a single array item. Ours have less than fifty. */
  private static final long MAX_STEPS = 10_000;

  private static final int MAX_DEPTH = 32;

  private final Set<String> open = new HashSet<>();
  private final Map<String, Long> records = new HashMap<>();

  private SchemaRules() {}

  /** Returns what is wrong, {@code what was found (expected: the rule)}; null if nothing is. */
  static String problemWith(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      return "a schema of %s (expected: a record)".formatted(schema.getType());
    }
    try {
      new SchemaRules().steps(schema, 0);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Counts what is walked for a message, every type as often as it is used. */
  private long steps(Schema schema, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "types within types (expected: %d deep at most)".formatted(MAX_DEPTH));
    }
    long steps =
        switch (schema.getType()) {
          case RECORD -> ofRecord(schema, depth);
          case ARRAY -> 1 + steps(schema.getElementType(), depth + 1);
          case UNION ->
              1 + schema.getTypes().stream().mapToLong(each -> steps(each, depth + 1)).sum();
          case MAP -> throw new IllegalArgumentException("a map (expected: none)");
          default -> 1;
        };
    if (steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "a schema of more than %d fields (expected: less)".formatted(MAX_STEPS));
    }
    return steps;
  }

  private long ofRecord(Schema schema, int depth) {
    String name = schema.getFullName();
    if (!open.add(name)) {
      throw new IllegalArgumentException(
          "%s, which contains itself (expected: not)".formatted(name));
    }
    Long known = records.get(name);
    long steps =
        known != null
            ? known
            : 1
                + schema.getFields().stream()
                    .mapToLong(field -> steps(field.schema(), depth + 1))
                    .sum();
    open.remove(name);
    records.put(name, steps);
    return steps;
  }
}
