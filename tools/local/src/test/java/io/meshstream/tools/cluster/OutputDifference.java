package io.meshstream.tools.cluster;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How what a job has written differs from what an undisturbed one writes of the same frames.
 *
 * @param records frames that have a record of the undisturbed job
 * @param lost frames that have none
 * @param unexpected frames that have one, and none of the undisturbed job
 * @param duplicated records beyond the first of their frame
 * @param differing frames that have a record with other bytes
 * @param identitySwitches of these, those on which faces have other track ids
 * @param eventsLost events that are missing
 * @param eventsUnexpected events that the undisturbed job does not tell
 * @param eventsDuplicated events that are told more than once
 * @param examples some of the frames that are not as they should be
 */
public record OutputDifference(
    int records,
    int lost,
    int unexpected,
    int duplicated,
    int differing,
    int identitySwitches,
    int eventsLost,
    int eventsUnexpected,
    int eventsDuplicated,
    List<String> examples) {

  private static final int EXAMPLES = 5;

  /** Compares. */
  public static OutputDifference between(JobOutput disturbed, JobOutput undisturbed)
      throws MessageFormatException {
    int lost = 0;
    int differing = 0;
    int switches = 0;
    Set<String> examples = new HashSet<>();
    for (FrameIdentity frame : undisturbed.records().keySet()) {
      List<ByteBuffer> there = disturbed.records().getOrDefault(frame, List.of());
      Set<ByteBuffer> values = new HashSet<>(there);
      if (values.equals(Set.copyOf(undisturbed.records().get(frame)))) {
        continue;
      }
      if (examples.size() < EXAMPLES) {
        examples.add((there.isEmpty() ? "lost " : "differing ") + frame);
      }
      if (there.isEmpty()) {
        lost++;
      } else {
        differing++;
        switches += sameTracks(values, undisturbed.landmarks(frame)) ? 0 : 1;
      }
    }
    return new OutputDifference(
        undisturbed.records().size(),
        lost,
        missing(disturbed.records().keySet(), undisturbed.records().keySet()),
        disturbed.records().values().stream().mapToInt(all -> all.size() - 1).sum(),
        differing,
        switches,
        missing(undisturbed.events().keySet(), disturbed.events().keySet()),
        missing(disturbed.events().keySet(), undisturbed.events().keySet()),
        disturbed.events().values().stream().mapToInt(times -> times - 1).sum(),
        List.copyOf(examples));
  }

  /** How many are not among the others. */
  private static int missing(Set<?> some, Set<?> others) {
    return (int) some.stream().filter(each -> !others.contains(each)).count();
  }

  private static boolean sameTracks(Set<ByteBuffer> values, FrameLandmarks expected)
      throws MessageFormatException {
    for (ByteBuffer value : values) {
      if (!tracks(JobOutput.landmarks(value)).equals(tracks(expected))) {
        return false;
      }
    }
    return true;
  }

  private static List<Long> tracks(FrameLandmarks landmarks) {
    return landmarks.getFaces().stream().map(Face::getTrackId).sorted().toList();
  }

  /** Whether each frame has its record and each event was told, as often as may be. */
  public boolean isNone(boolean duplicatesAllowed) {
    return Stream.of(lost, unexpected, differing, eventsLost, eventsUnexpected)
            .allMatch(count -> count == 0)
        && (duplicatesAllowed || duplicated + eventsDuplicated == 0);
  }
}
