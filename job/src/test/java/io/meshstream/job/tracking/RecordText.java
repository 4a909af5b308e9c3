package io.meshstream.job.tracking;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Region;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Shows records as lines of text that people can compare. What models and pixels decide is a number
 * with a decimal point, and nothing else is; of the landmarks, each 30th is shown, and their sum.
 */
final class RecordText {

  private static final int SHOWN = 30;

  private RecordText() {}

  static List<String> lines(FrameLandmarks record) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %d %d captured %d source %d/%d %dx%d %s model %s reason %s"
            .formatted(
                record.getCameraId(),
                record.getEpoch(),
                record.getSequence(),
                record.getCapturedAtMicros(),
                record.getSourcePartition(),
                record.getSourceOffset(),
                record.getWidth(),
                record.getHeight(),
                record.getStatus(),
                record.getModelId(),
                record.getReason()));
    record.getFaces().forEach(face -> addTo(lines, face));
    return lines;
  }

  private static void addTo(List<String> lines, Face face) {
    Region region = face.getRegion();
    lines.add(
        "  face %d presence %s region %s %s %s %s %s"
            .formatted(
                face.getTrackId(),
                number(face.getPresence()),
                number(region.getCenterX()),
                number(region.getCenterY()),
                number(region.getWidth()),
                number(region.getHeight()),
                number(region.getRotation())));
    List<Float> landmarks = face.getLandmarks();
    for (int i = 0; i < landmarks.size(); i += 3 * SHOWN) {
      lines.add("    landmark %d%s".formatted(i / 3, numbers(landmarks.subList(i, i + 3))));
    }
    double sum = landmarks.stream().mapToDouble(Float::doubleValue).sum();
    lines.add(
        "    of %d values, mean %s".formatted(landmarks.size(), number(sum / landmarks.size())));
    lines.add(
        "    pose %s blendshapes %s irises %s"
            .formatted(face.getPoseMatrix(), face.getBlendshapes(), face.getIrises()));
    FaceDetection detection = face.getDetection();
    if (detection != null) {
      lines.add(
          "    detection %s box %s %s %s %s keypoints%s"
              .formatted(
                  number(detection.getScore()),
                  number(detection.getXMin()),
                  number(detection.getYMin()),
                  number(detection.getWidth()),
                  number(detection.getHeight()),
                  numbers(detection.getKeypoints())));
    }
  }

  /** A dead letter, of its value the hash. */
  static String line(DeadLetter letter) {
    return "dead letter of %s source %s %d/%d at %d %s: %s value %s"
        .formatted(
            letter.getCameraId(),
            letter.getSourceTopic(),
            letter.getSourcePartition(),
            letter.getSourceOffset(),
            letter.getTimestampMillis(),
            letter.getReason(),
            letter.getMessage(),
            letter.getValue() == null ? "none" : sha256(List.of(bytes(letter.getValue()))));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String numbers(List<Float> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(value -> text.append(' ').append(number(value)));
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  /** The hash of messages, in hexadecimal digits. */
  static String sha256(List<byte[]> messages) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] message : messages) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, message.length));
        digest.update(message);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
