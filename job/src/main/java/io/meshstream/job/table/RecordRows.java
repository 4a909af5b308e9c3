package io.meshstream.job.table;

import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Reads messages of one topic into rows of a table. */
final class RecordRows implements DeserializationSchema<RowData> {

  private static final long serialVersionUID = 1L;

  private final RecordKind kind;
  private final RowType rowType;
  private final TypeInformation<RowData> producedType;
  private final boolean ignoreParseErrors;

  /** Set in {@link #open}. */
  private transient SingleObjectCodec<? extends SpecificRecord> codec;

  /** Set in {@link #open}. */
  private transient RowConverter converter;

  /**
   * @throws org.apache.flink.table.api.ValidationException if the record has no such columns
   */
  RecordRows(
      RecordKind kind,
      RowType rowType,
      TypeInformation<RowData> producedType,
      boolean ignoreParseErrors) {
    this.kind = kind;
    this.rowType = rowType;
    this.producedType = producedType;
    this.ignoreParseErrors = ignoreParseErrors;
    // Wrong columns are reported with the query, not when it runs.
    new RowConverter(kind.schema(), rowType);
  }

  @Override
  public void open(InitializationContext context) {
    codec = kind.codec();
    converter = new RowConverter(kind.schema(), rowType);
  }

  /** Null, a tombstone, stays null: there is no row for it. */
  @Override
  public RowData deserialize(byte[] message) throws IOException {
    if (message == null) {
      return null;
    }
    try {
      return converter.row(codec.decode(message));
    } catch (MessageFormatException e) {
      if (ignoreParseErrors) {
        return null;
      }
      throw new IOException(
          "%s; or set %s.%s to leave such values out"
              .formatted(
                  e.getMessage(),
                  MeshstreamFormatFactory.IDENTIFIER,
                  MeshstreamFormatFactory.IGNORE_PARSE_ERRORS.key()),
          e);
    }
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return producedType;
  }
}
