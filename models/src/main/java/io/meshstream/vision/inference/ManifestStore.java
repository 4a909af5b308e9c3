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

/** A folder of ONNX files whose hashes stand in a manifest. */
final class ManifestStore implements ModelStore {
  private static final String BUNDLED = "/io/meshstream/vision/model/";
  private static final String MANIFEST = "manifest.properties";

  private final Folder folder;
  private final String remedy;
  private final Properties manifest;

  /** Opens a folder's files by name. */
  private interface Folder {
    InputStream open(String name) throws IOException;
  }

  private ManifestStore(Folder folder, String remedy) {
    this.folder = folder;
    this.remedy = remedy;
    this.manifest = new Properties();
    try (InputStream in = folder.open(MANIFEST)) {
      manifest.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(MANIFEST, e);
    }
  }

  static ManifestStore bundled() {
    return new ManifestStore(
        name -> {
          InputStream in = ManifestStore.class.getResourceAsStream(BUNDLED + name);
          if (in == null) {
            throw new FileNotFoundException("no resource " + BUNDLED + name);
          }
          return in;
        },
        "take a fresh jar, or keep its resources when shading");
  }

  static ManifestStore directory(Path directory) {
    return new ManifestStore(
        name -> Files.newInputStream(directory.resolve(name)),
        "copy the model's files and their manifest to " + directory + " anew");
  }

  @Override
  public ModelFile read(ModelDescriptor model, Flavour flavour) {
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
