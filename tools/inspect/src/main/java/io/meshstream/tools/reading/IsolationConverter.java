package io.meshstream.tools.reading;

import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the two isolation levels in Kafka's own spelling. */
final class IsolationConverter implements ITypeConverter<IsolationLevel> {

  /** Is made by picocli, by class. */
  IsolationConverter() {}

  @Override
  public IsolationLevel convert(String value) {
    for (IsolationLevel level : IsolationLevel.values()) {
      if (level.toString().equals(value)) {
        return level;
      }
    }
    throw new TypeConversionException(
        "'%s' (expected: read_uncommitted or read_committed)".formatted(value));
  }
}
