package io.meshstream.vision.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.signals.FacePoints;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.signals.GazeZone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares signals with the blendshapes that MediaPipe's Face Landmarker gives for the same faces:
 * whoever closes the eyes more has a higher {@code eyeBlink}, and so on. The set is not part of the
 * project; {@code MESHSTREAM_GOLDEN} names its folder.
 */
@EnabledIfEnvironmentVariable(
    named = "MESHSTREAM_GOLDEN",
    matches = ".+",
    disabledReason = "MESHSTREAM_GOLDEN does not name a folder with the golden reference set")
class SignalsGoldenTest {
  private static final Set<GazeZone> DOWN =
      EnumSet.of(GazeZone.DOWN, GazeZone.DOWN_LEFT, GazeZone.DOWN_RIGHT);

  private static final List<String> SETS =
      List.of("stills", "head-yaw", "sign-help", "sign-walk", "thumb", "two-heads");

  /** A face with its signals and the blendshapes by their names. */
  private record Seen(FaceSignals signals, JsonNode blendshapes) {
    double blendshape(String name) {
      for (JsonNode each : blendshapes) {
        if (each.get(0).asText().equals(name)) {
          return each.get(1).asDouble();
        }
      }
      throw new IllegalArgumentException("blendshape: " + name + " (expected: one of MediaPipe's)");
    }
  }

  @ParameterizedTest
  @CsvSource({"sign-help, -0.85", "sign-walk, -0.8", "two-heads, -0.75", "stills, -0.7"})
  void eyesAreLessOpenTheMoreTheyBlink(String set, double most) throws IOException {
    List<Seen> faces = faces(set);

    assertThat(correlation(faces, face -> face.signals().eyeOpennessLeft(), of("eyeBlinkLeft")))
        .isLessThan(most);
    assertThat(correlation(faces, face -> face.signals().eyeOpennessRight(), of("eyeBlinkRight")))
        .isLessThan(most);
  }

  @ParameterizedTest
  @CsvSource({"stills, 0.7", "two-heads, 0.75"})
  void mouthsAreMoreOpenTheLowerTheJaw(String set, double least) throws IOException {
    assertThat(correlation(faces(set), face -> face.signals().mouthOpenness(), of("jawOpen")))
        .isGreaterThan(least);
  }

  @Test
  void whoLooksDownIsInALowerZone() throws IOException {
    List<Double> down = new ArrayList<>();
    List<Double> rest = new ArrayList<>();
    for (String set : SETS) {
      for (Seen face : faces(set)) {
        double lookDown =
            (face.blendshape("eyeLookDownLeft") + face.blendshape("eyeLookDownRight")) / 2;
        face.signals()
            .gazeZone()
            .ifPresent(zone -> (DOWN.contains(zone) ? down : rest).add(lookDown));
      }
    }

    assertThat(down).hasSizeGreaterThan(5);
    assertThat(rest).hasSizeGreaterThan(300);
    assertThat(mean(down)).isGreaterThan(mean(rest) + 0.1);
  }

  private static ToDoubleFunction<Seen> of(String blendshape) {
    return face -> face.blendshape(blendshape);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Spearman's: -1 to 1. */
  private static double correlation(
      List<Seen> faces, ToDoubleFunction<Seen> one, ToDoubleFunction<Seen> other) {
    double[] a = ranks(faces.stream().mapToDouble(one).toArray());
    double[] b = ranks(faces.stream().mapToDouble(other).toArray());
    double mean = (faces.size() - 1) / 2.0;
    double both = 0;
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - mean) * (b[i] - mean);
      square += (a[i] - mean) * (a[i] - mean);
    }
    return both / square;
  }

  private static double[] ranks(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double[] ranks = new double[values.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order.get(rank)] = rank;
    }
    return ranks;
  }

  private static List<Seen> faces(String set) throws IOException {
    Path file = Path.of(System.getenv("MESHSTREAM_GOLDEN"), "peer", set + ".landmarker.json.gz");
    List<Seen> faces = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (JsonNode frame : new ObjectMapper().readTree(in).get("frames")) {
        for (JsonNode face : frame.path("faces")) {
          FacePoints points =
              new FacePoints(
                  Landmarks.wrap(landmarks(face.get("landmarks"))),
                  frame.get("width").asInt(),
                  frame.get("height").asInt());
          PoseMatrix pose = PoseMatrix.copyOf(matrix(face.get("matrix")));
          FaceSignals.of(points, pose)
              .ifPresent(signals -> faces.add(new Seen(signals, face.get("blendshapes"))));
        }
      }
    }
    assertThat(faces).isNotEmpty();
    return faces;
  }

  private static float[] landmarks(JsonNode points) {
    float[] values = new float[3 * points.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) points.get(i / 3).get(i % 3).asDouble();
    }
    return values;
  }

  private static float[] matrix(JsonNode elements) {
    float[] values = new float[elements.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) elements.get(i).asDouble();
    }
    return values;
  }
}
