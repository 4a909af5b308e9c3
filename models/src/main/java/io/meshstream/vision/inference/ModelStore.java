package io.meshstream.vision.inference;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where models come from: a folder of ONNX files, one for each model and {@link Flavour}, or one of
 * a model for all flavours, and a manifest with their hashes.
 *
 * <p>Only files are opened whose names follow from models, whatever a manifest says, and no more of
 * one is read than it may have.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelStore {

  /** Most bytes that the file of a model may have: nine times the largest there is. */
  private static final int MODEL_BYTES = 48 << 20;

  private static final String BUNDLED = "/io/meshstream/vision/model/";
  private static final String MANIFEST = "manifest.properties";
  private static final int MANIFEST_BYTES = 64 << 10;
  private static final String HASH = ".sha256";

  /** Most characters of what a manifest says that a message repeats. */
  private static final int MOST_SHOWN = 80;

  private final Folder folder;
  private final String remedy;
  private final Optional<ModelStore> others;
  private final Properties manifest;

  /** Opens a folder's files by name. */
  private interface Folder {
    InputStream open(String name) throws IOException;
  }

  /**
   * @param others where the models come from that the manifest does not name
   */
  private ModelStore(Folder folder, String remedy, Optional<ModelStore> others) {
    this.folder = folder;
    this.remedy = remedy;
    this.others = others;
    this.manifest = new Properties();
    try {
      manifest.load(new ByteArrayInputStream(bytes(MANIFEST, MANIFEST_BYTES)));
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
        "take a fresh jar, or keep its resources when shading",
        Optional.empty());
  }

  /**
   * Opens the models of a directory: files {@code NAME.FLAVOUR.onnx}, or {@code NAME.onnx} for all
   * flavours that have no file of their own, and {@code manifest.properties} with a line {@code
   * NAME.FLAVOUR.sha256=HASH} or {@code NAME.sha256=HASH} for each, as the bundled models have it.
   * Models that the manifest does not name, in any flavour, are the bundled ones.
   *
   * @throws IllegalStateException if there is no such directory, or the manifest cannot be read;
   *     the text says what to do
   */
  public static ModelStore directory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(
          "models: %s (expected: a directory with %s and the ONNX files that it names); correct the path, or copy them there"
              .formatted(directory, MANIFEST));
    }
    return new ModelStore(
        name -> open(directory.resolve(name)),
        "copy the model's files and their manifest to " + directory + " anew",
        Optional.of(bundled()));
  }

  /** Whatever else it may be, a pipe for instance, could keep its reader for ever. */
  private static InputStream open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("no regular file");
    }
    return Files.newInputStream(file);
  }

  /** Tells whether a model comes from here, rather than from among the bundled ones. */
  public boolean has(ModelDescriptor model) {
    return stems(model).anyMatch(this::isNamed);
  }

  /** Lists what the files of a model may be called, without their extension. */
  private static Stream<String> stems(ModelDescriptor model) {
    return Stream.concat(Stream.of(Flavour.values()).map(model::fileStem), Stream.of(model.name()));
  }

  private boolean isNamed(String stem) {
    return manifest.containsKey(stem + HASH);
  }

  /**
   * Checks that the manifest names some models, and no others than are known.
   *
   * @throws IllegalStateException if not; the text says which names are known
   */
  public void requireOnly(Collection<ModelDescriptor> known) {
    Set<String> allowed = new TreeSet<>();
    for (ModelDescriptor model : known) {
      stems(model).forEach(stem -> allowed.add(stem + HASH));
    }
    Set<String> named = new TreeSet<>(manifest.stringPropertyNames());
    if (named.isEmpty() || !allowed.containsAll(named)) {
      named.removeAll(allowed);
      throw new IllegalStateException(
          "model %s: %s (expected: lines of %s); %s"
              .formatted(
                  MANIFEST,
                  named.isEmpty() ? "no line" : shortened(named.iterator().next()),
                  String.join(", ", allowed),
                  remedy));
    }
  }

  private static String shortened(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
  }

  /**
   * Reads the file of a model and checks it against the manifest.
   *
   * @throws IllegalStateException if the file is missing, too large, is not the one the manifest
   *     names, or leaves data to other files; the text says what to do
   */
  ModelFile read(ModelDescriptor model, Flavour flavour) {
    if (others.isPresent() && !has(model)) {
      return others.get().read(model, flavour);
    }
    boolean isForAll = !isNamed(model.fileStem(flavour)) && isNamed(model.name());
    String stem = isForAll ? model.name() : model.fileStem(flavour);
    String name = stem + ".onnx";
    if (!isNamed(stem)) {
      throw new IllegalStateException(
          "model %s: not in %s (expected: a line %s%s=...); %s"
              .formatted(name, MANIFEST, stem, HASH, remedy));
    }
    String expected = manifest.getProperty(stem + HASH).strip().toLowerCase(Locale.ROOT);
    byte[] bytes = bytes(name, MODEL_BYTES);
    String actual = sha256(bytes);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "model %s: SHA-256 %s (expected: %s, as %s has it); the file was changed or damaged, %s"
              .formatted(name, actual, shortened(expected), MANIFEST, remedy));
    }
    if (ExternalData.isIn(bytes)) {
      throw new IllegalStateException(
          "model %s: data in other files (expected: all of it in this one, whose hash %s has); save it without external data"
              .formatted(name, MANIFEST));
    }
    return new ModelFile(name, bytes, actual);
  }

  private byte[] bytes(String name, int most) {
    try (InputStream in = folder.open(name)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IllegalStateException(
            "model %s: more than %d bytes (expected: at most so many); %s"
                .formatted(name, most, remedy));
      }
      return bytes;
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
