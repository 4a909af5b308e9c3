package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.sample.Portrait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is done beyond MediaPipe's loop, with the real models. */
class TrackPolicyTest {
  private static final PixelArea HEAD = new PixelArea(96, 0, 256, 256);
  private static final Frame EMPTY = Frame.of(Picture.grey(new byte[320 * 240], 320, 240));
  private static final Frame PORTRAIT = Frame.of(Portrait.picture());

  @AutoClose private static final ModelSet models = ModelSet.open();

  @Test
  void aFaceThatIsElsewhereIsFoundInTheSameFrame() throws Exception {
    TaskStep seen = task(1, policy -> policy).step(TaskState.initial(), heads(true, false));
    Frame moved = heads(false, true);

    TaskStep lost = task(1, policy -> policy).step(seen.state(), moved);
    TaskStep found = task(1, policy -> policy.withRedetect(true)).step(seen.state(), moved);

    assertThat(lost.result().faces()).isEmpty();
    assertThat(found.result().detections().orElseThrow()).hasSize(1);
    assertThat(found.result().faces()).extracting(Face::trackId).containsExactly(2L);
    assertThat(found.result().faces().get(0).region().centerX()).isGreaterThan(0.5f);
  }

  @Test
  void aFaceThatIsStillThereIsNotSoughtAgain() throws Exception {
    Task task = task(1, policy -> policy.withRedetect(true));
    TaskState state = task.step(TaskState.initial(), PORTRAIT).state();

    assertThat(task.step(state, PORTRAIT).result().detections()).isEmpty();
  }

  @Test
  void aFaceThatIsFoundAgainWhereItWasKeepsItsId() throws Exception {
    TaskStep seen = task(1, policy -> policy).step(TaskState.initial(), PORTRAIT);
    Region region = seen.state().tracks().get(0).region();
    Track tooLow = new Track(1, movedDown(region, 0.5f));

    TaskStep lost = task(1, policy -> policy).step(state(tooLow), PORTRAIT);
    TaskStep found = task(1, policy -> policy.withRedetect(true)).step(state(tooLow), PORTRAIT);

    assertThat(lost.result().faces()).isEmpty();
    assertThat(found.result().faces()).extracting(Face::trackId).containsExactly(1L);
    assertThat(found.state().nextTrackId()).isEqualTo(7);
  }

  @Test
  void otherFacesAreLeftAloneWhereOneIsSoughtAgain() throws Exception {
    TaskStep seen = task(2, policy -> policy).step(TaskState.initial(), heads(true, true));

    TaskStep step =
        task(2, policy -> policy.withRedetect(true)).step(seen.state(), heads(true, false));

    assertThat(seen.result().faces()).hasSize(2);
    assertThat(step.result().faces()).hasSize(1);
    assertThat(step.result().faces().get(0).detection()).isPresent();
    assertThat(seen.state().tracks()).extracting(Track::id).contains(trackIds(step).get(0));
  }

  @Test
  void aFaceThatComesBackSoonEnoughIsTheSame() throws Exception {
    Task task = task(1, policy -> policy.withLostFrames(3));

    assertThat(idAfterFramesWithout(task, 3)).isEqualTo(1);
    assertThat(idAfterFramesWithout(task, 4)).isEqualTo(2);
    assertThat(idAfterFramesWithout(task(1, policy -> policy), 1)).isEqualTo(2);
  }

  @Test
  void aFaceThatComesBackElsewhereIsAnother() throws Exception {
    Task task = task(1, policy -> policy.withLostFrames(3));
    TaskStep seen = task.step(TaskState.initial(), heads(true, false));
    TaskStep gone = task.step(seen.state(), EMPTY);

    TaskStep elsewhere = task.step(gone.state(), heads(false, true));
    TaskStep back = task.step(elsewhere.state(), heads(true, true));

    assertThat(trackIds(elsewhere)).containsExactly(2L);
    assertThat(elsewhere.state().lost()).extracting(LostTrack::id).containsExactly(1L);
    assertThat(trackIds(back)).containsExactly(2L);
  }

  @Test
  void idsAreKeptNoLongerThanRegionsAre() throws Exception {
    Task task = task(1, policy -> policy.withLostFrames(3));
    TaskState gone = task.step(task.step(TaskState.initial(), PORTRAIT).state(), EMPTY).state();

    assertThat(gone.lost()).hasSize(1);
    assertThat(gone.withoutTracks().lost()).isEmpty();
  }

