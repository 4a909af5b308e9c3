package io.meshstream.job.table;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.RegistrySettings;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;

/**
 * Lets a Flink SQL table read a topic of Meshstream: {@code 'format' = 'meshstream-avro'}.
 *
 * <p>Values are in Avro single-object encoding or, where the table names a schema registry by the
 * job's own options for it, in that or in Confluent's wire format. Flink's own {@code avro} format
 * expects the record alone, without the ten bytes in front that say which schema wrote it; this one
 * checks them, finds the schema among the released ones and resolves the record to the current one.
 * A table may name any of the record's fields, in any order, with the types that {@link
 * RowConverter} lists.
 */
public final class MeshstreamFormatFactory implements DeserializationFormatFactory {

  static final String IDENTIFIER = "meshstream-avro";

  static final ConfigOption<RecordKind> RECORD =
      ConfigOptions.key("record")
          .enumType(RecordKind.class)
          .defaultValue(RecordKind.FRAME_LANDMARKS)
          .withDescription(
              "What lies on the topic: FrameLandmarks, EncodedFrame, DeadLetter or CameraEvent.");

  static final ConfigOption<Boolean> IGNORE_PARSE_ERRORS =
      ConfigOptions.key("ignore-parse-errors")
          .booleanType()
          .defaultValue(false)
          .withDescription("Leave out values that are no such record instead of failing.");

  /** Is made by Flink, which finds it by its service file. */
  public MeshstreamFormatFactory() {}

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = new HashSet<>(RegistrySettings.TO_READ);
    options.add(RECORD);
    options.add(IGNORE_PARSE_ERRORS);
    return options;
  }

  @Override
  public Set<ConfigOption<?>> forwardOptions() {
    return optionalOptions();
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new Format(
        options.get(RECORD), options.get(IGNORE_PARSE_ERRORS), registrySettings(options));
  }

  private static RegistrySettings registrySettings(ReadableConfig options) {
    Configuration set = new Configuration();
    RegistrySettings.TO_READ.forEach(each -> copy(each, options, set));
    try {
      return RegistrySettings.of(set);
    } catch (InvalidOptionsException e) {
      throw new ValidationException(
          e.problems().stream()
              .map(each -> IDENTIFIER + "." + each)
              .collect(Collectors.joining("; ")));
    }
  }

  private static <T> void copy(ConfigOption<T> option, ReadableConfig from, Configuration to) {
    from.getOptional(option).ifPresent(value -> to.set(option, value));
  }

  private record Format(RecordKind kind, boolean ignoreParseErrors, RegistrySettings registry)
      implements DecodingFormat<DeserializationSchema<RowData>> {

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType physicalType) {
      return new RecordRows(
          kind,
          RowConverter.rowType(physicalType.getLogicalType()),
          context.createTypeInformation(physicalType),
          ignoreParseErrors,
          registry);
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
