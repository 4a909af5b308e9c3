package io.meshstream.job.table;

import io.meshstream.schemas.FloatList;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Makes rows of records: the columns that a table names, found by their names.
 *
 * <p>A column has exactly the type of its field, so nothing is ever cut or rounded:
 *
 * <ul>
 *   <li>string and enum: STRING; bytes: BYTES
 *   <li>int: INT; long: BIGINT; float: FLOAT
 *   <li>array: ARRAY of the item's type, for landmarks a flat ARRAY&lt;FLOAT&gt; as in the record
 *   <li>record: ROW of any of its fields
 *   <li>a field that may be null: the same types, but not NOT NULL
 * </ul>
 *
 * <p>Not thread-safe, like the rows it makes.
 */
final class RowConverter {

  private final String name;
  private final int[] positions;
  private final List<Function<Object, Object>> cells;

  /**
   * @throws ValidationException if a column is not a field of the record or has another type
   */
  RowConverter(Schema schema, RowType type) {
    this(schema.getName(), schema, type);
  }

  private RowConverter(String name, Schema schema, RowType type) {
    this.name = name;
    this.positions =
        type.getFieldNames().stream().mapToInt(column -> field(schema, column).pos()).toArray();
    this.cells =
        type.getFields().stream()
            .map(
                column ->
                    cell(
                        name + "." + column.getName(),
                        field(schema, column.getName()).schema(),
                        column.getType()))
            .toList();
  }

  /** Returns the type as that of a row, which the type of a table always is. */
  static RowType rowType(LogicalType type) {
    return (RowType) type;
  }

  /** Makes a row; it shares no memory with the record, but for strings. */
  RowData row(IndexedRecord record) {
    GenericRowData row = new GenericRowData(positions.length);
    for (int i = 0; i < positions.length; i++) {
      row.setField(i, cells.get(i).apply(record.get(positions[i])));
    }
    return row;
  }

  private Schema.Field field(Schema schema, String column) {
    Schema.Field field = schema.getField(column);
    if (field == null) {
      throw new ValidationException(
          "column %s of %s (expected: one of its fields, %s); correct its name"
              .formatted(
                  column, name, schema.getFields().stream().map(Schema.Field::name).toList()));
    }
    return field;
  }

  private static Function<Object, Object> cell(String column, Schema schema, LogicalType type) {
    if (schema.isNullable()) {
      require(type.isNullable(), column, type, "a type that may be null");
      Function<Object, Object> cell = cell(column, notNull(schema), type);
      return value -> value == null ? null : cell.apply(value);
    }
    return switch (schema.getType()) {
      case STRING, ENUM -> {
        require(isString(type), column, type, "STRING");
        yield value -> StringData.fromString(value.toString());
      }
      case BYTES -> {
        require(isBytes(type), column, type, "BYTES");
        yield value -> bytes((ByteBuffer) value);
      }
      case INT -> as(LogicalTypeRoot.INTEGER, "INT", column, type);
      case LONG -> as(LogicalTypeRoot.BIGINT, "BIGINT", column, type);
      case FLOAT -> as(LogicalTypeRoot.FLOAT, "FLOAT", column, type);
      case ARRAY -> array(column, schema.getElementType(), type);
      case RECORD -> {
        require(type instanceof RowType, column, type, "ROW<...>");
        RowConverter rows = new RowConverter(column, schema, rowType(type));
        yield value -> rows.row((IndexedRecord) value);
      }
      default -> throw new IllegalStateException(column + ": no column for " + schema);
    };
  }

  private static Function<Object, Object> array(String column, Schema item, LogicalType type) {
    require(type instanceof ArrayType, column, type, "ARRAY<...>");
    Function<Object, Object> cell = cell(column, item, ((ArrayType) type).getElementType());
    if (item.getType() == Schema.Type.FLOAT) {
      return value -> new GenericArrayData(FloatList.toArray(floats(value)));
    }
    return value -> new GenericArrayData(((List<?>) value).stream().map(cell).toArray());
  }

  @SuppressWarnings("unchecked") // The schema says so.
  private static List<Float> floats(Object value) {
    return (List<Float>) value;
  }

  private static Function<Object, Object> as(
      LogicalTypeRoot root, String sql, String column, LogicalType type) {
    require(type.getTypeRoot() == root, column, type, sql);
    return Function.identity();
  }

  private static Schema notNull(Schema union) {
    return union.getTypes().stream()
        .filter(each -> each.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isString(LogicalType type) {
    return type instanceof VarCharType text && text.getLength() == VarCharType.MAX_LENGTH;
  }

  private static boolean isBytes(LogicalType type) {
    return type instanceof VarBinaryType bytes && bytes.getLength() == VarBinaryType.MAX_LENGTH;
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.duplicate().get(copy);
    return copy;
  }

  private static void require(boolean fits, String column, LogicalType type, String expected) {
    if (!fits) {
      throw new ValidationException(
          "column %s: %s (expected: %s); correct its type"
              .formatted(column, type.asSummaryString(), expected));
    }
  }
}
