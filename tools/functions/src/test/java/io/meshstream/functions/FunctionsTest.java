package io.meshstream.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.Test;

/** Functions on the canonical face, and on what is none. */
class FunctionsTest {
  private static final int SIDE = 1000;
  private static final int POINTS = 468;

  /** Two millimetres, where an iris is that looks straight ahead. */
  private static final float ABOVE_CORNERS = 0.0033f;

  private final ArrayData face = new GenericArrayData(canonicalFace());

  @Test
  void aFaceThatLooksIntoTheCameraSaysSo() {
    ArrayData irises = irises(0);

    assertThat(new EyeOpennessLeftFunction().eval(face, SIDE, SIDE)).isBetween(0.2, 0.4);
    assertThat(new EyeOpennessRightFunction().eval(face, SIDE, SIDE)).isBetween(0.2, 0.4);
    assertThat(new MouthOpennessFunction().eval(face, SIDE, SIDE)).isBetween(0.0, 0.2);
    assertThat(new FrontalnessFunction().eval(face, SIDE, SIDE)).isEqualTo(1, within(0.02));
    assertThat(new HeadYawFunction().eval(face, SIDE, SIDE)).isEqualTo(0, within(1.0));
    assertThat(new HeadPitchFunction().eval(face, SIDE, SIDE)).isEqualTo(0, within(5.0));
    assertThat(new HeadRollFunction().eval(face, SIDE, SIDE)).isEqualTo(0, within(1.0));
    assertThat(new FaceSizeFunction().eval(face, SIDE, SIDE)).isBetween(200.0, 400.0);
    assertThat(new HeadZoneFunction().eval(face, SIDE, SIDE)).isEqualTo("CENTER");
    assertThat(new GazeZoneFunction().eval(face, irises, SIDE, SIDE)).isEqualTo("CENTER");
    assertThat(new GazeZoneFunction().eval(face, irises(0.02f), SIDE, SIDE)).isEqualTo("LEFT");
  }

  @Test
  void whatIsNoFaceIsNull() {
    float[] few = new float[3];
    Float[] hole = new Float[3 * POINTS];
    for (ArrayData none :
        List.of(
            new GenericArrayData(few),
            new GenericArrayData(new float[3 * POINTS]),
            new GenericArrayData(hole))) {
      assertThat(new EyeOpennessLeftFunction().eval(none, SIDE, SIDE)).isNull();
      assertThat(new MouthOpennessFunction().eval(none, SIDE, SIDE)).isNull();
      assertThat(new HeadYawFunction().eval(none, SIDE, SIDE)).isNull();
      assertThat(new FrontalnessFunction().eval(none, SIDE, SIDE)).isNull();
      assertThat(new HeadZoneFunction().eval(none, SIDE, SIDE)).isNull();
      assertThat(new GazeZoneFunction().eval(none, irises(0), SIDE, SIDE)).isNull();
    }
    assertThat(new FaceSizeFunction().eval(null, SIDE, SIDE)).isNull();
    assertThat(new FaceSizeFunction().eval(face, null, SIDE)).isNull();
    assertThat(new FaceSizeFunction().eval(face, SIDE, 0)).isNull();
    assertThat(new GazeZoneFunction().eval(face, null, SIDE, SIDE)).isNull();
    assertThat(new GazeZoneFunction().eval(face, new GenericArrayData(few), SIDE, SIDE)).isNull();
  }

  @Test
  void theModuleBringsAllFunctionsWhateverTheCase() {
    MeshstreamModule module = new MeshstreamModule();

    assertThat(module.listFunctions()).hasSize(10);
    assertThat(module.listFunctions())
        .allSatisfy(
            name ->
                assertThat(module.getFunctionDefinition(name))
                    .get()
                    .isInstanceOf(ScalarFunction.class));
    assertThat(module.getFunctionDefinition("GAZE_ZONE"))
        .get()
        .isInstanceOf(GazeZoneFunction.class);
    assertThat(module.getFunctionDefinition("COUNT")).isEmpty();
  }

  /** Half a metre before the camera that the library takes for granted. */
  private static float[] canonicalFace() {
    float[] values = new float[3 * POINTS];
    double focal = 1 / (2 * Math.tan(Math.toRadians(63.0 / 2)));
    for (int i = 0; i < POINTS; i++) {
      CanonicalPoint point = CanonicalFace.points().get(i);
      double distance = 50 - point.z();
      values[3 * i] = (float) (0.5 + focal * point.x() / distance);
      values[3 * i + 1] = (float) (0.5 - focal * point.y() / distance);
      values[3 * i + 2] = (float) (-focal * point.z() / 50);
    }
    return values;
  }

  /** Irises a little above the corners of the eyes, moved to the subject's left. */
  private ArrayData irises(float left) {
    float[] values = new float[30];
    int[] corners = {33, 133, 362, 263};
    for (int eye = 0; eye < 2; eye++) {
      for (int point = 0; point < 5; point++) {
        for (int axis = 0; axis < 3; axis++) {
          values[3 * (5 * eye + point) + axis] =
              (face.getFloat(3 * corners[2 * eye] + axis)
                      + face.getFloat(3 * corners[2 * eye + 1] + axis))
                  / 2;
        }
        values[3 * (5 * eye + point)] += left;
        values[3 * (5 * eye + point) + 1] -= ABOVE_CORNERS;
      }
    }
    return new GenericArrayData(values);
  }
}
