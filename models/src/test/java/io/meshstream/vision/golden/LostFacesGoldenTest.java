package io.meshstream.vision.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.Face;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.TrackPolicy;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts what MediaPipe's loop loses of the golden sequences' faces, and a policy gets back. */
@EnabledIfEnvironmentVariable(
    named = "MESHSTREAM_GOLDEN",
    matches = ".+",
    disabledReason = "MESHSTREAM_GOLDEN does not name a folder with the golden reference set")
class LostFacesGoldenTest {
  private static final TrackPolicy MEDIAPIPE = TrackPolicy.mediaPipe();

  @AutoClose private static final ModelSet models = ModelSet.open();
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  /**
   * What was found in a sequence.
   *
   * @param faces how many faces, in all frames together
   * @param ids how many track ids they had
   */
  private record Found(int faces, int ids) {}

  /** Sequences as they are, and with frames left out, so that faces move further between two. */
  @ParameterizedTest
  @CsvSource({
    "sign-help, 1",
    "sign-help, 6",
    "sign-walk, 1",
    "sign-walk, 6",
    "sign-walk, 12",
    "head-yaw, 3",
    "thumb, 6",
    "thumb-cut, 1",
    "thumb-cut, 3",
    "two-heads, 1",
    "two-heads, 12"
  })
  void detectingInTheFrameThatLosesAFaceFindsMoreFrames(String name, int every) throws Exception {
    GoldenSet golden = golden(name);
    List<GoldenFrame> frames =
        IntStream.range(0, golden.frames().size())
            .filter(i -> i % every == 0)
            .mapToObj(golden.frames()::get)
            .toList();
    compare("every %d of %s".formatted(every, name), golden.faceMesh(golden.maxFaces()), frames);
  }

  /** Two scenes, cut into each other every so many frames, as by a switched camera. */
  @Test
  void detectingInTheFrameThatLosesAFaceCostsNoFrameAtACut() throws Exception {
    GoldenSet golden = golden("sign-walk");
    List<GoldenFrame> one = golden.frames();
    List<GoldenFrame> other = golden("sign-help").frames();
    List<GoldenFrame> frames = new ArrayList<>();
    for (int i = 0; i < other.size(); i++) {
      frames.add(i / 5 % 2 == 0 ? one.get(i) : other.get(i));
    }
    compare("cuts", golden.faceMesh(1), frames);
  }

  private void compare(String name, TaskSettings settings, List<GoldenFrame> frames)
      throws Exception {
    Found mediaPipe = found(settings, frames, MEDIAPIPE);
    Found redetected = found(settings, frames, MEDIAPIPE.withRedetect(true));
    Found kept = found(settings, frames, MEDIAPIPE.withRedetect(true).withLostFrames(10));

    System.out.printf(
        "%s, %d frames: MediaPipe's loop %s, redetect %s, with 10 lost frames %s%n",
        name, frames.size(), mediaPipe, redetected, kept);
    assertThat(redetected.faces()).isGreaterThanOrEqualTo(mediaPipe.faces());
    assertThat(kept.faces()).isEqualTo(redetected.faces());
    assertThat(kept.ids()).isLessThanOrEqualTo(redetected.ids());
  }

  private static GoldenSet golden(String name) throws Exception {
    return GoldenSet.read(Path.of(System.getenv("MESHSTREAM_GOLDEN")), name + ".mesh468");
  }

  private Found found(TaskSettings settings, List<GoldenFrame> frames, TrackPolicy policy)
      throws Exception {
    Task task =
        TaskCatalog.task(settings.withTracking(settings.tracking().withPolicy(policy)), models);
    TaskState state = TaskState.initial();
    int faces = 0;
    Set<Long> ids = new HashSet<>();
    for (GoldenFrame frame : frames) {
      try (PictureSource picture = decoder.open(Files.readAllBytes(frame.file()))) {
        TaskStep step = task.step(state, new Frame(picture, -1));
        state = step.state();
        faces += step.result().faces().size();
        step.result().faces().stream().map(Face::trackId).forEach(ids::add);
      }
    }
    return new Found(faces, ids.size());
  }
}
