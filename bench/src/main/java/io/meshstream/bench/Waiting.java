package io.meshstream.bench;

import io.meshstream.bench.Neighbourhood.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long neighbours waited for the records of their frames. A frame without a record counts with
 * the time that it had waited when the measurement ended, which is less than it would take.
 *
 * @param micros from when a frame was due until its record was read
 * @param silenceMicros the longest that one of the cameras got no record
 * @param unanswered how many frames have no record
 */
record Waiting(Histogram micros, long silenceMicros, long unanswered) {

  /**
   * What is measured.
   *
   * @param fromMicros the time of the first frame
   * @param firstFrame its number
   * @param frames how many of each camera
   * @param periodMicros between two frames
   * @param endMicros when the measurement ended
   */
  record Window(
      long fromMicros, long firstFrame, long frames, double periodMicros, long endMicros) {

    boolean has(Answer answer) {
      return answer.sequence() >= firstFrame && answer.sequence() < firstFrame + frames;
    }
  }

  static Waiting of(List<SentCamera> cameras, List<Answer> answers, Window window) {
    Histogram micros = new Histogram(3);
    long silence = 0;
    long unanswered = 0;
    for (SentCamera camera : cameras) {
      List<Answer> own =
          answers.stream()
              .filter(answer -> answer.camera().equals(camera.name()) && window.has(answer))
              .toList();
      own.forEach(answer -> micros.recordValue(answer.latencyMicros()));
      long lost = window.frames() - own.size();
      unanswered += lost;
      // Frames are answered in order, so the last ones are those that are not.
      for (long i = window.frames() - lost; i < window.frames(); i++) {
        long due = window.fromMicros() + (long) (i * window.periodMicros());
        micros.recordValue(Math.max(0, window.endMicros() - due));
      }
      silence = Math.max(silence, silenceMicros(own, lost, window));
    }
    return new Waiting(micros, silence, unanswered);
  }

  private static long silenceMicros(List<Answer> answers, long lost, Window window) {
    List<Long> times = new ArrayList<>();
    times.add(window.fromMicros());
    answers.forEach(answer -> times.add(answer.arrivedMicros()));
    if (lost > 0) {
      times.add(window.endMicros());
    }
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return longest;
  }

  /** Returns the cameras at one place. */
  static List<SentCamera> at(Place place, List<SentCamera> cameras) {
    List<SentCamera> there = new ArrayList<>();
    for (int i = 0; i < cameras.size(); i++) {
      if (Place.of(i) == place) {
        there.add(cameras.get(i));
      }
    }
    return there;
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toMicros(1);
  }

  /** Returns one line of the table. */
  String line(String name, Waiting calm) {
    return String.format(
        Locale.ROOT,
        "  %-16s %9.0f %9.0f %9.0f %9.1f %9.1f %11.0f %11d",
        name,
        millis(50),
        millis(99),
        millis(100),
        millis(50) / calm.millis(50),
        millis(99) / calm.millis(99),
        silenceMicros / (double) TimeUnit.MILLISECONDS.toMicros(1),
        unanswered);
  }

  static String header() {
    return String.format(
        Locale.ROOT,
        "  %-16s %9s %9s %9s %9s %9s %11s %11s",
        "neighbours",
        "p50 ms",
        "p99 ms",
        "most ms",
        "p50/calm",
        "p99/calm",
        "silence ms",
        "unanswered");
  }
}
