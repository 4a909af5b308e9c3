package io.meshstream.vision.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/**
 * An ONNX file that ships with this library, read and checked against the manifest.
 *
 * @param name file name without folder
 * @param bytes the file's content
 * @param sha256 its hash, lower-case hex
 */
record ModelFile(String name, byte[] bytes, String sha256) {
  private static final String FOLDER = "/io/meshstream/vision/model/";
  private static final String MANIFEST = "manifest.properties";

  /**
   * Reads the file of a model and flavour.
   *
   * @throws IllegalStateException if the file is missing or is not the one the manifest names
   */
  static ModelFile read(ModelId id, Flavour flavour) {
    String stem = id.fileName() + "." + flavour.suffix();
    String name = stem + ".onnx";
    byte[] bytes = readResource(name);
    String expected = manifest().getProperty(stem + ".sha256");
    String actual = sha256(bytes);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "model "
              + name
              + ": SHA-256 "
              + actual
              + " (expected: "
              + expected
              + "); the file was changed or damaged after it was built, take a fresh jar");
    }
    return new ModelFile(name, bytes, actual);
  }

  private static Properties manifest() {
    Properties manifest = new Properties();
    try (InputStream in = open(MANIFEST)) {
      manifest.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("model manifest cannot be read", e);
    }
    return manifest;
  }

  private static byte[] readResource(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("model " + name + " cannot be read", e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = ModelFile.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new IllegalStateException(
          "model file: "
              + name
              + " (expected: a resource under "
              + FOLDER
              + "); build the models module, or keep its resources when shading");
    }
    return in;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
