package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faces of a frame may be read by several threads, and are the same. */
class SeveralFacesTest {
  private static final int COLUMNS = 2;
  private static final int ROWS = 2;
  private static final int SIDE = 400;
  private static final int FRAMES = 20;

  @AutoClose private static final ModelSet models = ModelSet.open();
  private static final ExecutorService threads = Executors.newFixedThreadPool(3);
  private static byte[] jpeg;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @BeforeAll
  static void paint() {
    BufferedImage head = ImageFiles.image(Portrait.picture()).getSubimage(97, 0, 256, 256);
    BufferedImage image =
        new BufferedImage(COLUMNS * SIDE, ROWS * SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    for (int i = 0; i < COLUMNS * ROWS; i++) {
      canvas.drawImage(head, i % COLUMNS * SIDE, i / COLUMNS * SIDE, SIDE, SIDE, null);
    }
    canvas.dispose();
    jpeg = ImageFiles.jpeg(image, 0.85f);
  }

  @AfterAll
  static void endThreads() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskKind.class,
      names = {"FACE_MESH", "FACE_LANDMARKER"})
  void helpersChangeNothing(TaskKind kind) throws Exception {
    Task task = task(kind);
    TaskState alone = TaskState.initial();
    TaskState helped = TaskState.initial();
    for (int frame = 0; frame < FRAMES; frame++) {
      try (PictureSource one = decoder.open(jpeg);
          PictureSource other = decoder.open(jpeg)) {
        TaskStep expected = task.step(alone, new Frame(one, frame));
        TaskStep step = task.step(helped, new Frame(other, frame), threads);

        assertThat(step).isEqualTo(expected);
        assertThat(step.result().faces()).hasSize(COLUMNS * ROWS);
        alone = expected.state();
        helped = step.state();
      }
    }
  }

  @Test
  void noHelpIsAskedForWithOneFace() throws Exception {
    Task task = task(TaskKind.FACE_MESH);
    Picture portrait = Portrait.picture();
    AtomicInteger asked = new AtomicInteger();
    TaskState state = TaskState.initial();
    for (int frame = 0; frame < 2; frame++) {
      TaskStep step = task.step(state, Frame.of(portrait), work -> asked.incrementAndGet());
      assertThat(step.result().faces()).hasSize(1);
      state = step.state();
    }

    assertThat(asked).hasValue(0);
  }

  private static Task task(TaskKind kind) {
    return TaskCatalog.task(
        TaskSettings.of(kind).withTracking(TrackingOptions.defaults().withMaxFaces(COLUMNS * ROWS)),
        models);
  }
}
