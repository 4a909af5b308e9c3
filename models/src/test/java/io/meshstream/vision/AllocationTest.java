package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.jpeg.Vectors;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a frame leaves behind for the garbage collector. */
class AllocationTest {
  private static final int FRAMES = 20;

  /** The landmarks themselves are 6 kB; the rest is headers, tables of places and small values. */
  private static final long MOST_BYTES = 64 * 1024;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @BeforeAll
  static void awaitVectors() {
    Vectors.awaitDecision();
  }

  @Test
  void aTrackedFrameLeavesNothingBehindThatGrowsWithThePicture() throws Exception {
    assertLeavesLittleBehind(TaskSettings.of(TaskKind.FACE_MESH));
  }

  @Test
  void neitherDoesOneWithTheAttentionMesh() throws Exception {
    assertLeavesLittleBehind(
        TaskSettings.of(TaskKind.FACE_MESH)
            .withLandmarks(LandmarkOptions.defaults().withRefined(true)));
  }

  @Test
  void neitherDoesOneWithSignals() throws Exception {
    assertLeavesLittleBehind(
        TaskSettings.of(TaskKind.FACE_MESH)
            .withLandmarks(LandmarkOptions.defaults().withDetails(Set.of(FaceDetail.SIGNALS))));
  }

  @Test
  void neitherDoesOneWithHandsSoughtBesideTheFace() throws Exception {
    assertLeavesLittleBehind(
        TaskSettings.of(TaskKind.FACE_MESH).withHands(HandOptions.defaults().withEnabled(true)));
  }

  private void assertLeavesLittleBehind(TaskSettings settings) throws Exception {
    try (ModelSet models = ModelSet.open()) {
      Task task = TaskCatalog.task(settings, models);
      long small = bytesPerTrackedFrame(task, portraitJpeg(512));
      long large = bytesPerTrackedFrame(task, portraitJpeg(2048));

      assertThat(small).isPositive().isLessThan(MOST_BYTES);
      assertThat(large).isLessThan(MOST_BYTES);
    }
  }

  private long bytesPerTrackedFrame(Task task, byte[] jpeg) throws Exception {
    TaskState tracked = step(task, TaskState.initial(), jpeg).state();
    assertThat(tracked.tracks()).hasSize(1);
    for (int frame = 0; frame < FRAMES; frame++) {
      step(task, tracked, jpeg);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int frame = 0; frame < FRAMES; frame++) {
      step(task, tracked, jpeg);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / FRAMES;
  }

  private TaskStep step(Task task, TaskState state, byte[] jpeg) throws Exception {
    try (PictureSource picture = decoder.open(jpeg)) {
      return task.step(state, new Frame(picture, -1));
    }
  }

  private static byte[] portraitJpeg(int side) throws Exception {
    BufferedImage portrait = ImageIO.read(new ByteArrayInputStream(Portrait.png()));
    BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    scaled.createGraphics().drawImage(portrait, 0, 0, side, side, null);
    return ImageFiles.jpeg(scaled);
  }
}
