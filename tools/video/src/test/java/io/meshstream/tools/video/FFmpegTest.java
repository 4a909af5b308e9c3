package io.meshstream.tools.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshstream.tools.console.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FFmpegTest {

  @TempDir private Path cache;

  @Test
  void loadsOnThisMachine() {
    assertThatCode(() -> FFmpeg.require("camera.mp4")).doesNotThrowAnyException();
  }

  @Test
  void isTheBuildUnderTheLesserLicence() {
    FFmpeg.require("camera.mp4");

    assertThat(avutil.avutil_license().getString()).startsWith("LGPL");
    assertThat(avformat.avformat_configuration().getString()).doesNotContain("--enable-gpl");
  }

  /** A machine need not have what webcams need; then the linker's words are in the message. */
  @Test
  void saysTheSameOfWebcamsEachTime() {
    Throwable first = catchThrowable(() -> FFmpeg.requireDevices("/dev/video0"));
    Throwable second = catchThrowable(() -> FFmpeg.requireDevices("/dev/video0"));

    if (first == null) {
      assertThat(second).isNull();
    } else {
      assertThat(first)
          .isInstanceOf(CommandFailure.class)
          .message()
          .matches("/dev/video0: needs FFmpeg, which cannot be loaded, lib\\S+: cannot open .*")
          .hasLineCount(1);
      assertThat(second).hasMessage(first.getMessage());
    }
  }

  @Test
  void saysInOneLineThatItIsNotOnTheClassPath() {
    assertThat(messageWithout("(javacv|javacpp|ffmpeg)-.*"))
        .startsWith("camera.mp4: needs FFmpeg, which is not on the class path (expected: ")
        .hasLineCount(1);
  }

  @Test
  void saysInOneLineThatTheLibrariesAreForAnotherMachine() {
    assertThat(messageWithout("(javacpp|ffmpeg)-.*-(linux|macosx|windows)-.*"))
        .startsWith("camera.mp4: needs FFmpeg, whose libraries cannot be loaded (expected: ")
        .hasLineCount(1);
  }

  /** What a process says whose class path has none of the jars with such a name. */
  private String messageWithout(String jar) {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().matches(jar))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dmeshstream.native.cache=" + cache,
            "-cp",
            classPath,
            Probe.class.getName());
    try {
      Process process = java.redirectErrorStream(true).start();
      try (var output = process.getInputStream()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Run in a process of its own. */
  static final class Probe {

    public static void main(String[] arguments) {
      try {
        FFmpeg.require("camera.mp4");
      } catch (RuntimeException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
