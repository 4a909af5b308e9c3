package io.meshstream.tools.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkerMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/c/x.jar/libjniavdevice.so: libpulse.so.0: cannot open shared object file: No such file or directory"
            + "|libpulse.so.0: cannot open shared object file: No such file or directory",
        "/c/x.jar/libjniavdevice.so: Error loading shared library libxcb.so.1: No such file or directory (needed by /c/y.so)"
            + "|Error loading shared library libxcb.so.1: No such file or directory",
        "/c/libx.so: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /c/libx.so)"
            + "|version `GLIBC_2.38' not found",
      })
  void saysWhichLibraryTheLinkerMissed(String message, String expected) {
    UnsatisfiedLinkError missing = new UnsatisfiedLinkError(message);

    assertThat(LinkerMessage.of(missing)).contains(expected);
    assertThat(LinkerMessage.of(new NoClassDefFoundError().initCause(missing))).contains(expected);
  }

  @Test
  void saysNothingOfOtherMessages() {
    assertThat(LinkerMessage.of(new UnsatisfiedLinkError("no jniavutil in java.library.path: /x")))
        .isEmpty();
    assertThat(LinkerMessage.of(new UnsatisfiedLinkError())).isEmpty();
  }
}
