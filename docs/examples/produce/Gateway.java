import io.meshstream.schemas.producer.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.Map;

/** Sends JPEG files as the frames of a camera: {@code Gateway BROKER CAMERA FILE...}. */
class Gateway {
  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println("usage: Gateway BROKER CAMERA FILE...");
      System.exit(2);
    }
    // Files can wait; with WhenFull.DROP a live camera never does.
    SendLimits limits = SendLimits.of(WhenFull.WAIT);
    try (FrameProducer frames =
        FrameProducer.connect(Map.of("bootstrap.servers", args[0]), "frames", limits)) {
      CameraFeed camera = frames.camera(args[1]);
      for (int i = 2; i < args.length; i++) {
        camera.send(CapturedPicture.jpeg(Files.readAllBytes(Path.of(args[i]))));
      }
      frames.flush(Duration.ofSeconds(20));
      System.out.println(camera.counts());
    }
  }
}
