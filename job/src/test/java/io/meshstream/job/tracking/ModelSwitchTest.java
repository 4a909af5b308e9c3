package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.control.ModelDemand;
import io.meshstream.job.options.ModelSettings;
import io.meshstream.job.vision.TestingEngine;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelSwitchTest {

  private final ManualModels engine = new ManualModels();
  private final List<Runnable> mails = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final ModelSwitch models =
      new ModelSwitch(
          TestingEngine.idle().loading(engine::load, engine::unload),
          mails::add,
          (demand, message) -> refusals.add(demand.position().orElseThrow() + " " + message));

  private long offset;

  @Test
  void theJobsOwnModelsAreUsedUntilOthersAreLoaded() throws Exception {
    ask("v1", "v1");
    assertThat(models.directoryFor(wanted("v1"))).isEmpty();

    engine.load("v1").complete(null);
    assertThat(models.directoryFor(wanted("v1"))).isEmpty();
    takeIn();

    assertThat(models.directoryFor(wanted("v1"))).isEqualTo("v1");
    assertThat(models.inForce()).isEqualTo("v1");
  }

  @Test
  void modelsThatAreRefusedLeaveThoseBeforeInUseAndAreReported() throws Exception {
    use("v1");
    ask("v2", "v2");

    engine.load("v2").completeExceptionally(new IllegalStateException("models: v2, bad"));
    takeIn();

    assertThat(models.directoryFor(wanted("v2"))).isEqualTo("v1");
    assertThat(models.inForce()).isEqualTo("v1");
    assertThat(engine.loaded()).containsExactlyInAnyOrder("v1", "v2");
    assertThat(refusals).containsExactly("0:2 models: v2, bad");
  }

  @Test
  void modelsThatTakeTooLongAreRefused() {
    ask("v1", "v1");

    engine.load("v1").completeExceptionally(new TimeoutException());
    takeIn();

    assertThat(refusals)
        .containsExactly(
            "0:1 models: v1, not loaded (expected: within a minute); look at where"
                + " models.directory lies");
  }

  @Test
  void refusedModelsAreTriedAgainWhenTheyAreAskedForAgain() throws Exception {
    ask("v1", "v1");
    engine.fail("v1");
    takeIn();
    assertThat(models.directoryFor(wanted("v1"))).isEmpty();

    ask("v1", "v1");
    engine.load("v1").complete(null);
    takeIn();

    assertThat(models.directoryFor(wanted("v1"))).isEqualTo("v1");
  }

  @Test
  void whatNothingNamesAnyMoreIsGivenUpOnceOthersAreInUse() throws Exception {
    use("v1");
    ask("v2", "v2");
    assertThat(engine.loaded()).containsExactlyInAnyOrder("v1", "v2");

    engine.load("v2").complete(null);
    takeIn();
    assertThat(engine.loaded()).containsExactlyInAnyOrder("v1", "v2");
    assertThat(models.directoryFor(wanted("v2"))).isEqualTo("v2");

    assertThat(engine.loaded()).containsExactly("v2");
  }

  @Test
  void aMessageRollsBack() throws Exception {
    use("v1");
    use("v2");

    use("v1");
    assertThat(engine.loaded()).containsExactly("v1");
    ask("");

    assertThat(models.directoryFor(wanted(""))).isEmpty();
    assertThat(engine.loaded()).isEmpty();
    assertThat(models.inForce()).isEmpty();
  }

  @Test
  void modelsThatAreTakenBackWhileTheyLoadAreGivenUp() throws Exception {
    ask("v1", "v1");
    CompletableFuture<Void> loading = engine.load("v1");

    ask("");
    assertThat(engine.loaded()).isEmpty();
    loading.complete(null);
    takeIn();

    assertThat(models.directoryFor(wanted("v1"))).isEmpty();
    assertThat(refusals).isEmpty();
  }

  @Test
  void framesFromAGivenTimeOnWaitForTheirModelsAndTheOthersDoNot() throws Exception {
    use("v1");
    ask("v2", "v1", "v2");
    assertThat(models.directoryFor(wanted("v1"))).isEqualTo("v1");
    CompletableFuture<Void> loading = engine.load("v2");
    Thread loader = new Thread(() -> loading.complete(null));

    loader.start();
    String directory = models.directoryFor(new ModelSettings("v2", true, "", 1));
    loader.join();

    assertThat(directory).isEqualTo("v2");
    assertThat(models.directoryFor(wanted("v1"))).isEqualTo("v1");
    assertThat(models.inForce()).isEqualTo("v2");
    takeIn();
  }

  @Test
  void framesThatWaitForModelsThatAreRefusedGoOnWithThoseBefore() throws Exception {
    use("v1");
    ask("v2", "v1", "v2");
    engine.fail("v2");

    assertThat(models.directoryFor(new ModelSettings("v2", true, "", 1))).isEqualTo("v1");
    takeIn();
    assertThat(refusals).hasSize(1);
  }

  @Test
  void whatACheckpointHadInForceIsLoadedBeforeTheFirstFrame() throws Exception {
    engine.load("v1").complete(null);

    models.restore("v1");
    ask("v2", "v2");
    engine.fail("v2");
    models.await();

    assertThat(models.directoryFor(wanted("v2"))).isEqualTo("v1");
    assertThat(refusals).hasSize(1);
  }

  @Test
  void whatACheckpointHadInForceAndIsGoneGivesWayToTheJobsOwn() throws Exception {
    models.restore("v1");
    ask("v1", "v1");
    engine.fail("v1");
    models.await();

    assertThat(models.directoryFor(wanted("v1"))).isEmpty();
    assertThat(models.inForce()).isEmpty();
    assertThat(refusals).hasSize(1);
  }

  @Test
  void modelsOnTrialTakePartOnceTheyAreLoaded() {
    ModelSettings wanted = new ModelSettings("", false, "trial", 10);
    offset++;
    models.follow(new ModelDemand("cam", position(), Optional.empty(), "trial"), Set.of("trial"));
    assertThat(models.shadowFor(wanted)).isEmpty();

    engine.load("trial").complete(null);
    takeIn();

    assertThat(models.shadowFor(wanted)).contains("trial");
    assertThat(models.shadowFor(wanted(""))).isEmpty();
  }

  private void use(String directory) throws Exception {
    ask(directory, directory);
    engine.load(directory).complete(null);
    takeIn();
    assertThat(models.directoryFor(wanted(directory))).isEqualTo(directory);
  }

  private void ask(String directory, String... named) {
    offset++;
    models.follow(new ModelDemand("*", position(), Optional.of(directory), ""), Set.of(named));
  }

  private Optional<TopicPosition> position() {
    return Optional.of(new TopicPosition(0, offset));
  }

  private void takeIn() {
    List<Runnable> taken = List.copyOf(mails);
    mails.clear();
    taken.forEach(Runnable::run);
  }

  private static ModelSettings wanted(String directory) {
    return new ModelSettings(directory, false, "", 1);
  }

  /** The models of an engine, which are loaded when the test says so. */
  private static final class ManualModels {

    private final Map<String, CompletableFuture<Void>> loads = new HashMap<>();

    Set<String> loaded() {
      return Set.copyOf(loads.keySet());
    }

    void fail(String directory) {
      load(directory).completeExceptionally(new IllegalStateException("bad"));
    }

    CompletableFuture<Void> load(String directory) {
      CompletableFuture<Void> known = loads.get(directory);
      if (known != null && known.isCompletedExceptionally()) {
        loads.remove(directory);
      }
      return loads.computeIfAbsent(directory, name -> new CompletableFuture<>());
    }

    void unload(String directory) {
      loads.remove(directory);
    }
  }
}
