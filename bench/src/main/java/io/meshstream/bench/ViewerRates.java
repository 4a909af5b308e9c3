package io.meshstream.bench;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipStudio;
import io.meshstream.tools.view.Viewer;
import io.meshstream.tools.view.ViewerSettings;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.TrackingOptions;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Frames a second that a browser shows, and the processor time that the viewer's server takes, for
 * 1, 4 and 16 cameras of 15 frames/s each.
 *
 * <p>Frames and their records are made beforehand and sent by this process over a real broker: no
 * job competes for the processor, but the broker and a browser that renders in software do. Only
 * the viewer's own threads are counted as its server.
 */
public final class ViewerRates {

  private static final List<Integer> CAMERAS = List.of(1, 4, 16);
  private static final int FRAMES_PER_SECOND = 15;
  private static final PictureSize SIZE = new PictureSize(640, 360);
  private static final int CLIP_FRAMES = 120;
  private static final int WARM_UP_SECONDS = 5;
  private static final int SECONDS = 20;

  private ViewerRates() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length == 0 ? SECONDS : Integer.parseInt(arguments[0]);
    Clip clip = new ClipStudio().clip(0, SIZE, CLIP_FRAMES);
    List<TaskResult> results = results(clip);
    System.out.printf(
        "%d frames/s a camera, %dx%d, %d processors%n",
        FRAMES_PER_SECOND, SIZE.width(), SIZE.height(), Runtime.getRuntime().availableProcessors());
    System.out.printf("%8s %10s %10s %16s%n", "cameras", "sent/s", "shown/s", "server, % of one");
    for (int cameras : CAMERAS) {
      measure(clip, results, cameras, seconds);
    }
  }

  private static List<TaskResult> results(Clip clip) throws PictureException {
    List<TaskResult> results = new ArrayList<>();
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
    try (ModelSet models = ModelSet.open()) {
      Task mesh =
          TaskCatalog.task(
              TaskSettings.of(TaskKind.FACE_MESH)
                  .withTracking(TrackingOptions.defaults().withMaxFaces(2)),
              models);
      TaskState state = TaskState.initial();
      for (int frame = 0; frame < CLIP_FRAMES; frame++) {
        ByteBuffer data = clip.at(frame).data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        try (PictureSource picture = decoder.open(bytes)) {
          TaskStep step = mesh.step(state, new Frame(picture, -1));
          state = step.state();
          results.add(step.result());
        }
      }
    }
    return results;
  }

  private static void measure(Clip clip, List<TaskResult> results, int cameras, int seconds)
      throws Exception {
    Path folder = Files.createTempDirectory("meshstream-viewer-");
    Path data = Files.createDirectory(folder.resolve("kafka"));
    try (LocalBroker broker = LocalBroker.start(data, 0)) {
      broker.createTopic("frames", 1);
      broker.createTopic("landmarks", 1);
      Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
      ViewerSettings settings =
          new ViewerSettings(
              clients,
              "frames",
              "landmarks",
              "events",
              FrameFormat.AVRO,
              "127.0.0.1",
              0,
              Set.of(),
              Optional.empty());
      try (Viewer viewer = Viewer.start(settings);
          RecordedCameras sender =
              new RecordedCameras(clients, clip, results, cameras, FRAMES_PER_SECOND);
          ViewerPage page = ViewerPage.open(folder.resolve("profile"), viewer.page())) {
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        long sent = sender.sent();
        long shown = page.shown();
        long processor = serverNanos();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double elapsed = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%8d %10.1f %10.1f %16.1f%n",
            cameras,
            (sender.sent() - sent) / elapsed,
            (page.shown() - shown) / elapsed,
            (serverNanos() - processor) / 1e7 / elapsed);
      }
    } finally {
      delete(folder);
    }
  }

  /**
   * Returns processor time of the thread that reads the topics and of the one that serves browsers.
   */
  private static long serverNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null
          && (thread.getThreadName().equals("viewer-topics")
              || thread.getThreadName().startsWith("vert.x-"))) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
