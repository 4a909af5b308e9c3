package io.meshstream.schemas.registry;

import io.meshstream.schemas.registry.RegistryException.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Finds what messages are read with by the id of their schema: remembers it once it is known, and
 * asks the registry otherwise, on a thread of its own.
 *
 * <p>Ids come from strangers, so everything is bounded: how many are remembered, how many the
 * registry is asked for in a time, and how long a caller waits. While the registry does not answer,
 * ids that are known go on, and it is asked for others every 5 s only. Thread-safe.
 *
 * @param <R> what is made of a schema
 */
public final class LookUps<R> {

  /** So many schemas may lie on a topic. */
  private static final int MAX_KNOWN = 200;

  /** So many ids are remembered that were of no use. */
  private static final int MAX_FAILED = 1000;

  /** So many ids may be asked for at once, and again after so long. */
  private static final int MAX_QUESTIONS = 20;

  private static final Duration QUESTIONS_REFILLED = Duration.ofSeconds(20);

  /** How long an id that is of no use stays so: it may be registered meanwhile. */
  private static final Duration FAILED_FOR = Duration.ofSeconds(30);

  /** How long a registry that does not answer is left alone. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final IntFunction<Schema> registry;
  private final Function<Schema, R> use;
  private final long patienceNanos;
  private final LongSupplier nanoTime;
  private final Executor thread;
  private final LongAdder hits;
  private final Map<Integer, R> known = new ConcurrentHashMap<>();

  /** What has been asked for and is not known (yet), the oldest first. */
  private final Map<Integer, LookUp<R>> asked = new LinkedHashMap<>();

  private final Allowance questions;
  private final Allowance waiting;

  /** Null unless the registry has not answered the last time. */
  private RegistryException outage;

  private long outageNanos;

  /**
   * @param registry what is asked
   * @param known schemas that need not be asked for
   * @param use makes of a schema what messages are read with; throws a {@link RegistryException}
   *     for one that is of no use
   * @param patience how long callers wait
   * @param hits counts the callers that the registry was not asked for
   */
  public LookUps(
      SchemaRegistry registry,
      Map<Integer, Schema> known,
      Function<Schema, R> use,
      Patience patience,
      LongAdder hits) {
    this(registry::schema, known, use, patience, hits, System::nanoTime, newThread());
  }

  LookUps(
      IntFunction<Schema> registry,
      Map<Integer, Schema> known,
      Function<Schema, R> use,
      Patience patience,
      LongAdder hits,
      LongSupplier nanoTime,
      Executor thread) {
    this.registry = registry;
    this.use = use;
    this.patienceNanos = patience.each().toNanos();
    this.hits = hits;
    this.nanoTime = nanoTime;
    this.thread = thread;
    this.questions = new Allowance(MAX_QUESTIONS, QUESTIONS_REFILLED, nanoTime.getAsLong());
    this.waiting =
        new Allowance(
            (double) patience.together().toNanos(), Duration.ofMinutes(1), nanoTime.getAsLong());
    known.forEach(
        (id, schema) -> {
          try {
            this.known.put(id, use.apply(schema));
          } catch (RegistryException e) {
            // Not of use for these messages; whoever sends one that has it is told.
            asked.put(id, LookUp.failed(e, nanoTime.getAsLong()));
          }
        });
  }

  /** Ends by itself when there is nothing to do, so that nobody has to close this. */
  private static Executor newThread() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, "schema-look-ups");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  /** An id that was asked for, and when the answer came. */
  private record LookUp<R>(CompletableFuture<R> answer, long atNanos) {

    static <R> LookUp<R> failed(RegistryException failure, long atNanos) {
      return new LookUp<>(CompletableFuture.failedFuture(failure), atNanos);
    }
  }

  /**
   * Returns what the messages with an id are read with.
   *
   * @throws RegistryException if there is no such schema, it is of no use, or it could not be found
   *     out in time; the last is {@linkplain RegistryException#isTemporary temporary}
   * @throws InterruptException if the thread is interrupted while it waits
   */
  public R get(int id) {
    R found = known.get(id);
    if (found == null) {
      return await(id, lookUp(id));
    }
    hits.increment();
    return found;
  }

  private synchronized CompletableFuture<R> lookUp(int id) {
    R found = known.get(id);
    if (found != null) {
      return CompletableFuture.completedFuture(found);
    }
    long now = nanoTime.getAsLong();
    LookUp<R> earlier = asked.get(id);
    if (earlier != null
        && (!earlier.answer().isDone() || now - earlier.atNanos() < FAILED_FOR.toNanos())) {
      return earlier.answer();
    }
    if (outage != null && now - outageNanos < PAUSE.toNanos()) {
      return CompletableFuture.failedFuture(outage);
    }
    if (questions.left(now) < 1) {
      return CompletableFuture.failedFuture(
          unavailable(id, "not looked up, since there are too many unknown ids"));
    }
    questions.use(1);
    CompletableFuture<R> answer = new CompletableFuture<>();
    asked.remove(id);
    asked.put(id, new LookUp<>(answer, now));
    if (asked.size() > MAX_FAILED) {
      asked.remove(asked.keySet().iterator().next());
    }
    thread.execute(() -> ask(id, answer));
    return answer;
  }

  private void ask(int id, CompletableFuture<R> answer) {
    RegistryException paused = outage();
    if (paused != null) {
      settle(id, answer, paused);
      return;
    }
    try {
      R made = use.apply(registry.apply(id));
      synchronized (this) {
        outage = null;
        asked.remove(id);
        if (known.size() < MAX_KNOWN) {
          known.put(id, made);
        }
      }
      answer.complete(made);
    } catch (RegistryException e) {
      settle(id, answer, e);
    } catch (RuntimeException e) {
      settle(
          id,
          answer,
          new RegistryException(
              Kind.REFUSED,
              "schema id %d: %s (expected: a schema that can be used); see who registered it"
                  .formatted(id, e),
              e));
    }
  }

  private synchronized RegistryException outage() {
    boolean isFresh = outage != null && nanoTime.getAsLong() - outageNanos < PAUSE.toNanos();
    return isFresh ? outage : null;
  }

  private void settle(int id, CompletableFuture<R> answer, RegistryException failure) {
    synchronized (this) {
      if (failure.isTemporary()) {
        outage = failure;
        outageNanos = nanoTime.getAsLong();
        asked.remove(id);
      } else {
        outage = null;
        asked.replace(id, new LookUp<>(answer, nanoTime.getAsLong()));
      }
    }
    answer.completeExceptionally(failure);
  }

  private R await(int id, CompletableFuture<R> answer) {
    if (answer.isDone()) {
      return joined(answer);
    }
    long begin = nanoTime.getAsLong();
    long longest;
    synchronized (this) {
      longest = (long) Math.min((double) patienceNanos, waiting.left(begin));
    }
    try {
      return answer.get(Math.max(0, longest), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw unavailable(id, "still being looked up");
    } catch (ExecutionException e) {
      return joined(answer);
    } catch (InterruptedException e) {
      // Sets the flag again. The message is not to blame, so nobody may take it for one that is.
      throw new InterruptException(e);
    } finally {
      synchronized (this) {
        waiting.use((double) (nanoTime.getAsLong() - begin));
      }
    }
  }

  private R joined(CompletableFuture<R> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RegistryException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static RegistryException unavailable(int id, String why) {
    return new RegistryException(
        Kind.UNAVAILABLE,
        "schema id %d: %s (expected: known to the registry); try again".formatted(id, why));
  }
}