  @Test
  void withACapNoMoreFacesAreTrackedThanAreSought() throws Exception {
    Frame three = Frame.of(Crops.tiled(Portrait.picture(), HEAD, 3));
    TaskState all = task(3, policy -> policy).step(TaskState.initial(), three).state();
    List<Integer> counts = new ArrayList<>();
    assertThat(all.tracks()).hasSize(3);
    for (Track track : all.tracks()) {
      counts.add(task(2, policy -> policy).step(state(track), three).result().faces().size());
      TaskStep capped = task(2, policy -> policy.withCapFaces(true)).step(state(track), three);
      assertThat(trackIds(capped)).hasSize(2).contains(track.id());
    }
    // That of MediaPipe: the third face is tracked, and two others are detected better.
    assertThat(counts).contains(3);
  }

  @Test
  void aFaceThatIsTrackedTwiceIsReportedOnce() throws Exception {
    Region region =
        task(1, policy -> policy)
            .step(TaskState.initial(), PORTRAIT)
            .state()
            .tracks()
            .get(0)
            .region();
    Region wide =
        new Region(
            region.centerX(),
            region.centerY(),
            1.5f * region.width(),
            1.5f * region.height(),
            region.rotation());
    TaskState twice = new TaskState(List.of(new Track(5, wide), new Track(2, region)), 7, -1);

    TaskStep both = task(2, policy -> policy).step(twice, PORTRAIT);
    TaskStep one = task(2, policy -> policy.withRemoveDuplicates(true)).step(twice, PORTRAIT);

    assertThat(trackIds(both)).containsExactly(5L, 2L);
    assertThat(trackIds(one)).containsExactly(2L);
    assertThat(one.state().lost()).isEmpty();
  }

  @Test
  void twoFacesBesideEachOtherAreNoDuplicates() throws Exception {
    TaskStep step =
        task(2, policy -> policy.withRemoveDuplicates(true))
            .step(TaskState.initial(), heads(true, true));

    assertThat(step.result().faces()).hasSize(2);
  }

  @Test
  void anIdCannotBeKeptForEver() {
    assertThatThrownBy(() -> TrackPolicy.mediaPipe().withLostFrames(10_001))
        .hasMessageContaining("lost frames: 10001 (expected: 0 to 10000)");
    assertThatThrownBy(() -> TrackPolicy.mediaPipe().withLostFrames(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long idAfterFramesWithout(Task task, int frames) throws Exception {
    TaskState state = task.step(TaskState.initial(), PORTRAIT).state();
    for (int i = 0; i < frames; i++) {
      state = task.step(state, EMPTY).state();
    }
    return trackIds(task.step(state, PORTRAIT)).get(0);
  }

  private static Task task(int maxFaces, UnaryOperator<TrackPolicy> policy) {
    TrackingOptions tracking =
        TrackingOptions.defaults()
            .withMaxFaces(maxFaces)
            .withPolicy(policy.apply(TrackPolicy.mediaPipe()));
    return TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH).withTracking(tracking), models);
  }

  private static List<Long> trackIds(TaskStep step) {
    return step.result().faces().stream().map(Face::trackId).toList();
  }

  private static TaskState state(Track track) {
    return new TaskState(List.of(track), 7, -1);
  }

  private static Region movedDown(Region region, float sides) {
    return new Region(
        region.centerX(),
        region.centerY() + sides * region.height(),
        region.width(),
        region.height(),
        region.rotation());
  }

  /** Two places for the portrait's head beside each other, 512 x 256; black where it is not. */
  private static Frame heads(boolean left, boolean right) {
    Picture portrait = Portrait.picture();
    byte[] rgb = new byte[3 * 512 * 256];
    for (int y = 0, at = 0; y < 256; y++) {
      for (int x = 0; x < 512; x++) {
        int pixel = portrait.rgbAt(HEAD.x() + x % 256, HEAD.y() + y);
        boolean isThere = x < 256 ? left : right;
        rgb[at++] = (byte) (isThere ? pixel >> 16 : 0);
        rgb[at++] = (byte) (isThere ? pixel >> 8 : 0);
        rgb[at++] = (byte) (isThere ? pixel : 0);
      }
    }
    return Frame.of(Picture.rgb(rgb, 512, 256));
  }
}
