package io.meshstream.tools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the eyes which watch for telemetry are open. */
class SystemCallsTest {

  private static final String LISTENS =
      "7 bind(9<socket:[1]>, {sa_family=AF_INET6, sin6_port=htons(4001), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, 28) = 0";

  private static final List<Path> OWN =
      List.of(Path.of("/home/für/.cache/meshstream"), Path.of("/t"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 connect(5<socket:[2]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.0.0.2\")}, 16) = 0",
        "7 connect(5<socket:[2]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"127.0.0.53\")}, 16) = 0",
        "7 connect(5<socket:[2]>, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr(\"52.1.2.3\")}, 16) = -1 EINPROGRESS (Operation now in progress)",
        "7 connect(5<socket:[2]>, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"2001:db8::1\", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>",
        "7 sendto(5<socket:[2]>, \"\\1\\2\", 2, MSG_NOSIGNAL, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.0.0.2\")}, 16) = 2",
        "7 connect(5<socket:[2]>, {sa_family=AF_UNIX, sun_path=\"/run/systemd/resolve/io.systemd.Resolve\"}, 42) = 0",
      })
  void aStrangerIsSeen(String call) {
    assertThat(new SystemCalls(List.of(LISTENS, call)).strangers()).containsExactly(call);
  }

  @Test
  void itselfIsNoStranger() {
    String connects =
        "7 connect(5<socket:[2]>, {sa_family=AF_INET, sin_port=htons(4001), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0";

    assertThat(new SystemCalls(List.of(LISTENS, connects)).strangers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 openat(AT_FDCWD</w>, \"/home/f\\303\\274r/.cache/Microsoft/id\", O_RDWR|O_CREAT, 0644) = 3",
        "7 openat(AT_FDCWD</w>, \"mat-debug-7.log\", O_WRONLY|O_CREAT|O_TRUNC, 0666 <unfinished ...>",
        "7 mkdir(\"/tmp/onnxruntime-java1\", 0700) = 0",
        "7 mkdirat(4</home/other>, \"x\", 0700) = 0",
        "7 rename(\"/t/a\", \"/home/other/a\") = 0",
      })
  void aFileElsewhereIsSeen(String call) {
    assertThat(new SystemCalls(List.of(call)).filesOutside(OWN)).containsExactly(call);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7 openat(AT_FDCWD</w>, \"/home/f\\303\\274r/.cache/meshstream/native/x\", O_RDWR|O_CREAT, 0600) = 3",
        "7 openat(AT_FDCWD</t>, \"x\", O_RDWR|O_CREAT, 0600) = 3",
        "7 openat(AT_FDCWD</w>, \"/etc/hosts\", O_RDONLY|O_CLOEXEC) = 3",
        "7 mkdir(\"/home/f\\303\\274r/.cache\", 0777) = 0",
        "7 mkdir(\"/home/other\", 0777) = -1 EEXIST (File exists)",
        "7 rename(\"/t/a\", \"/t/b\") = 0",
      })
  void whatIsItsOwnIsNot(String call) {
    assertThat(new SystemCalls(List.of(call)).filesOutside(OWN)).isEmpty();
  }
}
