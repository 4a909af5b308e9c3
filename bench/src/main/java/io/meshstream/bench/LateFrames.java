package io.meshstream.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Tells what the latest frames have met. Whatever holds one up holds up those behind it, too, even
 * if they are due when it is over; so frames that are late one after the other are an episode, and
 * what has happened in it from its first frame's time to its last one's record counts for all of
 * them. Several things may have happened, not all of which need be to blame.
 */
final class LateFrames {

  private static final double LATE_PERCENTILE = 95;

  /** Later than so many times the median is within an episode. */
  private static final int HELD_UP = 2;

  private LateFrames() {}

  /** Frames that are held up one after the other. */
  private record Episode(TimeSpan span, long late) {}

  /**
   * Says which part of the latest frames met what.
   *
   * @param answers to all frames that were due in a time
   * @param events what happened, by name
   */
  static List<String> table(List<Answer> answers, Map<String, List<TimeSpan>> events) {
    Histogram micros = new Histogram(3);
    answers.forEach(answer -> micros.recordValue(answer.latencyMicros()));
    long late = micros.getValueAtPercentile(LATE_PERCENTILE);
    long heldUp = Math.min(late, HELD_UP * micros.getValueAtPercentile(50));
    List<Episode> episodes = episodes(answers, heldUp, late);
    long all = episodes.stream().mapToLong(Episode::late).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "    of the frames later than %.1f ms, in an episode with",
            late / (double) TimeUnit.MILLISECONDS.toMicros(1)));
    events.forEach((name, spans) -> lines.add(line(name, with(episodes, spans), all)));
    List<TimeSpan> any = events.values().stream().flatMap(List::stream).toList();
    lines.add(line("none of them", all - with(episodes, any), all));
    return lines;
  }

  private static String line(String name, long late, long all) {
    return String.format(
        Locale.ROOT, "      %-28s %3.0f %%", name, all == 0 ? 0 : 100.0 * late / all);
  }

  private static long with(List<Episode> episodes, List<TimeSpan> spans) {
    return episodes.stream()
        .filter(episode -> spans.stream().anyMatch(episode.span()::overlaps))
        .mapToLong(Episode::late)
        .sum();
  }

  private static List<Episode> episodes(List<Answer> answers, long heldUp, long late) {
    List<Answer> byDue =
        answers.stream().sorted(Comparator.comparingLong(Answer::dueMicros)).toList();
    List<Episode> episodes = new ArrayList<>();
    List<Answer> current = new ArrayList<>();
    for (Answer answer : byDue) {
      if (answer.latencyMicros() > heldUp) {
        current.add(answer);
      } else if (!current.isEmpty()) {
        episodes.add(episode(current, late));
        current.clear();
      }
    }
    if (!current.isEmpty()) {
      episodes.add(episode(current, late));
    }
    return episodes;
  }

  private static Episode episode(List<Answer> answers, long late) {
    return new Episode(
        new TimeSpan(
            answers.get(0).dueMicros(),
            answers.stream().mapToLong(Answer::arrivedMicros).max().orElseThrow()),
        answers.stream().filter(answer -> answer.latencyMicros() > late).count());
  }
}
