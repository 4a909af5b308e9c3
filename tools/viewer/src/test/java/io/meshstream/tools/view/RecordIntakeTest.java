package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.PalmDetection;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.testing.TestingRecords;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordIntakeTest {

  private final SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
  private final RecordIntake intake = new RecordIntake(RecordCodecs.of(Map.of()));

  @Test
  void recordsOfTheJobAreRead() {
    FrameLandmarks record = TestingRecords.record("cam", 1);

    assertThat(intake.read(codec.encode(record))).hasValue(record);
  }

  @Test
  void whatIsNoRecordIsRefused() {
    assertThat(intake.read(null)).isEmpty();
    assertThat(intake.read(new byte[0])).isEmpty();
    assertThat(intake.read(new byte[5_000_000])).isEmpty();
  }

  @Test
  void recordsBeyondWhatAModelGivesAreRefused() {
    assertThat(read(TestingRecords.face(1, 3 * 478))).isPresent();
    assertThat(read(TestingRecords.face(1, 3 * 479))).isEmpty();
    assertThat(read(TestingRecords.face(1, 3 * 478 - 1))).isEmpty();
    FaceDetection detection = new FaceDetection(1f, 0f, 0f, 1f, 1f, FloatList.view(new float[14]));
    Face face = Face.newBuilder(TestingRecords.face(1, 3)).setDetection(detection).build();
    assertThat(read(face)).isEmpty();
    assertThat(intake.read(codec.encode(TestingRecords.record("c".repeat(300), 1)))).isEmpty();
  }

  @Test
  void asManyFacesAreReadAsTheJobWrites() {
    Face whole = Face.newBuilder(TestingRecords.face(1, 3 * 478)).build();

    assertThat(read(faces(ContractLimits.FACES, whole))).isPresent();
    assertThat(read(faces(ContractLimits.FACES + 1, TestingRecords.face(1, 3)))).isEmpty();
  }

  @Test
  void handsBeyondWhatAModelGivesAreRefused() {
    Hand hand = TestingRecords.hand(1);

    assertThat(read(Collections.nCopies(ContractLimits.HANDS, hand))).isPresent();
    assertThat(read(Collections.nCopies(ContractLimits.HANDS + 1, hand))).isEmpty();
    for (int floats : new int[] {62, 66}) {
      List<Float> points = FloatList.view(new float[floats]);
      assertThat(read(List.of(Hand.newBuilder(hand).setLandmarks(points).build()))).isEmpty();
      assertThat(read(List.of(Hand.newBuilder(hand).setWorldLandmarks(points).build()))).isEmpty();
    }
    PalmDetection detection = new PalmDetection(1f, 0f, 0f, 1f, 1f, FloatList.view(new float[16]));
    assertThat(read(List.of(Hand.newBuilder(hand).setDetection(detection).build()))).isEmpty();
  }

  @Test
  void listsThatEndAmidAPointAreRefused() {
    Face face = TestingRecords.face(1, 3);

    assertThat(read(Face.newBuilder(face).setIrises(FloatList.view(new float[30])).build()))
        .isPresent();
    assertThat(read(Face.newBuilder(face).setIrises(FloatList.view(new float[29])).build()))
        .isEmpty();
    FaceDetection detection = new FaceDetection(1f, 0f, 0f, 1f, 1f, FloatList.view(new float[11]));
    assertThat(read(Face.newBuilder(face).setDetection(detection).build())).isEmpty();
  }

  private static Face[] faces(int count, Face face) {
    return Collections.nCopies(count, face).toArray(Face[]::new);
  }

  private Optional<FrameLandmarks> read(List<Hand> hands) {
    FrameLandmarks record = TestingRecords.record("cam", 1, FrameStatus.NO_FACE);
    return intake.read(codec.encode(FrameLandmarks.newBuilder(record).setHands(hands).build()));
  }

  private Optional<FrameLandmarks> read(Face... faces) {
    return intake.read(codec.encode(TestingRecords.record("cam", 1, FrameStatus.FACES, faces)));
  }
}
