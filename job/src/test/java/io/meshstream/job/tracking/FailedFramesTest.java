package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.SourceFrame;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

class FailedFramesTest {

  private final FailedFrames frames = new FailedFrames();

  @Test
  void aFrameIsRefusedAfterTheSecondFailureAtIt() {
    assertThat(frames.isRefused(at(1, 7))).isFalse();
    frames.add(at(1, 7));
    assertThat(frames.isRefused(at(1, 7))).isFalse();

    frames.add(at(1, 7));

    assertThat(frames.isRefused(at(1, 7))).isTrue();
    assertThat(frames.isRefused(at(0, 7))).isFalse();
    assertThat(frames.isRefused(at(1, 8))).isFalse();
  }

  @Test
  void onlySoManyAreRemembered() {
    frames.add(at(0, 0));
    for (int i = 1; i <= 1000; i++) {
      frames.add(at(0, i));
    }
    frames.add(at(0, 0));

    assertThat(frames.isRefused(at(0, 0))).isFalse();
  }

  @Test
  void theNextAttemptOfAJobRemembersAndAnotherJobDoesNot() {
    JobID job = new JobID();
    FailedFrames.of(job).add(at(0, 0));
    FailedFrames.of(job).add(at(0, 0));

    assertThat(FailedFrames.of(job).isRefused(at(0, 0))).isTrue();
    assertThat(FailedFrames.of(new JobID()).isRefused(at(0, 0))).isFalse();
  }

  private static SourceFrame at(int partition, long offset) {
    return new SourceFrame("cam", partition, offset, 0, new byte[0]);
  }
}
