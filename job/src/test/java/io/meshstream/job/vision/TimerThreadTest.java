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
  void closingLeavesNoThreadAndMakesNoCall() {
    CountDownLatch called = new CountDownLatch(1);
    TimerThread timer = new TimerThread();
    Runnable cancel = timer.schedule(Duration.ofDays(1), called::countDown);

    timer.close();

    cancel.run();
    assertThat(called.getCount()).isEqualTo(1);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("meshstream-timer"));
  }
}
