package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.source;

import io.meshstream.job.PortraitPictures;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.sample.Portrait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Frames of a camera, the same bytes wherever they are made, and the options they are processed
 * with.
 *
 * @param name what is shown in them
 * @param options the job's
 * @param frames in the order of the topic
 */
record FrameSequence(String name, Map<String, String> options, List<SourceFrame> frames) {

  private static final String CAMERA = "cam";

  /** All sequences; between them, every rule that decides what becomes of a frame. */
  static List<FrameSequence> all() {
    List<byte[]> walk = PortraitPictures.walk();
    List<byte[]> pair = PortraitPictures.pair();
    List<byte[]> alone = PortraitPictures.alone();
    List<byte[]> closeUp = PortraitPictures.closeUp();
    return List.of(
        new FrameSequence("walk", Map.of(), numbered(walk)),
        new FrameSequence("walk-without-mesh", Map.of("landmarks.mesh", "false"), numbered(walk)),
        new FrameSequence(
            "walk-opencv",
            Map.of("face.sampling", "opencv", "landmarks.detections", "true"),
            numbered(walk)),
        new FrameSequence(
            "walk-unsure", Map.of("face.min-tracking-confidence", "0.997"), numbered(walk)),
        new FrameSequence("pair-one-sought", Map.of(), numbered(pair)),
        new FrameSequence(
            "pair", Map.of("face.max-faces", "2", "landmarks.detections", "true"), numbered(pair)),
        new FrameSequence(
            "alone", Map.of("face.static-images", "true", "face.max-faces", "3"), numbered(alone)),
        new FrameSequence(
            "alone-full-range-dense",
            Map.of(
                "face.detector", "full-range-dense",
                "face.min-detection-confidence", "0.3",
                "landmarks.detections", "true"),
            numbered(alone)),
        new FrameSequence("detection", Map.of("task", "face-detection"), numbered(pair)),
        new FrameSequence("close-up", Map.of("landmarks.detections", "true"), numbered(closeUp)),
        new FrameSequence(
            "close-up-auto",
            Map.of(
                "decode.detector-scale", "auto",
                "decode.region-scale", "auto",
                "landmarks.detections", "true"),
            numbered(closeUp)),
        new FrameSequence("portrait-raw", Map.of("frames.format", "raw"), raw(Portrait.png(), 3)),
        new FrameSequence("turned", Map.of("face.static-images", "true"), turned(walk.get(0))),
        new FrameSequence("turned-while-tracked", Map.of(), turned(walk.get(0))),
        new FrameSequence(
            "damaged",
            Map.of(
                "limits.frame-bytes", "100 kb",
                "limits.picture-pixels", "300000",
                "limits.dead-letter-bytes", "30 kb"),
            damaged(walk, closeUp.get(0))),
        new FrameSequence("order", Map.of(), inOddOrder(walk)),
        new FrameSequence("silences", Map.of("face.region-ttl", "2 s"), withSilences(walk)),
        new FrameSequence("silences-kept", Map.of("face.region-ttl", "0 s"), withSilences(walk)),
        new FrameSequence("camera-rate", Map.of("limits.camera-rate", "2"), quick(walk)),
        new FrameSequence(
            "max-age",
            Map.of("freshness.max-age", "1 s", "freshness.max-queue", "100"),
            withSilences(walk)));
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<SourceFrame> numbered(List<byte[]> pictures) {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      frames.add(source(CAMERA, i, message(jpeg(0, i, pictures.get(i)))));
    }
    return frames;
  }

