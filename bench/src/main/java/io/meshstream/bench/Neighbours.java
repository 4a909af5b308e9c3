package io.meshstream.bench;

import io.meshstream.bench.NeighbourRun.Result;
import io.meshstream.bench.Neighbourhood.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * What a hostile camera costs its neighbours: well-behaved cameras stream through the job, topic to
 * topic, while another one floods it or sends pictures that are dear to decode.
 *
 * <p>Broker and job have a process each, and the job a heap as small as Flink gives a TaskManager
 * by default.
 */
@Command(
    name = "bench/neighbours",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = "Any other option is one of the job's, such as --compute.threads=4.",
    description = "Measures what a hostile camera costs its neighbours.")
public final class Neighbours implements Callable<Integer> {

  private static final int WARM_UP_FRAMES = 3_000;
  private static final int HEAP_STEP_MB = 64;
  private static final Path LOG = Path.of("bench/target/neighbours.log");

  @Option(
      names = "--scenarios",
      split = ",",
      description = "What to run: ${COMPLETION-CANDIDATES}. CALM is always the first.")
  private List<Scenario> scenarios = List.of(Scenario.values());

  @Option(names = "--seconds", description = "How long each is measured.")
  private int seconds = 20;

  @Option(
      names = "--patience",
      description = "How many seconds to wait for answers when the frames are sent.")
  private int patienceSeconds = 30;

  @Option(names = "--cameras", description = "How many neighbours there are.")
  private int cameras = 8;

  @Option(
      names = "--heap",
      description = "The heap of the job's process, as in -Xmx: by default a TaskManager's.")
  private String heap = "512m";

  @Option(
      names = "--smallest-heap",
      description =
          "Seeks the smallest heap, in steps of 64 MB up to 2 GB, at which the scenarios leave every"
              + " frame with a record and the job without a restart.")
  private boolean smallestHeap;

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  private Neighbours() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Neighbours())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    int parallelism = Math.max(2, Runtime.getRuntime().availableProcessors());
    try (BrokerProcess broker = BrokerProcess.start()) {
      NeighbourRun run =
          new NeighbourRun(
              broker,
              new Neighbourhood(parallelism),
              NeighbourRun.makeClips(),
              new MicroClock(),
              seconds,
              patienceSeconds,
              cameras,
              jobOptions);
      System.out.printf(
          "%s; %d subtasks, %d processors; %d s a scenario%n",
          NeighbourRun.description(cameras),
          parallelism,
          Runtime.getRuntime().availableProcessors(),
          seconds);
      if (smallestHeap) {
        seekSmallestHeap(run);
      } else {
        measure(run);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private void measure(NeighbourRun run) throws IOException {
    System.out.printf("The job has a heap of %s.%n", heap);
    List<Scenario> all = new ArrayList<>(scenarios);
    all.remove(Scenario.CALM);
    all.add(0, Scenario.CALM);
    JobProcess process = start(run, heap, "warm-up");
    try {
      Optional<Waiting> calm = Optional.empty();
      boolean usable = true;
      for (Scenario scenario : all) {
        String name = name(scenario);
        if (!usable) {
          process.close();
          process = start(run, heap, "before-" + name);
        }
        try {
          Result result = run.run(process, name, scenario);
          calm = calm.or(() -> Optional.of(result.waiting()));
          print(result, calm.orElseThrow());
          usable = result.failures().isPresent() && result.isOver() && endsJobs(process);
        } catch (IOException e) {
          System.out.printf("%n%s: not measured, %s%n", name, e.getMessage());
          usable = false;
        }
      }
    } finally {
      process.close();
    }
  }

  private static String name(Scenario scenario) {
    return scenario.name().toLowerCase(Locale.ROOT);
  }

  private static boolean endsJobs(JobProcess process) throws IOException {
    boolean ended = true;
    for (String job : process.web().jobs()) {
      ended &= process.cancel(job);
    }
    return ended;
  }

  private static JobProcess start(NeighbourRun run, String heap, String name) throws IOException {
    JobProcess process =
        JobProcess.start(heap, run.neighbourhood().parallelism(), LOG.toAbsolutePath());
    try {
      run.warmUp(process, name, WARM_UP_FRAMES);
      return process;
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static void print(Result result, Waiting calm) {
    Scenario scenario = result.scenario();
    System.out.printf("%n%s: %s%n%s%n", name(scenario), scenario.title(), Waiting.header());
    System.out.println(result.waiting().line("all", calm));
    if (scenario.hostileCameras() == 1) {
      for (Place place : Place.values()) {
        List<SentCamera> there = Waiting.at(place, result.neighbours());
        if (!there.isEmpty()) {
          Waiting waiting = Waiting.of(there, result.answers(), result.window());
          String name = place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
          System.out.println(waiting.line(name, calm));
        }
      }
    }
    Histogram taken = result.takenMicros();
    System.out.printf(
        Locale.ROOT,
        "  of it until the broker had the frame: p50 %d ms, p99 %d ms%n",
        TimeUnit.MICROSECONDS.toMillis(taken.getValueAtPercentile(50)),
        TimeUnit.MICROSECONDS.toMillis(taken.getValueAtPercentile(99)));
    System.out.println(
        "  job: "
            + result.failures().map(Neighbours::text).orElse("the cluster does not answer any more")
            + result
                .checkpoints()
                .map(
                    each ->
                        "; checkpoints: %d complete, %d failed, the longest %d ms"
                            .formatted(each.complete(), each.failed(), each.longestMillis()))
                .orElse(""));
    if (result.hostileSent() > 0) {
      System.out.printf(
          "  hostile: %d of %d frames answered%s%n",
          result.hostile().size(),
          result.hostileSent(),
          result.hostile().isEmpty()
              ? ""
              : ", the slowest after %d ms: %s"
                  .formatted(
                      TimeUnit.MICROSECONDS.toMillis(result.hostileMicros()),
                      result.hostileOutcomes()));
    }
  }

  private static String text(List<String> failures) {
    Map<String, Long> causes = new TreeMap<>();
    failures.forEach(each -> causes.merge(each, 1L, Long::sum));
    return failures.size() + " restarts" + (causes.isEmpty() ? "" : " " + causes);
  }

  private void seekSmallestHeap(NeighbourRun run) throws IOException {
    int tooSmall = 1;
    int enough = 2048 / HEAP_STEP_MB;
    if (!suffices(run, enough * HEAP_STEP_MB)) {
      System.out.printf("smallest heap: more than %d MB%n", enough * HEAP_STEP_MB);
      return;
    }
    while (enough - tooSmall > 1) {
      int middle = (tooSmall + enough) / 2;
      if (suffices(run, middle * HEAP_STEP_MB)) {
        enough = middle;
      } else {
        tooSmall = middle;
      }
    }
    System.out.printf("smallest heap: %d MB%n", enough * HEAP_STEP_MB);
  }

  private boolean suffices(NeighbourRun run, int megabytes) throws IOException {
    String prefix = megabytes + "-mb";
    String problem = "";
    try (JobProcess process = start(run, megabytes + "m", prefix)) {
      for (Scenario scenario : scenarios) {
        Result result = run.run(process, prefix + "-" + name(scenario), scenario);
        if (!result.isUnharmed()) {
          problem = name(scenario);
          break;
        }
        endsJobs(process);
      }
    } catch (IOException e) {
      // A cluster without memory does not answer, or does not start.
      problem = e.getMessage();
    }
    System.out.printf(
        "%5d MB: %s%n", megabytes, problem.isEmpty() ? "enough" : "too small: " + problem);
    return problem.isEmpty();
  }
}
