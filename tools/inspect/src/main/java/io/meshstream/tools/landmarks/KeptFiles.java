package io.meshstream.tools.landmarks;

import io.meshstream.tools.pictures.AnnotatedFiles;
import io.meshstream.tools.pictures.PictureFile;
import io.meshstream.tools.pictures.PictureSequence;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names the files in which what was found is kept.
 *
 * @param drawings those of copies with it drawn on, if they are wanted
 * @param models those of faces, if they are wanted
 */
record KeptFiles(Optional<AnnotatedFiles> drawings, Optional<AnnotatedFiles> models) {

  private static final String PICTURE = ".png";

  /** The folders of pictures that belong together. */
  record Folders(KeptFiles files, Optional<Path> drawings, Optional<Path> models) {

    /** Returns where a picture's results are kept. */
    Destination of(PictureFile picture) {
      return new Destination(
          files.drawings.map(names -> names.file(drawings.orElseThrow(), picture)),
          files.models.map(names -> withoutEnd(names.file(models.orElseThrow(), picture))));
    }

    /** Returns where the results of a video's frame are kept. */
    Destination of(long frame) {
      String name = "%06d".formatted(frame + 1);
      return new Destination(
          drawings.map(folder -> folder.resolve(name + PICTURE)),
          models.map(folder -> folder.resolve(name)));
    }
  }

  /** Returns the folders for a sequence; asked once for each, in order. */
  Folders folders(PictureSequence sequence) {
    return new Folders(
        this,
        drawings.map(names -> names.folder(sequence)),
        models.map(names -> names.folder(sequence)));
  }

  /** Returns the folders for a video; asked once for each, in order. */
  Folders folders(Path video) {
    return new Folders(
        this, drawings.map(names -> names.folder(video)), models.map(names -> names.folder(video)));
  }

  private static Path withoutEnd(Path picture) {
    String name = picture.getFileName().toString();
    return picture.resolveSibling(name.substring(0, name.length() - PICTURE.length()));
  }
}
