package io.meshstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class LookUpsTest {

  private static final Schema SCHEMA = DeadLetter.getClassSchema();
  private static final Patience NONE = new Patience(Duration.ZERO, Duration.ofSeconds(1));

  private final Map<Integer, Schema> registry = new HashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private final Queue<Runnable> pending = new ArrayDeque<>();
  private final LongAdder hits = new LongAdder();

  private RegistryException failure;
  private long nanos;

  private LookUps<String> lookUps(Map<Integer, Schema> known, Executor thread) {
    return new LookUps<>(this::ask, known, Schema::getName, NONE, hits, () -> nanos, thread);
  }

  private Schema ask(int id) {
    asked.add(id);
    if (failure != null) {
      throw failure;
    }
    if (!registry.containsKey(id)) {
      throw new RegistryException(Kind.UNKNOWN, "schema id " + id + ": unknown");
    }
    return registry.get(id);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void outage() {
    failure = new RegistryException(Kind.UNAVAILABLE, "schema registry: down");
  }

  @Test
  void anIdIsAskedForOnceAndAllOtherLookUpsAreHits() {
    registry.put(7, SCHEMA);
    LookUps<String> lookUps = lookUps(Map.of(), Runnable::run);
    for (int i = 0; i < 10_000; i++) {
      assertThat(lookUps.get(7)).isEqualTo("DeadLetter");
    }
    assertThat(asked).containsExactly(7);
    assertThat(hits.sum()).isEqualTo(9_999);
  }

  @Test
  void whatIsKnownFromTheStartIsNotAskedFor() {
    assertThat(lookUps(Map.of(7, SCHEMA), Runnable::run).get(7)).isEqualTo("DeadLetter");
    assertThat(asked).isEmpty();
  }

  @Test
  void knownIdsGoOnWhileTheRegistryIsDownWhichIsAskedEveryFiveSecondsOnly() {
    registry.put(8, SCHEMA);
    LookUps<String> lookUps = lookUps(Map.of(7, SCHEMA), Runnable::run);
    outage();
    for (int i = 0; i < 1000; i++) {
      assertThat(lookUps.get(7)).isEqualTo("DeadLetter");
      assertThatThrownBy(() -> lookUps.get(8))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.isTemporary()).isTrue());
    }
    assertThat(asked).containsExactly(8);

    failure = null;
    pass(Duration.ofSeconds(5));
    assertThat(lookUps.get(8)).isEqualTo("DeadLetter");
  }

  @Test
  void nobodyWaitsForAnIdThatIsBeingAskedForBeyondTheirPatience() {
    registry.put(8, SCHEMA);
    LookUps<String> lookUps = lookUps(Map.of(), pending::add);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> lookUps.get(8)).hasMessageContaining("still being looked up");
    }
    assertThat(pending).hasSize(1);

    pending.remove().run();
    assertThat(lookUps.get(8)).isEqualTo("DeadLetter");
  }

  @Test
  void anIdThatDoesNotExistIsAskedForEveryHalfMinuteOnly() {
    LookUps<String> lookUps = lookUps(Map.of(), Runnable::run);
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> lookUps.get(9)).hasMessageContaining("unknown");
    }
    assertThat(asked).containsExactly(9);

    pass(Duration.ofSeconds(30));
    registry.put(9, SCHEMA);
    assertThat(lookUps.get(9)).isEqualTo("DeadLetter");
  }

  @Test
  void whoeverSendsManyUnknownIdsMakesTheRegistryAnswerTwentyOfThemInTwentySeconds() {
    LookUps<String> lookUps = lookUps(Map.of(7, SCHEMA), Runnable::run);
    for (int id = 100; id < 10_000; id++) {
      int unknown = id;
      assertThatThrownBy(() -> lookUps.get(unknown)).isInstanceOf(RegistryException.class);
    }
    assertThat(asked).hasSize(20);
    assertThat(lookUps.get(7)).isEqualTo("DeadLetter");

    pass(Duration.ofSeconds(20));
    registry.put(1, SCHEMA);
    assertThat(lookUps.get(1)).isEqualTo("DeadLetter");
  }

  @Test
  void aQuestionThatWaitedThroughAnOutageIsNotAsked() {
    LookUps<String> lookUps = lookUps(Map.of(), pending::add);
    for (int id = 1; id <= 3; id++) {
      int unknown = id;
      assertThatThrownBy(() -> lookUps.get(unknown)).isInstanceOf(RegistryException.class);
    }
    outage();
    pending.forEach(Runnable::run);

    assertThat(asked).containsExactly(1);
  }

  @Test
  void whatASchemaIsOfNoUseForIsARefusal() {
    LookUps<String> lookUps =
        new LookUps<>(
            this::ask,
            Map.of(7, SCHEMA),
            schema -> {
              throw RegistryException.unsuitable(schema.getName(), "another");
            },
            NONE,
            hits,
            () -> nanos,
            Runnable::run);

    assertThatThrownBy(() -> lookUps.get(7)).hasMessageContaining("DeadLetter (expected: another)");
  }
}
