package io.meshstream.tools.landmarks;

import io.meshstream.tools.pictures.PictureFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture that is to be analysed.
 *
 * @param file where it is
 * @param drawing where to keep a copy with what was found drawn on it, if one is wanted
 */
record InputPicture(PictureFile file, Optional<Path> drawing) {}
