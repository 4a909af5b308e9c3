package io.meshstream.tools.landmarks;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where what was found in a picture is kept.
 *
 * @param drawing the file for a copy with it drawn on, if one is wanted
 * @param model the files for its faces without the end of their names, if they are wanted
 */
record Destination(Optional<Path> drawing, Optional<Path> model) {}
