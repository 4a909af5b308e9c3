package io.meshstream.tools.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.console.Progress;
import io.meshstream.tools.drawing.Layer;
import io.meshstream.vision.Hand;
import io.meshstream.vision.Handedness;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenderingTest {

  private final Rendering rendering = new Rendering(Layer.usual());
  private final TestingSink sink = new TestingSink();

  @Test
  void writesWhatThereIsAndCountsIt() throws IOException {
    rendering.run(
        new TestingFrames(RenderOutcome.SHED, RenderOutcome.NO_RECORD, RenderOutcome.SHED),
        sink,
        Progress.none(),
        () -> false);

    assertThat(sink.names).containsExactly("0", "1", "2");
    assertThat(rendering.count()).isEqualTo(3);
    assertThat(rendering.summary()).isEqualTo("3 frames: 2 shed, 1 without a record");
  }

  @Test
  void stopsBetweenTwoFramesWhenToldTo() throws IOException {
    rendering.run(
        new TestingFrames(RenderOutcome.SHED, RenderOutcome.SHED, RenderOutcome.SHED),
        sink,
        Progress.none(),
        () -> sink.names.size() == 2);

    assertThat(sink.names).containsExactly("0", "1");
    assertThat(rendering.summary()).isEqualTo("2 frames: 2 shed");
  }

  @Test
  void saysThatThereWasNothing() throws IOException {
    rendering.run(new TestingFrames(), sink, Progress.none(), () -> false);

    assertThat(rendering.summary()).isEqualTo("0 frames");
  }

  @Test
  void countsTheFramesWithHandsWhetherOrNotTheyHaveFaces() throws IOException {
    Hand hand =
        new Hand(
            1,
            0.9f,
            Handedness.LEFT,
            0.9f,
            new Region(0.5f, 0.5f, 0.5f, 0.5f, 0),
            Landmarks.none(),
            Landmarks.none(),
            Optional.empty());
    Iterator<TaskResult> results =
        List.of(
                new TaskResult(List.of(), Optional.empty(), List.of(hand), Optional.empty()),
                new TaskResult(List.of(), Optional.empty()))
            .iterator();
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);

    rendering.run(
        new TestingFrames(RenderOutcome.NO_FACE, RenderOutcome.NO_FACE) {
          @Override
          public Optional<RenderedFrame> next() {
            return results.hasNext()
                ? Optional.of(RenderedFrame.analysed("frame", image, results.next()))
                : Optional.empty();
          }
        },
        sink,
        Progress.none(),
        () -> false);

    assertThat(rendering.summary()).isEqualTo("2 frames: 2 without a face; 1 with hands");
  }

  /** Black frames that were not looked at, named by their number. */
  private static class TestingFrames implements FrameSource {

    private final RenderOutcome[] outcomes;
    private int next;

    TestingFrames(RenderOutcome... outcomes) {
      this.outcomes = outcomes;
    }

    @Override
    public Optional<Double> framesPerSecond() {
      return Optional.empty();
    }

    @Override
    public Optional<RenderedFrame> next() {
      if (next == outcomes.length) {
        return Optional.empty();
      }
      BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
      RenderedFrame frame =
          RenderedFrame.captioned(Integer.toString(next), outcomes[next], image, "caption");
      next++;
      return Optional.of(frame);
    }

    @Override
    public void close() {}
  }

  /** Keeps the names. */
  private static final class TestingSink implements FrameSink {

    private final List<String> names = new ArrayList<>();

    @Override
    public void write(String name, BufferedImage image) {
      names.add(name);
    }

    @Override
    public String description() {
      return "nowhere";
    }

    @Override
    public void close() {}
  }
}
