package io.meshstream.job.table;

import io.meshstream.job.options.RegistrySettings;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.registry.RegistryException;
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
  private final RegistrySettings registry;

  /** Set in {@link #open}. */
  private transient RecordCodec<? extends SpecificRecord> codec;

  /** Set in {@link #open}. */
  private transient RowConverter converter;

  /**
   * @throws org.apache.flink.table.api.ValidationException if the record has no such columns
   */
  RecordRows(
      RecordKind kind,
      RowType rowType,
      TypeInformation<RowData> producedType,
      boolean ignoreParseErrors,
      RegistrySettings registry) {
    this.kind = kind;
    this.rowType = rowType;
    this.producedType = producedType;
    this.ignoreParseErrors = ignoreParseErrors;
    this.registry = registry;
    // Wrong columns are reported with the query, not when it runs.
    new RowConverter(kind.schema(), rowType);
  }

  @Override
  public void open(InitializationContext context) {
    codec = registry.readingCodecs().reading(kind.codec());
    converter = new RowConverter(kind.schema(), rowType);
  }

  /**
   * Null, a tombstone, stays null: there is no row for it. What a registry that does not answer
   * would have to be asked for may be a good record, so it is never left out.
   */
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
    } catch (RegistryException e) {
      throw new IOException(e.getMessage(), e);
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
