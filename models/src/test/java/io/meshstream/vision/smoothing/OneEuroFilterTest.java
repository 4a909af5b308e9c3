package io.meshstream.vision.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneEuroFilterTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  /** When the frames below were taken. */
  private static final long[] MICROS = {1_000_000, 1_033_000, 1_066_000, 1_166_000, 1_200_000};

  /** Two points, five times. */
  private static final float[][] READ = {
    {0.40f, 0.50f, 0.01f, 0.60f, 0.55f, -0.02f},
    {0.401f, 0.499f, 0.012f, 0.602f, 0.551f, -0.018f},
    {0.405f, 0.498f, 0.011f, 0.604f, 0.5515f, -0.019f},
    {0.42f, 0.50f, 0.01f, 0.62f, 0.552f, -0.02f},
    {0.42f, 0.501f, 0.0105f, 0.6205f, 0.551f, -0.0205f}
  };

  /** What the formula of the paper, as MediaPipe has it, gives in other code. */
  private static final float[][] MEDIAPIPE = {
    {0.4f, 0.5f, 0.01f, 0.6f, 0.55f, -0.02f},
    {0.40042186f, 0.4996452f, 0.0111833755f, 0.60118335f, 0.55035484f, -0.018816624f},
    {0.40398136f, 0.4988231f, 0.011123901f, 0.6032275f, 0.5508373f, -0.0188761f},
    {0.4194972f, 0.49927652f, 0.010631233f, 0.6194743f, 0.5516092f, -0.019368766f},
    {0.41994786f, 0.5000067f, 0.010611917f, 0.62039775f, 0.55159515f, -0.019789558f}
  };

  private static final float[][] STEADIER = {
    {0.4f, 0.5f, 0.01f, 0.6f, 0.55f, -0.02f},
    {0.40011388f, 0.499891f, 0.010265933f, 0.6002659f, 0.55010897f, -0.019734066f},
    {0.4010027f, 0.49966377f, 0.01034261f, 0.60086596f, 0.550266f, -0.019657388f},
    {0.41161132f, 0.49974898f, 0.010254737f, 0.6115613f, 0.5507344f, -0.019745262f},
    {0.41379327f, 0.49989536f, 0.01027938f, 0.6139519f, 0.5507611f, -0.019830644f}
  };

  @Test
  void landmarksAreFilteredAsTheFormulaSays() {
    assertFiltered(Smoothing.oneEuro(), MEDIAPIPE);
    assertFiltered(new Smoothing(SmoothingKind.ONE_EURO, 0.5, 2, 1.5), STEADIER);
  }

  private static void assertFiltered(Smoothing smoothing, float[][] expected) {
    OneEuroFilter filter = new OneEuroFilter(smoothing);
    Optional<FilterState> state = Optional.empty();
    for (int i = 0; i < READ.length; i++) {
      FilterStep step = filter.step(Landmarks.copyOf(READ[i]), WIDTH, HEIGHT, MICROS[i], state);
      assertThat(step.landmarks().toArray()).containsExactly(expected[i], within(2e-7f));
      assertThat(step.state().orElseThrow().smoothed()).isEqualTo(step.landmarks());
      assertThat(step.state().orElseThrow().read().toArray()).isEqualTo(READ[i]);
      state = step.state();
    }
  }

  @Test
  void aFaceThatDoesNotMoveStaysWhereItIs() {
    OneEuroFilter filter = new OneEuroFilter(Smoothing.oneEuro());
    Landmarks still = Landmarks.copyOf(READ[0]);
    Optional<FilterState> state = Optional.empty();
    for (int i = 1; i <= 10; i++) {
      FilterStep step = filter.step(still, WIDTH, HEIGHT, 40_000L * i, state);
      assertThat(step.landmarks().toArray()).containsExactly(READ[0], within(1e-7f));
      state = step.state();
    }
  }

  @Test
  void aFaceHalfAsLargeIsSmoothedAsMuch() {
    OneEuroFilter filter = new OneEuroFilter(Smoothing.oneEuro());
    Landmarks large = moved(filter, WIDTH);
    Landmarks small = moved(filter, WIDTH / 2);

    for (int i = 0; i < 6; i++) {
      assertThat(small.value(i)).isCloseTo(large.value(i), within(1e-6f));
    }
  }

  /** The second frame's landmarks in pictures of a width, and half as high. */
  private static Landmarks moved(OneEuroFilter filter, int width) {
    FilterStep first =
        filter.step(Landmarks.copyOf(READ[0]), width, width / 2, MICROS[0], Optional.empty());
    return filter
        .step(Landmarks.copyOf(READ[1]), width, width / 2, MICROS[1], first.state())
        .landmarks();
  }

  @Test
  void aFrameThatIsNotLaterChangesNothing() {
    OneEuroFilter filter = new OneEuroFilter(Smoothing.oneEuro());
    Optional<FilterState> state = begun(filter);
    Landmarks read = Landmarks.copyOf(READ[1]);
    for (long micros : new long[] {MICROS[0], MICROS[0] - 1, 0, -1, Long.MIN_VALUE}) {
      assertThat(filter.step(read, WIDTH, HEIGHT, micros, state))
          .isEqualTo(new FilterStep(read, state));
    }
  }

  @Test
  void aFilterDoesNotBeginWithAFrameOfNoTime() {
    OneEuroFilter filter = new OneEuroFilter(Smoothing.oneEuro());
    Landmarks read = Landmarks.copyOf(READ[0]);
    for (long micros : new long[] {0, -1}) {
      assertThat(filter.step(read, WIDTH, HEIGHT, micros, Optional.empty()))
          .isEqualTo(new FilterStep(read, Optional.empty()));
    }
  }

  @Test
  void aFaceWithoutASizeIsLeftAsItIs() {
    OneEuroFilter filter = new OneEuroFilter(Smoothing.oneEuro());
    Optional<FilterState> state = begun(filter);
    for (float value : new float[] {0.5f, Float.NaN}) {
      Landmarks read = Landmarks.wrap(new float[] {value, value, value, value, value, value});
      assertThat(filter.step(read, WIDTH, HEIGHT, MICROS[1], state))
          .isEqualTo(new FilterStep(read, state));
    }
  }

  @Test
  void landmarksOfAnotherModelBeginAnew() {
    OneEuroFilter filter = new OneEuroFilter(Smoothing.oneEuro());
    Landmarks more = Landmarks.wrap(new float[] {0, 0, 0, 1, 1, 0, 0, 1, 1});

    FilterStep step = filter.step(more, WIDTH, HEIGHT, MICROS[1], begun(filter));

    assertThat(step.landmarks()).isEqualTo(more);
    assertThat(step.state().orElseThrow().read()).isEqualTo(more);
  }

  @Test
  void parametersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Smoothing(SmoothingKind.ONE_EURO, 0, 80, 1))
        .hasMessageContaining("smoothing min cutoff: 0.0 (expected: 1.0E-6 to 1000000.0)");
    assertThatThrownBy(() -> new Smoothing(SmoothingKind.ONE_EURO, 1, -1, 1))
        .hasMessageContaining("smoothing beta: -1.0");
    assertThatThrownBy(() -> new Smoothing(SmoothingKind.ONE_EURO, 1, 1, Double.NaN))
        .hasMessageContaining("smoothing derivative cutoff: NaN");
  }

  private static Optional<FilterState> begun(OneEuroFilter filter) {
    return filter
        .step(Landmarks.copyOf(READ[0]), WIDTH, HEIGHT, MICROS[0], Optional.empty())
        .state();
  }
}
