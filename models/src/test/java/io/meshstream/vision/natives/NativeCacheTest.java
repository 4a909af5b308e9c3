package io.meshstream.vision.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

  private static final String LIBRARY = "libsample.so";

  @TempDir private Path folder;

  private Path cache;

  @BeforeEach
  void chooseCache() {
    cache = folder.resolve("a cache").resolve("natives für uns");
  }

  @Test
  void aLibraryIsExtractedOnce() throws IOException {
    PackedFile library = packed("one");

    Path home = extracted(library);
    FileTime written = Files.getLastModifiedTime(home);
    Path again = extracted(library);

    assertThat(home.resolve(LIBRARY)).hasContent("one");
    assertThat(again).isEqualTo(home);
    assertThat(Files.getLastModifiedTime(again)).isEqualTo(written);
    assertThat(names(cache)).containsExactly(home.getFileName().toString());
  }

  @Test
  void anotherContentHasAnotherFolder() throws IOException {
    Path one = extracted(packed("one"));
    Path two = extracted(packed("two"));

    assertThat(two).isNotEqualTo(one);
    assertThat(one.resolve(LIBRARY)).hasContent("one");
    assertThat(two.resolve(LIBRARY)).hasContent("two");
  }

  @Test
  void aDamagedLibraryIsReplaced() throws IOException {
    PackedFile library = packed("one");
    Path home = extracted(library);

    // As long as it was: its content is looked at, too.
    Files.writeString(home.resolve(LIBRARY), "onf");

    assertThat(extracted(library).resolve(LIBRARY)).hasContent("one");
    assertThat(names(cache)).hasSize(1);
  }

  @Test
  void whatAKilledProcessLeftIsDeletedLater() throws IOException {
    extracted(packed("one"));
    Path old = Files.createDirectory(cache.resolve("part-1"));
    Files.writeString(old.resolve(LIBRARY), "on");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(2 * 60 * 60)));
    Path young = Files.createDirectory(cache.resolve("part-2"));

    extracted(packed("two"));

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void manyMayExtractAtTheSameTime() throws Exception {
    PackedFile library = packed("x".repeat(100_000));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Path> extraction = () -> extracted(library);
      List<Future<Path>> homes =
          threads.invokeAll(IntStream.range(0, 32).mapToObj(i -> extraction).toList());
      for (Future<Path> home : homes) {
        assertThat(home.get().resolve(LIBRARY)).hasSize(100_000);
      }
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
    assertThat(names(cache)).hasSize(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyItsUserMayReadIt() throws IOException {
    extracted(packed("one"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatOthersMayWriteToIsNotTrusted() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

    Path home = NativeCache.in(shared, cache).extracted("sample", List.of(packed("one")));

    assertThat(home).startsWith(cache);
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsNotTrusted() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

    Path home = NativeCache.in(link, cache).extracted("sample", List.of(packed("one")));

    assertThat(home).startsWith(cache);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void saysInOneLineThatNoFolderCanBeWrittenTo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    PackedFile library = packed("one");

    assertThatThrownBy(() -> NativeCache.in(file).extracted("sample", List.of(library)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("native libraries: " + file + ", " + file + " is not a folder (")
        .hasMessageContaining("-Dmeshstream.native.cache=DIR");
  }

  private Path extracted(PackedFile library) {
    return NativeCache.in(cache).extracted("sample", List.of(library));
  }

  private PackedFile packed(String content) throws IOException {
    Path jar = Files.createTempFile(folder, "libraries", ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("native/" + LIBRARY));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    URL url = URI.create("jar:" + jar.toUri() + "!/native/" + LIBRARY).toURL();
    return PackedFile.at(url).orElseThrow();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
