package io.meshstream.schemas.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String STATE = "vendor=t61rcWkgMzE,other=1";

  @Test
  void whatHeadersSayIsHandedOnUnchanged() {
    RecordHeaders in = headers("traceparent", PARENT, "tracestate", STATE, "content-type", "x");
    RecordHeaders out = new RecordHeaders();

    TraceContext.of(in).addTo(out);

    assertThat(out)
        .extracting(Header::key, header -> new String(header.value(), UTF_8))
        .containsExactly(tuple("traceparent", PARENT), tuple("tracestate", STATE));
  }

  @Test
  void aParentIsEnough() {
    RecordHeaders out = new RecordHeaders();
    TraceContext.of(headers("traceparent", PARENT)).addTo(out);

    assertThat(out).extracting(Header::key).containsExactly("traceparent");
  }

  @Test
  void withoutAParentThereIsNothing() {
    RecordHeaders out = new RecordHeaders();
    TraceContext.NONE.addTo(out);

    assertThat(out).isEmpty();
    assertThat(TraceContext.of(new RecordHeaders())).isEqualTo(TraceContext.NONE);
    assertThat(TraceContext.of(headers("tracestate", STATE))).isEqualTo(TraceContext.NONE);
    assertThat(TraceContext.of(new RecordHeaders().add("traceparent", null)))
        .isEqualTo(TraceContext.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 and more"
      })
  void aParentThatIsNotWellFormedIsNone(String parent) {
    assertThat(TraceContext.of(headers("traceparent", parent, "tracestate", STATE)))
        .isEqualTo(TraceContext.NONE);
  }

  @Test
  void aParentOfALaterVersionIsHandedOnAsFarAsItIsShort() {
    String later = "01" + PARENT.substring(2) + "-more";

    assertThat(parent(later)).isEqualTo(later);
    assertThat(parent(later + "x".repeat(100))).isEmpty();
  }

  @Test
  void aStateThatIsTooLongOrNotTextIsLeftOut() {
    for (String state : List.of("a=" + "x".repeat(511), "a=\u0000", "a=ü")) {
      assertThat(TraceContext.of(headers("traceparent", PARENT, "tracestate", state)))
          .isEqualTo(new TraceContext(PARENT, ""));
    }
  }

  @Test
  void ofSeveralTheLastCounts() {
    assertThat(parent("bad", PARENT)).isEqualTo(PARENT);
  }

  private static String parent(String... parents) {
    RecordHeaders headers = new RecordHeaders();
    Arrays.stream(parents).forEach(each -> headers.add("traceparent", each.getBytes(UTF_8)));
    return TraceContext.of(headers).parent();
  }

  private static RecordHeaders headers(String... namesAndValues) {
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return headers;
  }
}
