package io.meshstream.tools.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedFilesTest {

  @TempDir private Path temporary;

  private Path root;

  @BeforeEach
  void resolve() throws IOException {
    root = temporary.toRealPath();
  }

  @Test
  void namesFilesAfterTheirInputs() throws IOException {
    picture("in/a.jpg");
    picture("in/b.PNG");

    assertThat(names("in/a.jpg", "in"))
        .containsExactly("out/a.png", "out/in/a.png", "out/in/b.png");
  }

  @Test
  void givesEqualNamesDifferentFiles() throws IOException {
    picture("x/a.jpg");
    picture("x/a.png");
    picture("y/a.jpg");

    assertThat(names("x/a.jpg", "x/a.png", "y/a.jpg"))
        .containsExactly("out/a.png", "out/a-2.png", "out/a-3.png");
    assertThat(names("x", "y", "x"))
        .containsExactly(
            "out/x/a.png", "out/x/a-2.png", "out/y/a.png", "out/x-2/a.png", "out/x-2/a-2.png");
  }

  @Test
  void neverWritesOverAnInput() throws IOException {
    picture("out/a.png");
    picture("out/sub/b.png");

    assertThat(names("out/a.png", "out/sub")).containsExactly("out/a-2.png", "out/sub-2/b.png");
  }

  private void picture(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  private List<String> names(String... inputs) throws IOException {
    List<PictureSequence> sequences =
        Stream.of(inputs).map(input -> PictureSequence.of(root.resolve(input).toString())).toList();
    Path out = Files.createDirectories(root.resolve("out"));
    AnnotatedFiles files = new AnnotatedFiles(out, sequences);
    List<String> names = new ArrayList<>();
    for (PictureSequence sequence : sequences) {
      Path folder = files.folder(sequence);
      for (PictureFile picture : sequence.pictures()) {
        names.add(root.relativize(files.file(folder, picture)).toString());
      }
    }
    return names;
  }
}
