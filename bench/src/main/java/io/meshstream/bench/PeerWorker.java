package io.meshstream.bench;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.Track;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.sampling.TensorGrid;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The library's side of the peer benchmark: shows a scene to a task, as far as it is told on
 * standard input, one frame after another; where the process has several cores, faces of a frame
 * are read on all of them.
 *
 * <p>A line is a command, and each is answered by a line of JSON. {@code open FOLDER FACES} begins
 * with the scene of a folder, in which there are so many faces; {@code frames N} goes on for so
 * many frames, through the scene's lead, then round and round in its loop, and tells how many
 * milliseconds compilers have taken of processors meanwhile; {@code entropy N} instead only passes
 * over the entropy-coded data of as many frames of the loop, up to the end of what the faces take:
 * nobody can do with less. {@code bench/peer/worker.py} is the same in Python.
 */
public final class PeerWorker {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final ModelSet models;
  private final TaskSettings settings;
  private final Executor helpers;

  private SceneFrames scene;
  private int faces;
  private Task task;
  private TaskState state;
  private int position;

  private PeerWorker(ModelSet models, TaskSettings settings, Executor helpers) {
    this.models = models;
    this.settings = settings;
    this.helpers = helpers;
  }

  /**
   * Serves commands until standard input ends.
   *
   * @param arguments the task
   */
  public static void main(String[] arguments) throws IOException, PictureException {
    TaskSettings settings = TaskSettings.of(TaskKind.valueOf(arguments[0]));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int otherCores = Runtime.getRuntime().availableProcessors() - 1;
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, otherCores));
    Executor nobody = work -> {};
    try (ModelSet models = ModelSet.open()) {
      PeerWorker worker = new PeerWorker(models, settings, otherCores == 0 ? nobody : pool);
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(worker.answer(line.split(" ")));
      }
    } finally {
      pool.shutdown();
    }
  }

  private String answer(String[] command) throws IOException, PictureException {
    return switch (command[0]) {
      case "open" -> open(Path.of(command[1]), Integer.parseInt(command[2]));
      case "frames" -> frames(Integer.parseInt(command[1]));
      case "entropy" -> entropy(Integer.parseInt(command[1]));
      default -> throw new IllegalArgumentException("command: " + command[0]);
    };
  }

  private String open(Path folder, int expectedFaces) throws IOException {
    scene = SceneFrames.read(folder);
    faces = expectedFaces;
    task =
        TaskCatalog.task(
            settings.withTracking(settings.tracking().withMaxFaces(expectedFaces)), models);
    state = TaskState.initial();
    position = 0;
    return "{\"lead\": %d, \"loop\": %d}".formatted(scene.lead().size(), scene.loop().size());
  }

  private String frames(int count) throws IOException, PictureException {
    ShownFrames shown = new ShownFrames();
    for (int i = 0; i < count; i++) {
      try (PictureSource picture = decoder.open(scene.at(position++))) {
        TaskStep step = task.step(state, new Frame(picture, -1), helpers);
        state = step.state();
        shown.add(step.result().faces().size() == faces, step.result().detections().isEmpty());
      }
    }
    return shown.answer();
  }

  private String entropy(int count) throws PictureException {
    for (int i = 0; i < count; i++) {
      try (PictureSource picture = decoder.open(scene.at(position++))) {
        picture.part(lastPixel(picture.width(), picture.height()), 1);
      }
    }
    return "{}";
  }

  /** Returns the last pixel of what the faces take that were tracked last. */
  private PixelArea lastPixel(int width, int height) {
    PixelArea all =
        state.tracks().stream()
            .map(Track::region)
            .map(region -> TensorGrid.over(region, width, height).footprint(width, height))
            .reduce(PixelArea::union)
            .orElseThrow();
    return new PixelArea(all.x() + all.width() - 1, all.y() + all.height() - 1, 1, 1);
  }
}
