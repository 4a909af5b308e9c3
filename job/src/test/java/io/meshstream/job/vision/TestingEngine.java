package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskSettings;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An engine of the parts that a test wants it to have.
 *
 * @param leases what {@link #lease} does
 * @param loads what {@link #load} does
 * @param unloads what {@link #unload} does
 * @param analyses what {@link #analyse} does
 * @param width how many frames it wants in flight
 * @param count what {@link #counts} does
 * @param end what {@link #close} does
 */
public record TestingEngine(
    BiFunction<String, TaskSettings, TaskLease> leases,
    Function<String, CompletableFuture<Void>> loads,
    Consumer<String> unloads,
    Function<AnalysisRequest, CompletableFuture<Analysis>> analyses,
    int width,
    Supplier<EngineCounts> count,
    Runnable end)
    implements VisionEngine {

  /** Returns an engine without models, whose frames are analysed like this. */
  public static TestingEngine of(
      int width, Function<AnalysisRequest, CompletableFuture<Analysis>> analyses) {
    return new TestingEngine(
        (directory, settings) -> new TestingLease(new TestingTask()),
        directory -> CompletableFuture.completedFuture(null),
        directory -> {},
        analyses,
        width,
        () -> new EngineCounts(0, ModelRuns.none()),
        () -> {});
  }

  /** Returns an engine that is given no frames. */
  public static TestingEngine idle() {
    return of(
        1,
        request -> {
          throw new AssertionError("nobody asks");
        });
  }

  /** Returns another engine, but for how it analyses frames. */
  public static TestingEngine around(
      VisionEngine engine, Function<AnalysisRequest, CompletableFuture<Analysis>> analyses) {
    return new TestingEngine(
        engine::lease,
        engine::load,
        engine::unload,
        analyses,
        engine.width(),
        engine::counts,
        engine::close);
  }

  /** Returns the same with other counts. */
  public TestingEngine counting(EngineCounts counts) {
    return new TestingEngine(leases, loads, unloads, analyses, width, () -> counts, end);
  }

  /** Returns the same that loads and unloads like this. */
  public TestingEngine loading(
      Function<String, CompletableFuture<Void>> newLoads, Consumer<String> newUnloads) {
    return new TestingEngine(leases, newLoads, newUnloads, analyses, width, count, end);
  }

  /** Returns the same that does this at its end. */
  public TestingEngine ending(Runnable newEnd) {
    return new TestingEngine(leases, loads, unloads, analyses, width, count, newEnd);
  }

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return leases.apply(directory, settings);
  }

  @Override
  public CompletableFuture<Void> load(String directory) {
    return loads.apply(directory);
  }

  @Override
  public void unload(String directory) {
    unloads.accept(directory);
  }

  @Override
  public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
    return analyses.apply(request);
  }

  @Override
  public EngineCounts counts() {
    return count.get();
  }

  @Override
  public void close() {
    end.run();
  }
}
