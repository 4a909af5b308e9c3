package io.meshstream.vision.inference;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Where models come from: a folder of ONNX files, one for each model and {@link Flavour}, and a
 * manifest with their hashes.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelStore {
  private static final String BUNDLED = "/io/meshstream/vision/model/";
  private static final String MANIFEST = "manifest.properties";

  private final Folder folder;
  private final String remedy;
  private final Properties manifest;

  /** Opens a folder's files by name. */
  private interface Folder {
    InputStream open(String name) throws IOException;
  }

  private ModelStore(Folder folder, String remedy) {
    this.folder = folder;
    this.remedy = remedy;
    this.manifest = new Properties();
    try (InputStream in = folder.open(MANIFEST)) {
      manifest.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(MANIFEST, e);
    }
  }

  /**
   * Opens the models that ship with this library.
   *
   * @throws IllegalStateException if the class path has no manifest of them
   */
  public static ModelStore bundled() {
    return new ModelStore(
        name -> {
          InputStream in = ModelStore.class.getResourceAsStream(BUNDLED + name);
          if (in == null) {
            throw new FileNotFoundException("no resource " + BUNDLED + name);
          }
          return in;
        },
        "take a fresh jar, or keep its resources when shading");
  }

  /**
   * Opens the models of a directory: files {@code NAME.FLAVOUR.onnx}, and {@code
   * manifest.properties} with a line {@code NAME.FLAVOUR.sha256=HASH} for each, as the bundled
   * models have it.
   *
   * @throws IllegalStateException if the manifest cannot be read
   */
  public static ModelStore directory(Path directory) {
    return new ModelStore(
        name -> Files.newInputStream(directory.resolve(name)),
        "copy the model's files and their manifest to " + directory + " anew");
  }

  /**
   * Reads the file of a model and checks it against the manifest.
   *
   * @throws IllegalStateException if the file is missing or is not the one the manifest names; the
   *     text says what to do
   */
  ModelFile read(ModelDescriptor model, Flavour flavour) {
    String stem = model.fileStem(flavour);
    String name = stem + ".onnx";
    String expected = manifest.getProperty(stem + ".sha256");
    if (expected == null) {
      throw new IllegalStateException(
          "model %s: not in %s (expected: a line %s.sha256=...); %s"
              .formatted(name, MANIFEST, stem, remedy));
    }
    byte[] bytes = bytes(name);
    String actual = sha256(bytes);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "model %s: SHA-256 %s (expected: %s, as %s has it); the file was changed or damaged, %s"
              .formatted(name, actual, expected, MANIFEST, remedy));
    }
    return new ModelFile(name, bytes, actual);
  }

  private byte[] bytes(String name) {
    try (InputStream in = folder.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private IllegalStateException unreadable(String name, Exception cause) {
    String problem =
        cause instanceof NoSuchFileException ? "no file " + cause.getMessage() : cause.getMessage();
    return new IllegalStateException(
        "model %s: %s (expected: a readable file); %s".formatted(name, problem, remedy), cause);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
