package io.meshstream.job;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.vision.testing.HostilePicture;
import io.meshstream.vision.testing.HostilePictures;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes records of the frames topic that are broken, or are meant to do harm, one of each kind. */
public final class HostileFrames {

  private static final String NO_FACE = HostilePicture.NO_FACE;

  /** Larger than limits.frame-bytes by default. */
  private static final int TOO_MANY_BYTES = (16 << 20) + 1;

  private static final int HEADER = 10;

  private HostileFrames() {}

  /**
   * A record, and what becomes of it.
   *
   * @param camera its key; empty: it has none
   * @param value its value
   * @param outcome its status, or if it is rejected the word for why
   */
  public record Hostile(String camera, byte[] value, String outcome) {}

  /** Makes all, each of a camera of its own. */
  public static List<Hostile> all() {
    List<Hostile> all = new ArrayList<>(messages());
    for (HostilePicture picture : HostilePictures.all()) {
      String camera = picture.name();
      String outcome = picture.outcome();
      all.add(
          new Hostile(
              camera,
              message(frame(camera, 0, 0, picture.bytes())),
              outcome.equals(NO_FACE) ? outcome : "PICTURE_" + outcome));
    }
    return List.copyOf(all);
  }

  private static List<Hostile> messages() {
    byte[] picture = blank();
    byte[] right = message(frame("lies", 0, 0, picture));
    byte[] wrongSchema = right.clone();
    wrongSchema[5] ^= 1;
    byte[] noText = right.clone();
    noText[HEADER + 1] = (byte) 0xff;
    byte[] longText = right.clone();
    longText[HEADER] = 127;
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    String longest = "é".repeat(255);
    return List.of(
        new Hostile("", right, "KEY_MISSING"),
        new Hostile("k".repeat(256), right, "KEY_TOO_LONG"),
        new Hostile("empty", new byte[0], "MESSAGE_EMPTY"),
        new Hostile("noise", noise, "MESSAGE_UNREADABLE"),
        new Hostile("cut", Arrays.copyOf(right, right.length - 1), "MESSAGE_UNREADABLE"),
        new Hostile("header", Arrays.copyOf(right, HEADER), "MESSAGE_UNREADABLE"),
        new Hostile("longer", Arrays.copyOf(right, right.length + 1), "MESSAGE_UNREADABLE"),
        new Hostile("schema", wrongSchema, "MESSAGE_UNREADABLE"),
        new Hostile("no UTF-8", noText, "MESSAGE_UNREADABLE"),
        new Hostile("length", longText, "MESSAGE_UNREADABLE"),
        new Hostile("other", right, "CAMERA_MISMATCH"),
        new Hostile("epoch", message(frame("epoch", -1, 0, picture)), "FRAME_INVALID"),
        new Hostile("sequence", message(frame("sequence", 0, -1, picture)), "FRAME_INVALID"),
        hostile(frame("turned", 0, 0, picture).setRotation(45), "FRAME_INVALID"),
        hostile(
            frame("video", 0, 0, picture).setEncoding(PictureEncoding.H264),
            "ENCODING_UNSUPPORTED"),
        hostile(frame("large", 0, 0, new byte[TOO_MANY_BYTES]), "FRAME_TOO_LARGE"),
        hostile(frame("other size", 0, 0, picture).setWidth(-1).setHeight(1 << 30), NO_FACE),
        hostile(frame("last", Long.MAX_VALUE, Long.MAX_VALUE, picture), NO_FACE),
        hostile(frame("early", 0, 0, picture).setCapturedAtMicros(Long.MIN_VALUE), NO_FACE),
        hostile(frame("late", 0, 0, picture).setCapturedAtMicros(Long.MAX_VALUE), NO_FACE),
        hostile(frame(longest, 0, 0, picture), NO_FACE),
        hostile(frame("\0\r\n%s${x}", 0, 0, picture), NO_FACE));
  }

  private static Hostile hostile(EncodedFrame.Builder frame, String outcome) {
    return new Hostile(frame.getCameraId(), message(frame), outcome);
  }

  private static byte[] blank() {
    return ImageFiles.png(new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR));
  }

  /** Returns what became of a frame: the status, or the word with which its reason begins. */
  public static String outcome(FrameLandmarks record) {
    return record.getReason() == null
        ? record.getStatus().name()
        : record.getReason().replaceFirst(":.*", "");
  }
}
