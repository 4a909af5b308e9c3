package io.meshstream.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * A network camera at 720p that gives its frames as fast as they are read, as MJPEG and as H.264,
 * and then nothing more.
 */
final class EagerCamera implements AutoCloseable {

  private static final String BOUNDARY = "next-picture";

  /** A decoder may hold so many back until the stream ends, which it does not. */
  private static final int SPARE_FRAMES = 100;

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch off = new CountDownLatch(1);
  private final byte[] video;
  private final int frames;

  /** Switches it on. */
  EagerCamera(int frames) throws IOException {
    this.frames = frames;
    this.video = video(frames + SPARE_FRAMES);
    server.setExecutor(threads);
    server.createContext("/mjpeg", this::streamJpegs);
    server.createContext("/h264", this::streamVideo);
    server.start();
  }

  private byte[] video(int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(out, 1280, 720);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat("mpegts");
      recorder.setVideoCodecName("libopenh264");
      recorder.setFrameRate(25);
      recorder.setGopSize(50);
      recorder.setVideoBitrate(4_000_000);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.start();
      for (int i = 0; i < count; i++) {
        recorder.record(
            converter.convert(ImageIO.read(new ByteArrayInputStream(MovingPortrait.picture(i)))));
      }
      recorder.stop();
    }
    return out.toByteArray();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void streamJpegs(HttpExchange exchange) throws IOException {
    String type = "multipart/x-mixed-replace; boundary=" + BOUNDARY;
    try (OutputStream out = begin(exchange, type)) {
      for (int i = 0; i < frames; i++) {
        byte[] jpeg = MovingPortrait.picture(i);
        String header =
            "--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                .formatted(BOUNDARY, jpeg.length);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(jpeg);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      awaitOff(out);
    }
  }

  private void streamVideo(HttpExchange exchange) throws IOException {
    try (OutputStream out = begin(exchange, "video/mp2t")) {
      out.write(video);
      awaitOff(out);
    }
  }

  private static OutputStream begin(HttpExchange exchange, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private void awaitOff(OutputStream out) throws IOException {
    out.flush();
    try {
      off.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    off.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
