package io.meshstream.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a cluster does to the job, every frame has one record, and every record and event is the
 * one that an undisturbed job writes, byte for byte; with both deliveries.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultPlansIT {

  private static final Path JAR = Path.of(System.getProperty("meshstream.cluster-jar"));
  private static final Path OTHER_JAR =
      Path.of(System.getProperty("meshstream.other-cluster-jar", JAR.toString()));

  /** How many faults there are to be at least; 0: few. */
  private static final int FAULTS = Integer.getInteger("meshstream.chaos.faults");

  private static final long SEED = seed(Long.getLong("meshstream.chaos.seed"));

  /** As different as cameras are: further ones show the same once more. */
  private static final int CLIPS = 4;

  @TempDir private static Path folder;

  private final Path reports = Path.of("target", "chaos").toAbsolutePath();
  private final ChaosReport report = new ChaosReport(reports.resolve("report.md"), SEED);

  private final Instant begin = Instant.now();

  private List<Clip> clips;
  private Site site;
  private int sites;

  private static long seed(long given) {
    return given < 0 ? System.nanoTime() : given;
  }

  static List<FaultPlan> plans() {
    List<FaultPlan> all = FAULTS == 0 ? FaultPlans.few() : FaultPlans.many(FAULTS, SEED);
    String chosen = System.getProperty("meshstream.chaos.plans");
    return all.stream().filter(plan -> plan.name().matches(chosen)).toList();
  }

  @BeforeAll
  void makeClips() {
    ClipStudio studio = new ClipStudio();
    ClipStudio ofHands = ClipStudio.withHands();
    clips =
        IntStream.range(0, CLIPS)
            .mapToObj(
                camera ->
                    (camera == FaultRun.WITH_HANDS ? ofHands : studio)
                        .clip(camera, new PictureSize(320, 180), 60))
            .toList();
  }

  @AfterAll
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
    assertThat(ProcessHandle.current().descendants().filter(this::isOurs)).isEmpty();
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().startInstant().filter(start -> start.isAfter(begin)).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void noFrameIsLostAndNoRecordDiffers(FaultPlan plan) throws Exception {
    if (site != null && site.isHighlyAvailable() != plan.highlyAvailable()) {
      site.close();
      site = null;
    }
    if (site == null) {
      sites++;
      site =
          Site.start(
              Files.createDirectory(folder.resolve("site-" + sites)), plan.highlyAvailable());
    }
    PlanReport outcome = carryOut(plan);
    report.add(outcome);
    assertThat(outcome.problems()).as("seed %d, %s", SEED, plan).isEmpty();
  }

  private PlanReport carryOut(FaultPlan plan) throws Exception {
    try (FaultRun run = new FaultRun(site, plan, clips, JAR, OTHER_JAR)) {
      return run.run();
    } catch (Exception | AssertionError e) {
      report.addFailure(plan, e);
      site.saveLogs(reports.resolve(plan.name()));
      // What it has come to is no place for another plan.
      site.close();
      site = null;
      throw new AssertionError("%s (seed %d, %s)".formatted(e.getMessage(), SEED, plan), e);
    }
  }
}
