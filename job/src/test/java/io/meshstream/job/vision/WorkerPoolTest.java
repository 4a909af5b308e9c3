package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {

  private final WorkerPool pool = new WorkerPool(1, new ManualTimer());
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Keeps the only thread busy. */
  @BeforeEach
  void occupy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    pool.execute(
        new Noted("first") {
          @Override
          public void run() {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    begun.await();
  }

  @AfterEach
  void close() {
    goOn.countDown();
    pool.close();
  }

  @Test
  void framesAreBegunInTheirOrder() throws Exception {
    List<String> frames = IntStream.range(0, 100).mapToObj(i -> "frame " + i).toList();
    frames.forEach(frame -> pool.execute(new Noted(frame)));
    goOn.countDown();

    for (String frame : frames) {
      assertThat(events.take()).isEqualTo(frame);
    }
  }

  @Test
  void framesThatComeLaterAreBegunBeforeHelp() throws Exception {
    pool.help(new Noted("help"));
    pool.help(new Noted("more help"));
    pool.execute(new Noted("frame"));
    goOn.countDown();

    assertThat(events.take()).isEqualTo("frame");
    assertThat(events.take()).isEqualTo("help");
    assertThat(events.take()).isEqualTo("more help");
  }

  @Test
  void thereIsNoHelpWhileFramesWait() throws Exception {
    pool.execute(new Noted("frame"));
    pool.help(new Noted("help"));
    goOn.countDown();

    assertThat(events.take()).isEqualTo("help dropped");
    assertThat(events.take()).isEqualTo("frame");
  }

  @Test
  void helpThatNobodyHasTimeForDoesNotPileUp() throws Exception {
    for (int i = 0; i < 1000; i++) {
      pool.help(new Noted("help"));
    }

    assertThat(events).hasSizeGreaterThan(900).containsOnly("help dropped");
  }

  @Test
  void closingDropsHelp() throws Exception {
    pool.help(new Noted("help"));
    pool.close();
    pool.help(new Noted("late help"));

    assertThat(events).containsExactly("help dropped", "late help dropped");
  }

  /** Work that says what became of it. */
  private class Noted implements WorkerPool.Work {

    private final String name;

    Noted(String name) {
      this.name = name;
    }

    @Override
    public void run() {
      events.add(name);
    }

    @Override
    public void drop() {
      events.add(name + " dropped");
    }
  }
}
