package io.meshstream.tools.landmarks;

import io.meshstream.vision.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The frames of a film that is kept as pictures: faces are tracked from one to the next. */
final class FilmResults implements ResultSource {

  private final List<InputPicture> frames;
  private final PictureAnalyser analyser;

  private TaskState state = TaskState.initial();
  private int next;

  FilmResults(List<InputPicture> frames, PictureAnalyser analyser) {
    this.frames = frames;
    this.analyser = analyser;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(frames.size());
  }

  @Override
  public Optional<PictureResult> next() {
    if (next == frames.size()) {
      return Optional.empty();
    }
    Optional<FrameTime> time = Optional.of(new FrameTime(next, OptionalLong.empty()));
    PictureAnalyser.Analysis analysis = analyser.analyse(frames.get(next), time, state);
    state = analysis.state();
    next++;
    return Optional.of(analysis.result());
  }

  @Override
  public void close() {}
}