  private static List<SourceFrame> raw(byte[] picture, int count) {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(source(CAMERA, i, picture));
    }
    return frames;
  }

  private static List<SourceFrame> turned(byte[] picture) {
    List<EncodedFrame.Builder> frames = new ArrayList<>();
    for (int degrees : new int[] {0, 90, 180, 270, 0, 45}) {
      frames.add(jpeg(0, frames.size(), picture).setRotation(degrees));
    }
    return onTopic(frames);
  }

  private static List<SourceFrame> damaged(List<byte[]> walk, byte[] large) {
    byte[] picture = walk.get(0);
    List<SourceFrame> frames = new ArrayList<>();
    frames.addAll(
        onTopic(
            List.of(
                jpeg(0, 0, walk.get(0)),
                jpeg(0, 1, Arrays.copyOf(picture, picture.length / 2)),
                jpeg(0, 2, Arrays.copyOf(picture, 300)),
                jpeg(0, 3, withZeros(picture)),
                jpeg(0, 4, new byte[0]),
                jpeg(0, 5, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
                jpeg(0, 6, walk.get(1)),
                jpeg(0, 7, large),
                jpeg(0, 8, Portrait.png()),
                jpeg(0, 9, walk.get(1)).setEncoding(PictureEncoding.H264),
                jpeg(-1, 10, walk.get(1)),
                jpeg(0, 11, walk.get(1)).setCameraId("another"),
                jpeg(0, 12, walk.get(2)))));
    long offset = frames.size();
    frames.add(source(CAMERA, offset, new byte[0]));
    frames.add(source(CAMERA, offset + 1, new byte[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}));
    frames.add(source("", offset + 2, message(jpeg(0, 13, walk.get(2)))));
    frames.add(source("k".repeat(300), offset + 3, message(jpeg(0, 14, walk.get(2)))));
    frames.add(source(CAMERA, offset + 4, message(jpeg(0, 15, walk.get(3)))));
    return frames;
  }

  private static byte[] withZeros(byte[] picture) {
    byte[] damaged = picture.clone();
    Arrays.fill(damaged, picture.length / 2, picture.length / 2 + 400, (byte) 0);
    return damaged;
  }

  private static List<SourceFrame> inOddOrder(List<byte[]> walk) {
    return onTopic(
        List.of(
            jpeg(3, 10, walk.get(0)),
            jpeg(3, 11, walk.get(1)),
            jpeg(3, 11, walk.get(1)),
            jpeg(3, 9, walk.get(0)),
            jpeg(3, 15, walk.get(2)),
            jpeg(2, 16, walk.get(2)),
            jpeg(4, 0, walk.get(3)),
            jpeg(3, 16, walk.get(3)),
            jpeg(4, 1, walk.get(4)),
            jpeg(4, 1, new byte[] {1}),
            jpeg(1_700_000_000_000L, 0, walk.get(5))));
  }

  /** Captured with pauses, out of step, and at no known time. */
  private static List<SourceFrame> withSilences(List<byte[]> walk) {
    double[] seconds = {100, 101, 104, 105, 107, 107.5, 90, 91, -1, 92, 93, 4000, 4001};
    List<EncodedFrame.Builder> frames = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      frames.add(jpeg(0, i, walk.get(i % 6)).setCapturedAtMicros(micros(seconds[i])));
    }
    return onTopic(frames);
  }

  private static List<SourceFrame> quick(List<byte[]> walk) {
    List<EncodedFrame.Builder> frames = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      frames.add(jpeg(0, i, walk.get(i)).setCapturedAtMicros(micros(100 + i * 0.2)));
    }
    return onTopic(frames);
  }

  private static long micros(double seconds) {
    return seconds < 0 ? -1 : Math.round(seconds * TimeUnit.SECONDS.toMicros(1));
  }

  private static EncodedFrame.Builder jpeg(long epoch, long sequence, byte[] picture) {
    return frame(CAMERA, epoch, sequence, picture).setEncoding(PictureEncoding.JPEG);
  }

  private static List<SourceFrame> onTopic(List<EncodedFrame.Builder> frames) {
    List<SourceFrame> records = new ArrayList<>();
    for (EncodedFrame.Builder frame : frames) {
      records.add(source(CAMERA, records.size(), message(frame)));
    }
    return records;
  }
}
