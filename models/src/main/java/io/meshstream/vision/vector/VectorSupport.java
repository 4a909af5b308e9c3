package io.meshstream.vision.vector;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether to compute with vectors: where Java has been started with its Vector API, and as
 * soon as the compiler has made vector instructions of it.
 *
 * <p>Before that, each operation takes a call and makes an object. So a thread in the background
 * computes something until it is quick, and who asks meanwhile does without.
 */
public final class VectorSupport {
  private static final Logger LOGGER = System.getLogger(VectorSupport.class.getName());

  private static final String MODULE = "jdk.incubator.vector";

  /** Nobody misses vectors in the first moments, in which much else starts. */
  private static final int SECONDS_FOR_OTHERS = 2;

  /** Counted down by who does miss them. */
  private static final CountDownLatch MISSED = new CountDownLatch(1);

  /** The decision, once it has been made. */
  private static final CompletableFuture<Boolean> DECISION = new CompletableFuture<>();

  private static final boolean THERE = ModuleLayer.boot().findModule(MODULE).isPresent();

  private static volatile boolean ready;

  static {
    if (THERE) {
      Thread thread = new Thread(VectorSupport::decide, "picture-vectors");
      thread.setDaemon(true);
      thread.start();
    } else {
      LOGGER.log(
          Level.INFO,
          "pictures: without vectors (quicker: with them); start Java with --add-modules "
              + MODULE);
      DECISION.complete(false);
    }
  }

  private VectorSupport() {}

  private static void decide() {
    try {
      MISSED.await(SECONDS_FOR_OTHERS, TimeUnit.SECONDS);
      ready = VectorWarmUp.isQuickInTheEnd();
      LOGGER.log(
          ready ? Level.INFO : Level.WARNING,
          ready
              ? "pictures: with vectors"
              : "pictures: without vectors, which stay slow here (expected: a compiler that"
                  + " makes instructions of them); nothing to do, or start Java without "
                  + MODULE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LinkageError e) {
      LOGGER.log(
          Level.WARNING,
          "pictures: without vectors, whose API is another one here (expected: that of Java 17"
              + " to 25); nothing to do, or start Java without "
              + MODULE,
          e);
    } finally {
      DECISION.complete(ready);
    }
  }

  /** Tells whether this Java has been started with its Vector API. */
  public static boolean isThere() {
    return THERE;
  }

  /** Tells whether vectors are there, and quick by now. */
  public static boolean isReady() {
    return ready;
  }

  /** Waits until it is decided whether there will be vectors. */
  public static boolean awaitDecision() {
    MISSED.countDown();
    return DECISION.join();
  }
}
