package io.meshstream.tools.landmarks;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.faces.TaskOptions;
import io.meshstream.tools.pictures.PictureFile;
import io.meshstream.tools.pictures.PictureName;
import io.meshstream.tools.pictures.PictureSequence;
import io.meshstream.vision.TaskSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What paths name, taken together as far as it is analysed in the same way. */
sealed interface Input {

  /**
   * Finds out what paths name, in their order.
   *
   * @param isFilm whether pictures are the frames of a film: those of a directory, and those that
   *     are named one after another
   * @throws CommandFailure if one does not exist, or is a directory that cannot be listed or has no
   *     picture
   */
  static List<Input> of(List<String> paths, boolean isFilm) {
    List<Input> inputs = new ArrayList<>();
    List<PictureSequence> pictures = new ArrayList<>();
    for (String path : paths) {
      if (isVideo(Path.of(path))) {
        addPictures(inputs, pictures, isFilm);
        inputs.add(new Video(path));
      } else {
        PictureSequence next = PictureSequence.of(path);
        boolean isAnother = next.directory().isPresent() || endsWithDirectory(pictures);
        if (isFilm && isAnother) {
          addPictures(inputs, pictures, isFilm);
        }
        pictures.add(next);
      }
    }
    addPictures(inputs, pictures, isFilm);
    return inputs;
  }

  private static boolean isVideo(Path path) {
    return Files.isRegularFile(path) && !PictureName.isPicture(path);
  }

  private static boolean endsWithDirectory(List<PictureSequence> pictures) {
    return !pictures.isEmpty() && pictures.get(pictures.size() - 1).directory().isPresent();
  }

  private static void addPictures(
      List<Input> inputs, List<PictureSequence> pictures, boolean isFilm) {
    if (!pictures.isEmpty()) {
      inputs.add(new Pictures(List.copyOf(pictures), isFilm));
      pictures.clear();
    }
  }

  /** Returns all pictures that there are. */
  static List<PictureSequence> pictures(List<Input> inputs) {
    return inputs.stream().flatMap(each -> each.sequences().stream()).toList();
  }

  /** Returns the pictures in it. */
  List<PictureSequence> sequences();

  /** Says what was passed over in directories. */
  default List<String> passedOver() {
    return sequences().stream().flatMap(each -> each.passedOver().stream()).toList();
  }

  /** Returns the settings as they are right for it. */
  TaskSettings settings(TaskSettings given);

  /** Begins to analyse it. */
  ResultSource results(PictureAnalyser analyser, KeptFiles kept);

  /**
   * Picture files.
   *
   * @param isFilm whether they are the frames of one film, or have nothing to do with each other
   */
  record Pictures(List<PictureSequence> sequences, boolean isFilm) implements Input {

    @Override
    public TaskSettings settings(TaskSettings given) {
      return isFilm ? given : TaskOptions.forSinglePictures(given);
    }

    @Override
    public ResultSource results(PictureAnalyser analyser, KeptFiles kept) {
      List<InputPicture> inputs = new ArrayList<>();
      for (PictureSequence sequence : sequences) {
        KeptFiles.Folders folders = kept.folders(sequence);
        for (PictureFile file : sequence.pictures()) {
          inputs.add(new InputPicture(file, folders.of(file)));
        }
      }
      return isFilm ? new FilmResults(inputs, analyser) : new SeparateResults(inputs, analyser);
    }
  }

  /**
   * A video file.
   *
   * @param path as the user gave it
   */
  record Video(String path) implements Input {

    @Override
    public List<PictureSequence> sequences() {
      return List.of();
    }

    @Override
    public TaskSettings settings(TaskSettings given) {
      return given;
    }

    @Override
    public ResultSource results(PictureAnalyser analyser, KeptFiles kept) {
      Path file = Path.of(path);
      return new VideoResults(path, file, kept.folders(file), analyser);
    }
  }
}
