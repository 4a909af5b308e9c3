package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.pictures.PictureSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamerasFileTest {

  @TempDir private Path folder;

  private final List<String> problems = new ArrayList<>();
  private final UrlVariables variables = new UrlVariables(Map.of("DOOR_PASSWORD", "a b@c/${d}+1"));

  @Test
  void readsEverySetting() throws IOException {
    List<CameraSettings> cameras =
        read(
            """
            # Two cameras.
            cameras:
              - id: front
                url: https://cam/1
                fps: 12.5
                size: 1280x720
                quality: 90
                rotation: 270
                certificate: 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF
              - {id: 7, url: clip.mp4, loop: true, restart-markers: true}
            """);

    assertThat(problems).isEmpty();
    assertThat(cameras).hasSize(2);
    CameraSettings front = cameras.get(0);
    assertThat(front.id()).isEqualTo("front");
    assertThat(front.url()).hasToString("https://cam/1");
    assertThat(front.fps()).hasValue(12.5);
    assertThat(front.size()).contains(new PictureSize(1280, 720));
    assertThat(front.quality()).hasValue(90);
    assertThat(front.rotation()).hasValue(270);
    assertThat(front.loop()).isFalse();
    assertThat(front.restartMarkers()).isFalse();
    assertThat(front.certificate())
        .hasToString("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    CameraSettings other = cameras.get(1);
    assertThat(other.id()).isEqualTo("7");
    assertThat(other.loop()).isTrue();
    assertThat(other.restartMarkers()).isTrue();
    assertThat(other.fps()).isEmpty();
    assertThat(other.size()).isEmpty();
    assertThat(other.quality()).isEmpty();
    assertThat(other.rotation()).isEmpty();
    assertThat(other.certificate()).hasToString("trusted");
  }

  @Test
  void passwordsComeFromTheEnvironmentWhateverIsInThem() throws IOException {
    List<CameraSettings> cameras =
        read(
            """
            cameras:
              - id: door
                url: rtsp://viewer:${DOOR_PASSWORD}@door:554/1
            """);

    assertThat(problems).isEmpty();
    assertThat(cameras.get(0).url().address())
        .isEqualTo("rtsp://viewer:a%20b%40c%2F%24%7Bd%7D%2B1@door:554/1");
    assertThat(cameras.get(0).url()).hasToString("rtsp://viewer:***@door:554/1");
  }

  @Test
  void aVariableThatIsNotSetIsNamed() throws IOException {
    read(
        """
        cameras:
          - id: door
            url: rtsp://viewer:${HALL_PASSWORD}@door:554/1
        """);

    assertThat(problems)
        .containsExactly(
            file()
                + ":3: url: rtsp://viewer:***@door:554/1"
                + " (expected: environment variable HALL_PASSWORD to be set)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base/gateway/cameras.yaml", "overlays/dev/cameras.yaml"})
  void theCamerasOfTheManifestsCanBeRead(String file) {
    Path manifests = Path.of("..", "..", "k8s");
    UrlVariables secret = new UrlVariables(Map.of("FRONT_DOOR_PASSWORD", "secret"));

    assertThat(CamerasFile.read(manifests.resolve(file), secret, problems)).isNotEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void reportsAllThatIsWrongAtOnceAndWhere() throws IOException {
    read(
        """
        camera: 1
        cameras:
          - id: a
            url: rtsp://cam/1
            colour: red
            fps: fast
            size: 10x10
            quality: 0
            rotation: 45
            loop: yes
          - id: a
            url: concat:x
          - url: http://cam/1
            loop: true
            fps: [1]
          - just text
          - id: ""
            id: b
            url: pictures.jpg
            size: 640x360
          - id: c
            url: http://cam/1
            certificate: any
          - id: d
            url: https://cam/1
            certificate: mine
          - id: e
            url: simulate:1
            quality: 90
          - id: f
            url: pictures.jpg
            restart-markers: true
        """);

    assertThat(problems)
        .containsExactly(
            at(1) + "camera (expected: cameras)",
            at(5)
                + "colour (expected: one of id, url, fps, size, quality, rotation, loop, certificate, capture-time, restart-markers)",
            at(6) + "fps: fast (expected: a number from 0.001 to 240)",
            at(7)
                + "size: 10x10 (expected: WIDTHxHEIGHT, such as 1280x720, with sides of 64 to 4096"
                + " pixels)",
            at(8) + "quality: 0 (expected: a whole number from 1 to 100)",
            at(9) + "rotation: 45 (expected: 0, 90, 180 or 270)",
            at(10) + "loop: yes (expected: true or false)",
            at(11) + "id: a (expected: an id that no other camera has)",
            at(12)
                + "url: concat:x (expected: a path, a URL with http, https, rtsp or rtsps, a device"
                + " such as /dev/video0, or simulate:1, simulate:2 and so on, with hands"
                + " simulate:1+hands)",
            at(13) + "id: none (expected: every camera has one)",
            at(14) + "loop: true (expected: false for what is live)",
            at(15) + "fps (expected: a single value)",
            at(16) + "camera (expected: settings such as id and url)",
            at(17) + "id:  (expected: 1 to 255 characters)",
            at(18) + "id: b (expected: to be set once)",
            at(20) + "size: 640x360 (expected: none for picture files, which are sent as they are)",
            at(23) + "certificate: any (expected: none but for https)",
            at(26)
                + "certificate: mine (expected: trusted, any, or the SHA-256 of the certificate, 64"
                + " hexadecimal digits)",
            at(29) + "quality: 90 (expected: none for simulated cameras)",
            at(32)
                + "restart-markers: true (expected: none for picture files, which are sent as they"
                + " are)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e-10", "241", "NaN", "Infinity"})
  void refusesFrameRatesThatNoClockCanKeep(String fps) throws IOException {
    read("cameras:\n  - {id: a, url: clip.mp4, fps: " + fps + "}\n");

    assertThat(problems)
        .containsExactly(at(2) + "fps: " + fps + " (expected: a number from 0.001 to 240)");
  }

  @Test
  void showsNoPasswordOfAUrlThatIsNone() throws IOException {
    read("cameras:\n  - {id: a, url: 'rtmp://user:secret@cam/1'}\n");

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith(at(2) + "url: rtmp://user:***@cam/1 (expected: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cameras:",
        "cameras: []",
        "cameras: 3",
        "- id: a",
        "just text",
        "cameras:\n  - id: [",
        "cameras:\n  - id: a\n   url: b",
        "cameras:\n  - &a {id: *a, url: x.mp4}\n  - *a",
        "cameras: \u0000"
      })
  void reportsFilesThatHoldNoCameras(String text) throws IOException {
    read(text);

    assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith(file().toString()));
  }

  @Test
  void saysInWhichLineThereIsNoYaml() throws IOException {
    read("cameras:\n  - id: a\n    url: 'x\n");

    assertThat(problems)
        .singleElement()
        .asString()
        .endsWith(
            ":3: (expected: YAML); while scanning a quoted scalar, found unexpected end of stream");
  }

  @Test
  void reportsAFileThatIsNotThere() {
    CamerasFile.read(folder.resolve("none.yaml"), variables, problems);

    assertThat(problems)
        .containsExactly(folder.resolve("none.yaml") + " (expected: an existing file)");
  }

  @Test
  void reportsAFileThatIsTooLarge() throws IOException {
    read(" ".repeat((1 << 20) + 1));

    assertThat(problems).singleElement().asString().endsWith("(expected: at most 1048576)");
  }

  private List<CameraSettings> read(String text) throws IOException {
    Files.writeString(file(), text);
    return CamerasFile.read(file(), variables, problems);
  }

  private Path file() {
    return folder.resolve("cameras.yaml");
  }

  private String at(int line) {
    return file() + ":" + line + ": ";
  }
}
