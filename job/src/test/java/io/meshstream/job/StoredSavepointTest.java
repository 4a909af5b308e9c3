package io.meshstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every later version has to go on from is stored. */
class StoredSavepointTest {

  @Test
  void aSavepointOfWhatThisVersionStoresIsAmongThoseThatAreRestored() throws IOException {
    assertThat(StoredSavepoint.states())
        .as(
            "operators, states or schemas have changed since the last stored savepoint: see that"
                + " docs/compatibility.md allows it, and add one with .ci/savepoints NAME")
        .contains(StoredSavepoint.stateOfThisVersion());
  }

  @Test
  void bothDeliveriesAreStoredOfEachVersion() throws IOException {
    Map<Path, List<String>> deliveries =
        StoredSavepoint.all().stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.path().getParent(),
                    Collectors.mapping(StoredSavepoint::delivery, Collectors.toList())));

    assertThat(deliveries.values())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).containsExactly("at-least-once", "exactly-once"));
  }
}
