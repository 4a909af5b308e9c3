package io.meshstream.tools.gateway;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.ClipStudio;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/** Pictures of a face in motion, as JPEGs and as video files. */
final class TestingClip {

  private static final int PICTURES = 12;

  private final List<byte[]> jpegs;
  private final PictureSize size;

  /** A clip of 12 pictures. */
  TestingClip(int width, int height) {
    this.size = new PictureSize(width, height);
    this.jpegs =
        new ClipStudio()
            .clip(0, size, PICTURES).pictures().stream()
                .map(
                    picture -> {
                      byte[] data = new byte[picture.data().remaining()];
                      picture.data().get(data);
                      return data;
                    })
                .toList();
  }

  List<byte[]> jpegs() {
    return jpegs;
  }

  /** Writes the pictures, over and over, as a video at 25 frames a second. */
  void record(Path file, String format, int codec, int frames) throws IOException {
    record(file, format, codec, frames, 5);
  }

  /** The same with a key frame every so many. */
  void record(Path file, String format, int codec, int frames, int keyFrames) throws IOException {
    try (FFmpegFrameRecorder recorder =
            new FFmpegFrameRecorder(file.toFile(), size.width(), size.height());
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat(format);
      recorder.setVideoCodec(codec);
      recorder.setFrameRate(25);
      recorder.setGopSize(keyFrames);
      recorder.setVideoBitrate(4_000_000);
      recorder.setPixelFormat(
          codec == avcodec.AV_CODEC_ID_MJPEG
              ? avutil.AV_PIX_FMT_YUVJ420P
              : avutil.AV_PIX_FMT_YUV420P);
      recorder.start();
      for (int i = 0; i < frames; i++) {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpegs.get(i % jpegs.size())));
        recorder.record(converter.convert(image));
      }
      recorder.stop();
    }
  }
}
