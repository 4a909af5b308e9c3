package io.meshstream.bench;

import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.Frame;
import io.meshstream.vision.HandModel;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Scale;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The library's side of the benchmark of hands: shows a scene with one hand, and one face where
 * that is wanted, to a task, as far as it is told on standard input.
 *
 * <p>It has the commands of {@link PeerWorker}: {@code open FOLDER HANDS} begins with the scene of
 * a folder, in which so many hands are sought, and {@code frames N} goes on for so many frames. A
 * frame is complete in which the hand was found, and the face; and tracked, in which palms were not
 * sought. {@code bench/peer/hands_worker.py} is the same in Python.
 */
public final class HandWorker {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final ModelSet models;
  private final TaskSettings settings;

  private SceneFrames scene;
  private Task task;
  private TaskState state;
  private int position;

  private HandWorker(ModelSet models, TaskSettings settings) {
    this.models = models;
    this.settings = settings;
  }

  /**
   * Serves commands until standard input ends.
   *
   * @param arguments the task; the model of hands; the most frames that may pass from one search
   *     for palms to the next while a hand is tracked
   */
  public static void main(String[] arguments) throws IOException, PictureException {
    TaskSettings defaults = TaskSettings.of(TaskKind.valueOf(arguments[0]));
    DetectionOptions detection = defaults.detection();
    TaskSettings settings =
        defaults
            .withDetection(
                new DetectionOptions(
                    detection.detector(),
                    detection.wantedConfidence(),
                    Scale.valueOf(arguments[3]),
                    detection.tiles(),
                    detection.turnedHeads()))
            .withHands(
                HandOptions.defaults()
                    .withEnabled(true)
                    .withModel(HandModel.valueOf(arguments[1]))
                    .withSeekEvery(1, Integer.parseInt(arguments[2])));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ModelSet models = ModelSet.open()) {
      HandWorker worker = new HandWorker(models, settings);
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        System.out.println(worker.answer(line.split(" ")));
      }
    }
  }

  private String answer(String[] command) throws IOException, PictureException {
    return switch (command[0]) {
      case "open" -> open(Path.of(command[1]), Integer.parseInt(command[2]));
      case "frames" -> frames(Integer.parseInt(command[1]));
      default -> throw new IllegalArgumentException("command: " + command[0]);
    };
  }

  private String open(Path folder, int hands) throws IOException {
    scene = SceneFrames.read(folder);
    task = TaskCatalog.task(settings.withHands(settings.hands().withMaxHands(hands)), models);
    state = TaskState.initial();
    position = 0;
    return "{\"lead\": %d, \"loop\": %d}".formatted(scene.lead().size(), scene.loop().size());
  }

  private String frames(int count) throws IOException, PictureException {
    int faces = settings.seeksFaces() ? 1 : 0;
    ShownFrames shown = new ShownFrames();
    for (int i = 0; i < count; i++) {
      try (PictureSource picture = decoder.open(scene.at(position++))) {
        TaskStep step = task.step(state, new Frame(picture, -1));
        state = step.state();
        boolean isComplete =
            step.result().hands().size() == 1 && step.result().faces().size() == faces;
        shown.add(isComplete, step.result().palms().isEmpty());
      }
    }
    return shown.answer();
  }
}
