package io.meshstream.vision.testing;

import io.meshstream.vision.TaskCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes directories of models for the CPU, for tests and benchmarks of all modules: real ones, and
 * some that are nearly so. Each has a face mesh alone.
 */
public final class ModelFiles {

  private static final String MESH = "face-landmarks-468.cpu";
  private static final String DETECTOR = "face-detection-short-range.cpu";

  private final Path root;

  /**
   * Will write directories.
   *
   * @param root where the directories are
   */
  public ModelFiles(Path root) {
    this.root = root;
  }

  /**
   * Writes a mesh that is as the bundled one, but sees every landmark some pixels further right and
   * down.
   *
   * @param pixels of the model's input, which is 192 wide
   */
  public void shiftedMesh(String directory, float pixels) {
    byte[] shifted = OnnxBytes.withAdded(bundled(MESH), "landmarks.bias", pixels);
    write(directory, shifted, sha256(shifted));
  }

  /** Writes a mesh that does as the bundled one, and has another hash. */
  public void renamedMesh(String directory) {
    byte[] renamed = OnnxBytes.withNote(bundled(MESH), "as another model");
    write(directory, renamed, sha256(renamed));
  }

  /** Writes the detector in place of the mesh. */
  public void detectorForMesh(String directory) {
    byte[] detector = bundled(DETECTOR);
    write(directory, detector, sha256(detector));
  }

  /** Writes a mesh that leaves data to another file, which is there. */
  public void meshWithExternalData(String directory) {
    byte[] mesh = OnnxBytes.withExternalTensor(bundled(MESH), "weights.bin");
    write(directory, mesh, sha256(mesh));
    try {
      Files.write(root.resolve(directory).resolve("weights.bin"), new byte[Float.BYTES]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes half of a mesh, with the hash that it has. */
  public void truncatedMesh(String directory) {
    byte[] mesh = bundled(MESH);
    byte[] half = Arrays.copyOf(mesh, mesh.length / 2);
    write(directory, half, sha256(half));
  }

  /** Writes a mesh that is not the one that the manifest names. */
  public void damagedMesh(String directory) {
    write(directory, bundled(MESH), "0".repeat(64));
  }

  private void write(String directory, byte[] mesh, String sha256) {
    try {
      Path folder = Files.createDirectories(root.resolve(directory));
      Files.write(folder.resolve(MESH + ".onnx"), mesh);
      Files.writeString(folder.resolve("manifest.properties"), MESH + ".sha256=" + sha256 + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bundled(String stem) {
    String path = "/io/meshstream/vision/model/" + stem + ".onnx";
    try (InputStream in = TaskCatalog.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
