package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.HandState;
import io.meshstream.vision.LostTrack;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.activity.FaceActivity;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.smoothing.FilterState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.junit.jupiter.api.Test;

class CameraStatesTest {

  /** A serialiser's snapshot and a state, as written by the first release. Never written again. */
  private static final Path FIRST_RELEASE = Path.of("src/test/resources/state/v1/camera.bin");

  private static final CameraSession SESSION =
      session(1_700_000_000_000_001L, 1_700_000_000_002L, 1_700_000_000_100_001L);

  private static CameraSession session(
      long trackedAtMicros, long seenAtMillis, long debtUntilMicros) {
    return new CameraSession(
        2,
        10,
        seenAtMillis,
        debtUntilMicros,
        new TaskState(
            List.of(
                new Track(3, new Region(0.1f, 0.2f, 0.3f, 0.4f, -0.5f)),
                new Track(1, new Region(-1e-30f, 1e30f, Float.MIN_VALUE, 0.25f, 3.1f))),
            4,
            trackedAtMicros));
  }

  @Test
  void theIdsOfLostFacesAndTheNextTileComeBackWithTheCamera() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);
    TaskState state =
        new TaskState(
            List.of(),
            9,
            7,
            List.of(
                new LostTrack(8, new Region(0.1f, 0.2f, 0.3f, 0.4f, -0.5f), 2),
                new LostTrack(3, new Region(-1e-30f, 1e30f, Float.MIN_VALUE, 0.25f, 3.1f), 30)),
            5);
    CameraSession session = new CameraSession(2, 10, -1, -1, state);

    CameraState read = read(serializer, written(serializer, CameraStates.stored(session)));

    assertThat(CameraStates.restored(read)).isEqualTo(session);
  }

  @Test
  void handsComeBackWithTheCameraToTheBit() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);
    HandState hands =
        new HandState(
            List.of(
                new Track(7, new Region(0.1f, 0.2f, 0.3f, 0.4f, -0.5f)),
                new Track(2, new Region(-1e-30f, 1e30f, Float.MIN_VALUE, 0.25f, 3.1f))),
            8,
            List.of(new LostTrack(6, new Region(0.5f, 0.6f, 0.7f, 0.8f, 0.9f), 12)),
            3);
    CameraSession session = SESSION.withState(SESSION.state().withHands(hands));
    CameraSession without = SESSION.withState(SESSION.state().withHands(hands.withoutTracks()));

    CameraState read = read(serializer, written(serializer, CameraStates.stored(session)));

    assertThat(CameraStates.restored(read)).isEqualTo(session);
    assertThat(CameraStates.restored(CameraStates.stored(without))).isEqualTo(without);
    assertThat(CameraStates.stored(SESSION).getHands()).isNull();
  }

  @Test
  void aCameraComesBackFromItsStateToTheBit() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);

    CameraState read = read(serializer, written(serializer, CameraStates.stored(SESSION)));

    assertThat(CameraStates.restored(read)).isEqualTo(SESSION);
  }

  @Test
  void whatSmoothsLandmarksComesBackToTheBitFromAStateOfItsOwn() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);
    AvroSerializer<SmoothingState> ofLandmarks = new AvroSerializer<>(SmoothingState.class);
    Landmarks read = Landmarks.wrap(new float[] {0.1f, -1e-30f, Float.NaN, 1e30f, 0, -0f});
    Landmarks smoothed = Landmarks.wrap(new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE});
    FilterState filter =
        FilterState.wrap(Long.MAX_VALUE, read, smoothed, new float[] {6, 5, 4, 3, 2, 1});
    Track smooth = new Track(3, new Region(0.1f, 0.2f, 0.3f, 0.4f, -0.5f), Optional.of(filter));
    Track other = new Track(1, new Region(0.5f, 0.2f, 0.3f, 0.4f, 0));
    CameraSession session =
        new CameraSession(2, 10, -1, -1, new TaskState(List.of(other, smooth), 9, 7));

    CameraState camera = read(serializer, written(serializer, CameraStates.stored(session)));
    SmoothingState landmarks =
        read(ofLandmarks, written(ofLandmarks, SmoothingStates.stored(session)));

    assertThat(SmoothingStates.isSmoothed(session)).isTrue();
    assertThat(CameraStates.isSmoothed(camera)).isTrue();
    assertThat(SmoothingStates.restored(CameraStates.restored(camera), landmarks))
        .isEqualTo(session);
    // It can be read as often as one likes.
    assertThat(SmoothingStates.restored(CameraStates.restored(camera), landmarks))
        .isEqualTo(session);
    assertThat(SmoothingStates.restored(SESSION, null)).isEqualTo(SESSION);
    assertThat(CameraStates.isSmoothed(CameraStates.stored(SESSION))).isFalse();
  }

  @Test
  void whatEventsFollowFromComesBackWithIt() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);
    CameraHistory history =
        new CameraHistory(
            new TopicPosition(3, 1L << 40),
            1_700_000_000_000_001L,
            /* isStalled= */ true,
            new SettingsOrigin(12, SettingsOrigin.NONE),
            "0123456789abcdef",
            List.of(new TrackHistory(3, 5, 6, 7), TrackHistory.unknown(1)));
    CameraSession session = SESSION.withHistory(Optional.of(history));

    CameraState read = read(serializer, written(serializer, CameraStates.stored(session)));

    assertThat(CameraStates.restored(read)).isEqualTo(session);
  }

  @Test
  void whatFacesDoComesBackToTheBitFromAStateOfItsOwn() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);
    AvroSerializer<SignalsState> ofSignals = new AvroSerializer<>(SignalsState.class);
    FaceSignals signals = new FaceSignals(0.1f, 0.2f, 0.7f, 1, 200, Optional.empty());
    FaceActivity activity =
        FaceActivity.none()
            .next(1_700_000_000_000_001L, Optional.of(signals))
            .state()
            .next(1_700_000_000_300_001L, Optional.of(signals))
            .state();
    CameraHistory history =
        new CameraHistory(
            new TopicPosition(3, 4),
            5,
            /* isStalled= */ false,
            SettingsOrigin.options(),
            "",
            List.of(
                new TrackHistory(3, 5, 6, 7).withActivity(Optional.of(activity)),
                TrackHistory.unknown(1)));
    CameraSession session = SESSION.withHistory(Optional.of(history));

    CameraState camera = read(serializer, written(serializer, CameraStates.stored(session)));
    byte[] stored = written(ofSignals, SignalsStates.stored(session));
    SignalsState faces = ofSignals.copy(read(ofSignals, stored));

    assertThat(SignalsStates.isNoted(session)).isTrue();
    assertThat(SignalsStates.mayBeStored(camera)).isTrue();
    assertThat(stored).hasSizeLessThan(FaceActivity.BYTES + 20);
    assertThat(SignalsStates.restored(CameraStates.restored(camera), faces)).isEqualTo(session);
    // It can be read as often as one likes.
    assertThat(SignalsStates.restored(CameraStates.restored(camera), faces)).isEqualTo(session);
    assertThat(SignalsStates.restored(SESSION, null)).isEqualTo(SESSION);
    assertThat(SignalsStates.isNoted(SESSION)).isFalse();
    assertThat(SignalsStates.mayBeStored(CameraStates.stored(SESSION))).isFalse();
  }

  @Test
  void noStateIsACameraNeverSeen() {
    assertThat(CameraStates.restored(null)).isEqualTo(CameraSession.none());
  }

  @Test
  void aCheckpointTellsHowItsStateIsRead() throws IOException {
    AvroSerializer<CameraState> serializer = new AvroSerializer<>(CameraState.class);
    byte[] state = written(serializer, CameraStates.stored(SESSION));
    DataOutputSerializer checkpoint = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(checkpoint, serializer.snapshotConfiguration());

    TypeSerializerSnapshot<CameraState> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(checkpoint.getCopyOfBuffer()), getClass().getClassLoader());

    assertThat(
            new AvroSerializer<>(CameraState.class)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    assertThat(CameraStates.restored(read(snapshot.restoreSerializer(), state))).isEqualTo(SESSION);
  }

  @Test
  void aStateOfTheFirstReleaseCanBeRead() throws IOException {
    byte[] savepoint = Files.readAllBytes(FIRST_RELEASE);
    DataInputDeserializer in = new DataInputDeserializer(savepoint);
    TypeSerializerSnapshot<CameraState> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());

    assertThat(
            new AvroSerializer<>(CameraState.class)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isIncompatible())
        .isFalse();
    assertThat(CameraStates.restored(snapshot.restoreSerializer().deserialize(in)))
        .isEqualTo(
            session(/* trackedAtMicros= */ -1, /* seenAtMillis= */ -1, /* debtUntilMicros= */ -1));
  }

  private static <T> byte[] written(TypeSerializer<T> serializer, T state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(state, out);
    return out.getCopyOfBuffer();
  }

  private static <T> T read(TypeSerializer<T> serializer, byte[] state) throws IOException {
    return serializer.deserialize(new DataInputDeserializer(state));
  }
}
