package io.meshstream.tools.landmarks;

import io.meshstream.vision.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The frames of a film that is kept as pictures: faces are tracked from one to the next. */
final class FilmAnswers implements Answers {

  private final List<Still> frames;
  private final Sight sight;

  private TaskState state = TaskState.initial();
  private int next;

  FilmAnswers(List<Still> frames, Sight sight) {
    this.frames = frames;
    this.sight = sight;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(frames.size());
  }

  @Override
  public Optional<Answer> next() {
    if (next == frames.size()) {
      return Optional.empty();
    }
    Optional<Moment> moment = Optional.of(new Moment(next, OptionalLong.empty()));
    Sight.Look look = sight.look(frames.get(next), moment, state);
    state = look.state();
    next++;
    return Optional.of(look.answer());
  }

  @Override
  public void close() {}
}
