package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Handedness;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.testing.FilledRecord;
import io.meshstream.vision.TaskResult;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandRecordsTest {

  private static final FaceForm ALL = FaceForm.whole();

  @Test
  void everyFieldOfTheSchemaSurvivesTheWayToTheLibraryAndBack() {
    FrameLandmarks record =
        FrameLandmarks.newBuilder(FilledRecord.landmarks()).setFaces(List.of()).build();

    List<Hand> back = HandRecords.of(FaceRecords.toResult(record), ALL);

    assertThat(back).hasSameSizeAs(record.getHands()).isNotEmpty();
    for (int i = 0; i < back.size(); i++) {
      for (Schema.Field field : Hand.getClassSchema().getFields()) {
        Object expected = record.getHands().get(i).get(field.pos());
        assertThat(back.get(i).get(field.pos())).as(field.name()).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eitherHandIsTheSameAfterItsRecord(io.meshstream.vision.Handedness handedness) {
    io.meshstream.vision.Hand filled = HandRecords.toHand(filled());
    io.meshstream.vision.Hand hand =
        new io.meshstream.vision.Hand(
            filled.trackId(),
            filled.presence(),
            handedness,
            filled.handednessScore(),
            filled.region(),
            filled.landmarks(),
            filled.world(),
            Optional.empty());

    Hand record = HandRecords.of(hand, ALL);

    assertThat(record.getHandedness().name()).isEqualTo(handedness.name());
    assertThat(HandRecords.toHand(record)).isEqualTo(hand);
  }

  @Test
  void withoutLandmarksAHandHasAllTheRestInThePictureAndInSpace() {
    io.meshstream.vision.Hand hand = HandRecords.toHand(filled());

    Hand record = HandRecords.of(hand, new FaceForm(false, false, false));

    assertThat(record.getLandmarks()).isEmpty();
    assertThat(record.getWorldLandmarks()).isEmpty();
    assertThat(record.getDetection()).as("its keypoints are landmarks, too").isNull();
    record.put("landmarks", filled().getLandmarks());
    record.put("worldLandmarks", filled().getWorldLandmarks());
    record.put("detection", filled().getDetection());
    assertThat(record).isEqualTo(filled());
    assertThat(HandRecords.toHand(HandRecords.of(hand, new FaceForm(false, false, false))).world())
        .satisfies(world -> assertThat(world.count()).isZero());
  }

  @Test
  void aHandHasItsDetectionWhenAskedFor() {
    io.meshstream.vision.Hand hand = HandRecords.toHand(filled());

    assertThat(HandRecords.of(hand, ALL).getDetection()).isEqualTo(filled().getDetection());
    assertThat(HandRecords.of(hand, new FaceForm(true, false, false)).getDetection()).isNull();
  }

  @Test
  void handsAloneAreNoFace() {
    io.meshstream.vision.Hand hand = HandRecords.toHand(filled());
    TaskResult result =
        new TaskResult(List.of(), Optional.empty(), List.of(hand), Optional.empty());

    assertThat(FaceRecords.status(FaceRecords.of(result, ALL)).name()).isEqualTo("NO_FACE");
    assertThat(HandRecords.of(result, ALL)).hasSize(1);
  }

  @Test
  void whatIsNotAsTheSchemaSaysIsRefused() {
    Hand unknown = Hand.newBuilder(filled()).setHandedness(Handedness.UNKNOWN).build();
    Hand cut = Hand.newBuilder(filled()).setLandmarks(FloatList.view(new float[4])).build();
    Hand odd = filled();
    odd.getDetection().put("keypoints", FloatList.view(new float[12]));

    assertThatThrownBy(() -> HandRecords.toHand(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "handedness: UNKNOWN (expected: LEFT or RIGHT); read the record with a newer release");
    assertThatThrownBy(() -> HandRecords.toHand(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("landmark values: 4 (expected: a multiple of 3: x, y, z each)");
    assertThatThrownBy(() -> HandRecords.toHand(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keypoint values: 12 (expected: 14: x, y each)");
  }

  @Test
  void whatHandsTakeInARecordIsNotLessThanReckoned() {
    FrameLandmarks record = FilledRecord.landmarks();
    FrameLandmarks none = FrameLandmarks.newBuilder(record).setHands(List.of()).build();
    SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();

    int taken = codec.encode(record).length - codec.encode(none).length;

    assertThat(HandRecords.bytes(HandRecords.toHands(record)))
        .isBetween((long) taken, taken + 100L * record.getHands().size());
  }

  private static Hand filled() {
    return FilledRecord.landmarks().getHands().get(0);
  }
}
