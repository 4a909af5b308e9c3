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

  /** So many steps an item of an array may take for each byte that it has at least. */
  private static final long MAX_STEPS_FOR_A_BYTE = 100;

  private final Set<String> open = new HashSet<>();
  private final Map<String, Cost> records = new HashMap<>();

  private SchemaRules() {}

  /**
   * What a datum costs.
   *
   * @param steps how many are walked without items of arrays, every type as often as it is used
   * @param leastBytes how many it has at least
   */
  private record Cost(long steps, long leastBytes) {

    static final Cost NONE = new Cost(1, 0);

    /** A length, an index or a number. */
    static final Cost ONE_BYTE = new Cost(1, 1);

    Cost plus(Cost other) {
      return new Cost(steps + other.steps, leastBytes + other.leastBytes);
    }
  }

  /** Returns what is wrong, {@code what was found (expected: the rule)}; null if nothing is. */
  static String problemWith(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      return "a schema of %s (expected: a record)".formatted(schema.getType());
    }
    try {
      new SchemaRules().cost(schema, 0);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private Cost cost(Schema schema, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "types within types (expected: %d deep at most)".formatted(MAX_DEPTH));
    }
    Cost cost =
        switch (schema.getType()) {
          case RECORD -> ofRecord(schema, depth);
          case ARRAY -> ofArray(schema, depth);
          case UNION -> ofUnion(schema, depth);
          case MAP -> throw new IllegalArgumentException("a map (expected: none)");
          case NULL -> Cost.NONE;
          case FIXED -> new Cost(1, schema.getFixedSize());
          case FLOAT -> new Cost(1, Float.BYTES);
          case DOUBLE -> new Cost(1, Double.BYTES);
          default -> Cost.ONE_BYTE;
        };
    if (cost.steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "a schema of more than %d fields (expected: less)".formatted(MAX_STEPS));
    }
    return cost;
  }

  /** A few bytes may claim any number of items that have none. */
  private Cost ofArray(Schema schema, int depth) {
    Cost item = cost(schema.getElementType(), depth + 1);
    if (item.steps > MAX_STEPS_FOR_A_BYTE * item.leastBytes) {
      throw new IllegalArgumentException(
          "an array whose items have %d fields and may have %d bytes (expected: at least a byte for %d fields)"
              .formatted(item.steps, item.leastBytes, MAX_STEPS_FOR_A_BYTE));
    }
    return new Cost(1 + item.steps, 1);
  }

  private Cost ofUnion(Schema schema, int depth) {
    long steps = 1;
    for (Schema each : schema.getTypes()) {
      steps += cost(each, depth + 1).steps;
    }
    return new Cost(steps, 1);
  }

  private Cost ofRecord(Schema schema, int depth) {
    String name = schema.getFullName();
    if (!open.add(name)) {
      throw new IllegalArgumentException(
          "%s, which contains itself (expected: not)".formatted(name));
    }
    Cost cost = records.get(name);
    if (cost == null) {
      cost = Cost.NONE;
      for (Schema.Field field : schema.getFields()) {
        cost = cost.plus(cost(field.schema(), depth + 1));
      }
    }
    open.remove(name);
    records.put(name, cost);
    return cost;
  }
}
