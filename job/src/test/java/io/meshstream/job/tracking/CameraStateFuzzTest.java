package io.meshstream.job.tracking;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.LostTrack;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores whatever sessions of cameras a fuzzer comes up with: each comes back as it was. */
class CameraStateFuzzTest {

  private final TypeSerializer<CameraState> serializer =
      new AvroRecordType<>(CameraState.class).createSerializer(new SerializerConfigImpl());
  private final DataOutputSerializer out = new DataOutputSerializer(1024);

  static Stream<byte[]> seeds() {
    return Stream.of(new byte[37], new byte[300]);
  }

  /** Takes the fields of a session one after the other; too few are none. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anySessionComesBackFromACheckpoint(byte[] input) throws IOException {
    CameraSession session;
    try {
      session = session(ByteBuffer.wrap(input));
    } catch (BufferUnderflowException | IllegalArgumentException noSession) {
      return;
    }
    out.clear();
    serializer.serialize(CameraStates.stored(session), out);
    DataInputDeserializer in = new DataInputDeserializer(out.getSharedBuffer(), 0, out.length());
    CameraSession restored = CameraStates.restored(serializer.deserialize(in));
    if (!restored.equals(session) || in.available() > 0) {
      throw new AssertionError("%s (expected: %s)".formatted(restored, session));
    }
  }

  private static CameraSession session(ByteBuffer in) {
    int shape = in.get();
    long epoch = in.getLong();
    long sequence = in.getLong();
    long seen = in.getLong();
    long debt = in.getLong();
    TaskState state =
        new TaskState(
            tracks(shape & 3, in),
            in.getLong(),
            in.getLong(),
            lost(shape >> 5 & 3, in),
            in.getInt());
    Optional<CameraHistory> history =
        (shape & 4) == 0 ? Optional.empty() : Optional.of(history(shape >> 3 & 3, in));
    return new CameraSession(epoch, sequence, seen, debt, state, history);
  }

  private static List<Track> tracks(int count, ByteBuffer in) {
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Region region = region(in);
      tracks.add(new Track(in.getLong(), region));
    }
    return tracks;
  }

  private static List<LostTrack> lost(int count, ByteBuffer in) {
    List<LostTrack> lost = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Region region = region(in);
      lost.add(new LostTrack(in.getLong(), region, in.getInt()));
    }
    return lost;
  }

  private static Region region(ByteBuffer in) {
    return new Region(in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat(), in.getFloat());
  }

  private static CameraHistory history(int count, ByteBuffer in) {
    TopicPosition position = new TopicPosition(in.getInt(), in.getLong());
    long captured = in.getLong();
    boolean stalled = (in.get() & 1) == 1;
    SettingsOrigin origin = new SettingsOrigin(in.getLong(), in.getLong());
    String models = Long.toHexString(in.getLong());
    List<TrackHistory> tracks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tracks.add(new TrackHistory(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
    }
    return new CameraHistory(position, captured, stalled, origin, models, tracks);
  }
}
