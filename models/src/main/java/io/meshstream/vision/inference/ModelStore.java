package io.meshstream.vision.inference;

import java.nio.file.Path;

/**
 * Where models come from: ONNX files, one for each model and {@link Flavour}, and a manifest with
 * their hashes. Thread-safe.
 */
public interface ModelStore {

  /**
   * Reads the file of a model and checks it against the manifest.
   *
   * @throws IllegalStateException if the file is missing or is not the one the manifest names; the
   *     text says what to do
   */
  ModelFile read(ModelDescriptor model, Flavour flavour);

  /**
   * Opens the models that ship with this library.
   *
   * @throws IllegalStateException if the class path has no manifest of them
   */
  static ModelStore bundled() {
    return ManifestStore.bundled();
  }

  /**
   * Opens the models of a directory: files {@code NAME.FLAVOUR.onnx}, and {@code
   * manifest.properties} with a line {@code NAME.FLAVOUR.sha256=HASH} for each, as the bundled
   * models have it.
   *
   * @throws IllegalStateException if the manifest cannot be read
   */
  static ModelStore directory(Path directory) {
    return ManifestStore.directory(directory);
  }
}
