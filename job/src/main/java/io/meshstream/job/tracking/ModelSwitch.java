package io.meshstream.job.tracking;

import io.meshstream.job.control.ModelDemand;
import io.meshstream.job.options.ModelSettings;
import io.meshstream.job.vision.VisionEngine;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches from models to models while frames go on: has those that the control topic names loaded
 * beside the ones in use, says which a frame is analysed with, and gives up those that nothing
 * names any more.
 *
 * <p>Models take part from the first frame that is admitted after they have been loaded. Until then
 * the ones before go on, and so they do when these are refused. Only where the change is bound to a
 * capture time do frames from that time on wait for them, so that the change falls on the same
 * frame however often that is processed.
 *
 * <p>For one thread, the task's.
 */
final class ModelSwitch {

  private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

  /** The models that the job brings: always loaded. */
  private static final String OWN = "";

  private final VisionEngine engine;
  private final Executor task;
  private final Refusals refusals;

  private final Map<String, Standing> standings = new HashMap<>();
  private Set<String> named = Set.of();

  /** What goes on where a frame's models cannot be had. */
  private String inForce = OWN;

  private long demands;
  private long demandOfOwn;

  /** Is told of models that cannot be had. */
  @FunctionalInterface
  interface Refusals {

    /**
     * Takes the refusal of models.
     *
     * @param demand what asked for them
     * @param message what is wrong with them and what to do, for people
     */
    void refused(ModelDemand demand, String message);
  }

  /** What is known of the models of one directory. */
  private static final class Standing {
    private final CompletableFuture<Void> loading;
    private ModelDemand demand;
    private long order;
    private boolean isLoaded;
    private boolean isRefused;

    Standing(ModelDemand demand, CompletableFuture<Void> loading) {
      this.demand = demand;
      this.loading = loading;
    }

    boolean isPending() {
      return !isLoaded && !isRefused;
    }
  }

  /**
   * @param engine loads the models
   * @param task runs on the task's thread what it is given on any other
   * @param refusals told on the task's thread
   */
  ModelSwitch(VisionEngine engine, Executor task, Refusals refusals) {
    this.engine = engine;
    this.task = task;
    this.refusals = refusals;
  }

  /**
   * Begins with the models that were in force when a checkpoint was taken. What the control topic
   * says comes after.
   */
  void restore(String directory) {
    if (!directory.equals(OWN)) {
      begin(directory, ModelDemand.ofCheckpoint(directory));
      inForce = directory;
    }
  }

  /** Returns the directory of the models that a checkpoint is to begin with. */
  String inForce() {
    return inForce;
  }

  /**
   * Follows a record of the control topic.
   *
   * @param demand what it asks for
   * @param nowNamed the directories that the whole topic names from now on
   */
  void follow(ModelDemand demand, Set<String> nowNamed) {
    named = nowNamed;
    for (String directory : demand.directories()) {
      Standing standing = standings.get(directory);
      if (standing == null || standing.isRefused) {
        begin(directory, demand);
      } else if (standing.demand.position().isEmpty()) {
        standing.demand = demand;
      }
    }
    demands++;
    demand.models().ifPresent(directory -> setOrder(directory, demands));
    giveUpUnnamed();
  }

  private void begin(String directory, ModelDemand demand) {
    Standing standing = new Standing(demand, engine.load(directory));
    standings.put(directory, standing);
    CompletableFuture<Void> unused =
        standing.loading.whenComplete(
            (loaded, failure) -> later(() -> end(directory, standing, failure)));
  }

  private void later(Runnable end) {
    try {
      task.execute(end);
    } catch (RejectedExecutionException e) {
      LOG.debug("Models were loaded after the task had ended.");
    }
  }

  private void end(String directory, Standing standing, Throwable failure) {
    if (standings.get(directory) != standing || !standing.isPending()) {
      return;
    }
    if (failure == null) {
      standing.isLoaded = true;
      LOG.info("The models of {} are loaded.", directory);
      return;
    }
    standing.isRefused = true;
    if (inForce.equals(directory)) {
      inForce = OWN;
    }
    String message = message(directory, failure);
    LOG.warn("{}. Those before stay in use.", message, failure);
    refusals.refused(standing.demand, message);
  }

  private static String message(String directory, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException || failure instanceof ExecutionException
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException) {
      return "models: %s, not loaded (expected: within a minute); look at where models.directory lies"
          .formatted(directory);
    }
    return cause instanceof IllegalStateException ? cause.getMessage() : cause.toString();
  }

  private void setOrder(String directory, long order) {
    if (directory.equals(OWN)) {
      demandOfOwn = order;
    } else {
      standings.get(directory).order = order;
    }
  }

  private long order(String directory) {
    return directory.equals(OWN) ? demandOfOwn : standings.get(directory).order;
  }

  private void giveUpUnnamed() {
    for (Iterator<String> all = standings.keySet().iterator(); all.hasNext(); ) {
      String directory = all.next();
      if (!named.contains(directory) && !directory.equals(inForce)) {
        all.remove();
        engine.unload(directory);
      }
    }
  }

  /** Waits until it is known of all models that are being loaded whether they can be had. */
  void await() throws InterruptedException {
    for (Map.Entry<String, Standing> each : List.copyOf(standings.entrySet())) {
      await(each.getKey(), each.getValue());
    }
  }

  private void await(String directory, Standing standing) throws InterruptedException {
    Throwable failure = null;
    try {
      standing.loading.get();
    } catch (ExecutionException | CancellationException e) {
      failure = e;
    }
    end(directory, standing, failure);
  }

  /**
   * Returns the directory of the models that a frame is analysed with; empty for those that the job
   * brings.
   *
   * @param wanted what the control topic says
   */
  String directoryFor(ModelSettings wanted) throws InterruptedException {
    String directory = wanted.directory();
    if (directory.equals(inForce)) {
      // As for nearly all frames.
      return isReady(inForce) ? inForce : OWN;
    }
    Standing standing = standings.get(directory);
    if (standing != null && standing.isPending() && wanted.isAwaited()) {
      await(directory, standing);
    }
    if (!isReady(directory)) {
      return inForce;
    }
    if (order(directory) >= order(inForce)) {
      inForce = directory;
      giveUpUnnamed();
    }
    return directory;
  }

  /** Returns the directory of the models on trial that see a camera's frames as well, if any do. */
  Optional<String> shadowFor(ModelSettings wanted) {
    return Optional.of(wanted.shadow()).filter(name -> !name.equals(OWN) && isReady(name));
  }

  private boolean isReady(String directory) {
    Standing standing = standings.get(directory);
    return directory.equals(OWN) || (standing != null && standing.isLoaded);
  }
}
