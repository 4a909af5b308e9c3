package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTest {

  private final Page page = new Page();

  @Test
  void everyFileOfThePageIsServed() throws Exception {
    URL start = Page.class.getResource("page/index.html");
    Path folder = Path.of(start.toURI()).getParent();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> "/" + folder.relativize(file)))
          .isNotEmpty()
          .allSatisfy(path -> assertThat(page.file(path)).as(path).isPresent());
    }
  }
}
