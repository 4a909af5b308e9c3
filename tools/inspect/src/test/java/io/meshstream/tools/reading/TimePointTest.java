package io.meshstream.tools.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimePointTest {

  private final TimePoint time = new TimePoint();

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:01.000002Z, 1000002",
    "1970-01-01T01:00:00+01:00, 0",
    "2023-11-14T22:13:20Z, 1700000000000000",
    "1700000000123456, 1700000000123456",
    "-1, -1",
  })
  void readsBothForms(String text, long micros) {
    assertThat(time.convert(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "now", "2023-11-14", "2023-11-14T22:13:20", "1e9", "99999999999999999999"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> time.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' (expected: a time like ");
  }
}
