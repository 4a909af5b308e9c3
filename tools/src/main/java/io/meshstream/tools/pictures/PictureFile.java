package io.meshstream.tools.pictures;

import java.nio.file.Path;

/**
 * One encoded picture on disk.
 *
 * @param path where it is
 * @param label what it is called in the output: the path as the user gave it, or that of the
 *     directory, a slash and the file's name
 */
public record PictureFile(Path path, String label) {}
