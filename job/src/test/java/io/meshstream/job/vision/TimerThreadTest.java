package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerThreadTest {

  @Test
  void aCallIsMade() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    try (TimerThread timer = new TimerThread()) {
      Runnable unused = timer.schedule(Duration.ofMillis(1), called::countDown);

      called.await();
    }
  }

  @Test
  void closingLeavesNoThreadAndMakesNoCall() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    TimerThread timer = new TimerThread();
    Runnable cancel = timer.schedule(Duration.ofDays(1), called::countDown);

    timer.close();

    cancel.run();
    assertThat(called.getCount()).isEqualTo(1);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("meshstream-timer")) {
        // It has nothing left to do, but may be on its way out; one that stays runs into the
        // time-out.
        thread.join();
      }
    }
  }
}
