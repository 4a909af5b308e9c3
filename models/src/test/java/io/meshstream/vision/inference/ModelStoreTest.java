package io.meshstream.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.landmark.FaceLandmarker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final ModelDescriptor DETECTOR = DetectorModel.SHORT_RANGE.descriptor();
  private static final String FILE = "face-detection-short-range.cpu.onnx";

  @TempDir private Path folder;
  private ModelFile bundled;

  @BeforeEach
  void copyTheDetector() throws IOException {
    bundled = ModelStore.bundled().read(DETECTOR, Flavour.CPU);
    Files.write(folder.resolve(FILE), bundled.bytes());
    list("face-detection-short-range.cpu.sha256=" + bundled.sha256());
  }

  @Test
  void aDirectoryOfTheSameLayoutHoldsTheSameModel() {
    ModelFile copy = ModelStore.directory(folder).read(DETECTOR, Flavour.CPU);

    assertThat(copy.name()).isEqualTo(FILE).isEqualTo(bundled.name());
    assertThat(copy.sha256()).isEqualTo(bundled.sha256());
    assertThat(copy.bytes()).isEqualTo(bundled.bytes());
  }

  @Test
  void aDirectoryWithoutAManifestIsRefused() throws IOException {
    Files.delete(folder.resolve("manifest.properties"));

    assertThatThrownBy(() -> ModelStore.directory(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "model manifest.properties: no file %s (expected: a readable file); copy the model's"
                    .formatted(folder.resolve("manifest.properties"))
                + " files and their manifest to "
                + folder
                + " anew");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    Path gone = folder.resolve("gone");

    assertThatThrownBy(() -> ModelStore.directory(gone))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "models: %s (expected: a directory with manifest.properties and the ONNX files that it"
                    .formatted(gone)
                + " names); correct the path, or copy them there");
  }

  @Test
  void aModelThatADirectoryDoesNotNameIsTheBundledOne() {
    ModelStore store = ModelStore.directory(folder);

    assertThat(store.has(DETECTOR)).isTrue();
    assertThat(store.has(FaceLandmarker.FACE_MESH_468)).isFalse();
    assertThat(store.read(FaceLandmarker.FACE_MESH_468, Flavour.GPU).sha256())
        .isEqualTo(ModelStore.bundled().read(FaceLandmarker.FACE_MESH_468, Flavour.GPU).sha256());
  }

  @Test
  void aModelThatADirectoryHasForAnotherDeviceOnlyIsRefused() {
    ModelStore store = ModelStore.directory(folder);

    assertThatThrownBy(() -> store.read(DETECTOR, Flavour.GPU))
        .hasMessageStartingWith(
            "model face-detection-short-range.gpu.onnx: not in manifest.properties (expected: a"
                + " line face-detection-short-range.gpu.sha256=...); copy ");
  }

  @Test
  void aFileThatIsCalledAfterItsModelAloneServesEveryDeviceThatHasNoOther() throws IOException {
    ModelFile other = ModelStore.bundled().read(DETECTOR, Flavour.GPU);
    Files.write(folder.resolve("face-detection-short-range.onnx"), other.bytes());
    list("face-detection-short-range.sha256=" + other.sha256());
    ModelStore store = ModelStore.directory(folder);

    store.requireOnly(List.of(DETECTOR));
    assertThat(store.has(DETECTOR)).isTrue();
    assertThat(store.read(DETECTOR, Flavour.CPU).sha256()).isEqualTo(other.sha256());
    assertThat(store.read(DETECTOR, Flavour.GPU).name())
        .isEqualTo("face-detection-short-range.onnx");

    list(
        "face-detection-short-range.sha256=%s\nface-detection-short-range.cpu.sha256=%s"
            .formatted(other.sha256(), bundled.sha256()));
    store = ModelStore.directory(folder);
    assertThat(store.read(DETECTOR, Flavour.CPU).sha256()).isEqualTo(bundled.sha256());
    assertThat(store.read(DETECTOR, Flavour.GPU).sha256()).isEqualTo(other.sha256());
  }

  @Test
  void aManifestThatNamesNoModelOrSomethingElseIsRefused() throws IOException {
    list("");
    assertThatThrownBy(() -> ModelStore.directory(folder).requireOnly(List.of(DETECTOR)))
        .hasMessageStartingWith(
            "model manifest.properties: no line (expected: lines of"
                + " face-detection-short-range.cpu.sha256,"
                + " face-detection-short-range.gpu.sha256, face-detection-short-range.sha256); copy ");

    list("face-detection-shortrange.cpu.sha256=" + bundled.sha256());
    assertThatThrownBy(() -> ModelStore.directory(folder).requireOnly(List.of(DETECTOR)))
        .hasMessageStartingWith(
            "model manifest.properties: face-detection-shortrange.cpu.sha256 (expected: lines of ");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(FILE).toFile(), "rw")) {
      file.setLength(1L << 40);
    }

    assertThatThrownBy(() -> ModelStore.directory(folder).read(DETECTOR, Flavour.CPU))
        .hasMessageStartingWith(
            "model " + FILE + ": more than 50331648 bytes (expected: at most so many); copy ");
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    Files.delete(folder.resolve(FILE));
    Files.createDirectory(folder.resolve(FILE));

    assertThatThrownBy(() -> ModelStore.directory(folder).read(DETECTOR, Flavour.CPU))
        .hasMessageStartingWith(
            "model " + FILE + ": no regular file (expected: a readable file); copy ");
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    Files.delete(folder.resolve(FILE));
    ModelStore store = ModelStore.directory(folder);

    assertThatThrownBy(() -> store.read(DETECTOR, Flavour.CPU))
        .hasMessageStartingWith(
            "model %s: no file %s (expected: a readable file); copy "
                .formatted(FILE, folder.resolve(FILE)));
  }

  @Test
  void aFileThatWasChangedIsRefused() throws IOException {
    byte[] changed = bundled.bytes().clone();
    changed[changed.length / 2] ^= 1;
    Files.write(folder.resolve(FILE), changed);
    ModelStore store = ModelStore.directory(folder);

    assertThatThrownBy(() -> store.read(DETECTOR, Flavour.CPU))
        .hasMessageStartingWith("model " + FILE + ": SHA-256 ")
        .hasMessageContaining("(expected: " + bundled.sha256() + ", as manifest.properties has it)")
        .hasMessageContaining("the file was changed or damaged, copy ");
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws IOException {
    Files.writeString(folder.resolve(FILE), "");
    list(
        "face-detection-short-range.cpu.sha256="
            + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    assertThatThrownBy(() -> open(DETECTOR))
        .hasMessageStartingWith("model " + FILE + ": ")
        .hasMessageEndingWith("(expected: an ONNX file that ONNX Runtime can load); take another");
  }

  @Test
  void aModelOfAnotherShapeIsRefused() {
    ModelDescriptor other =
        ModelDescriptor.ofPictures(DETECTOR.name(), 192, Map.of("boxes", 36864));

    assertThatThrownBy(() -> open(other))
        .hasMessage(
            "model %s: input [3, 128, 128], outputs {boxes=14336, scores=896} (expected: input [3,"
                    .formatted(FILE)
                + " 192, 192], outputs {boxes=36864}, as floats in batches of any size); take a file"
                + " of face-detection-short-range");
  }

  private void open(ModelDescriptor model) {
    ModelSession.open(ModelStore.directory(folder), model, Flavour.CPU, Device.cpu()).close();
  }

  private void list(String line) throws IOException {
    Files.writeString(folder.resolve("manifest.properties"), line + "\n");
  }
}
