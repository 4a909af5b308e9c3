package io.meshstream.bench;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The library's side of the peer benchmark: the frames of a folder, again and again, on one thread.
 *
 * <p>Prints one line of JSON like its peer: frames and seconds of the measured part, and how many
 * frames had a face. {@code bench/peer/run} starts both.
 */
public final class PeerWorker {
  private final Task task;
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final List<byte[]> jpegs;

  private TaskState state = TaskState.initial();

  private PeerWorker(Task task, List<byte[]> jpegs) {
    this.task = task;
    this.jpegs = jpegs;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments folder of JPEG files, seconds to warm up, seconds to measure
   */
  public static void main(String[] arguments) throws IOException, PictureException {
    List<byte[]> jpegs = read(Path.of(arguments[0]));
    try (ModelSet models = ModelSet.open()) {
      Task task = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
      PeerWorker worker = new PeerWorker(task, jpegs);
      worker.run(Double.parseDouble(arguments[1]));
      System.out.println(worker.run(Double.parseDouble(arguments[2])));
    }
  }

  private String run(double seconds) throws PictureException {
    long start = System.nanoTime();
    int frames = 0;
    int withFace = 0;
    double elapsed = 0;
    while (elapsed < seconds) {
      try (PictureSource picture = decoder.open(jpegs.get(frames % jpegs.size()))) {
        TaskStep step = task.step(state, new Frame(picture, -1));
        state = step.state();
        withFace += step.result().faces().isEmpty() ? 0 : 1;
      }
      frames++;
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    return String.format(
        Locale.ROOT,
        "{\"frames\": %d, \"seconds\": %.6f, \"withFace\": %d}",
        frames,
        elapsed,
        withFace);
  }

  private static List<byte[]> read(Path folder) throws IOException {
    List<byte[]> jpegs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        jpegs.add(Files.readAllBytes(file));
      }
    }
    return jpegs;
  }
}
