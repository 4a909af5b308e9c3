package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlarmThreadTest {

  @Test
  void anAlarmGoesOff() throws Exception {
    CountDownLatch wentOff = new CountDownLatch(1);
    try (AlarmThread alarms = new AlarmThread()) {
      Runnable unused = alarms.set(Duration.ofMillis(1), wentOff::countDown);

      wentOff.await();
    }
  }

  @Test
  void closingLeavesNoThreadAndNoAlarm() {
    CountDownLatch wentOff = new CountDownLatch(1);
    AlarmThread alarms = new AlarmThread();
    Runnable takeBack = alarms.set(Duration.ofDays(1), wentOff::countDown);

    alarms.close();

    takeBack.run();
    assertThat(wentOff.getCount()).isEqualTo(1);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("meshstream-alarms"));
  }
}
