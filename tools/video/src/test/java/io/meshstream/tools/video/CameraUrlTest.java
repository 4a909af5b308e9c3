package io.meshstream.tools.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraUrlTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "clip.mp4, VIDEO",
    "still.JPG, PICTURES",
    "file:///tmp/clip.mkv, VIDEO",
    "http://cam/video, HTTP",
    "HTTPS://cam:8443/video?x=1, HTTP",
    "rtsp://u:p@cam/1, RTSP",
    "rtsps://cam/1, RTSP",
    "/dev/video0, DEVICE",
    "v4l2:/dev/video2, DEVICE",
    "avfoundation:0, DEVICE",
    "dshow:video=USB Camera, DEVICE",
    "simulate:1, SIMULATED",
    "simulate:1+hands, SIMULATED",
  })
  void tellsWhatKindOfSourceItIs(String text, CameraUrl.Kind kind) {
    assertThat(CameraUrl.parse(text).kind()).isEqualTo(kind);
  }

  @Test
  void aDirectoryHoldsPictures() {
    assertThat(CameraUrl.parse(folder.toString()).kind()).isEqualTo(CameraUrl.Kind.PICTURES);
    assertThat(CameraUrl.parse(folder.toUri().toString()).kind())
        .isEqualTo(CameraUrl.Kind.PICTURES);
    assertThat(CameraUrl.parse(folder.toUri() + "a%20b.mp4").address())
        .isEqualTo(folder.resolve("a b.mp4").toString());
  }

  @Test
  void simulatedCamerasHaveNumbers() {
    assertThat(CameraUrl.parse("simulate:12").simulatedNumber()).isEqualTo(12);
    assertThatThrownBy(() -> CameraUrl.parse("http://cam/1?pwd=secret").simulatedNumber())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("http://cam/1?pwd=*** (expected: a simulated camera)");
  }

  @Test
  void simulatedCamerasShowHandsIfAskedTo() {
    assertThat(CameraUrl.parse("simulate:12+hands").simulatedNumber()).isEqualTo(12);
    assertThat(CameraUrl.parse("simulate:12+hands").isSimulatedWithHands()).isTrue();
    assertThat(CameraUrl.parse("simulate:12").isSimulatedWithHands()).isFalse();
    assertThat(CameraUrl.parse("http://cam/1+hands").isSimulatedWithHands()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "concat:/etc/passwd",
        "subfile,,start,0,end,9,,:/etc/passwd",
        "subfile:/etc/passwd",
        "crypto:clip.mp4",
        "pipe:0",
        "data:image/png;base64,AAAA",
        "ftp://host/clip.mp4",
        "hls:http://host/list.m3u8",
        "tcp://host:1",
        "file:clip.mp4",
        "file://host/clip.mp4",
        "http:/cam",
        "http://",
        "rtsp:cam",
        "simulate:",
        "simulate:0",
        "simulate:1000000",
        "simulate:1x",
        "simulate:+hands",
        "simulate:1+feet",
        "simulate:1+hands+hands",
      })
  void refusesWhatIsNoSource(String text) {
    // Without a scheme of its own it is the name of a file.
    if (text.startsWith("subfile,")) {
      assertThat(CameraUrl.parse(text).address()).startsWith("/").endsWith(text);
    } else {
      assertThatThrownBy(() -> CameraUrl.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rtsp");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://user:secret@cam/1, rtsp://user:***@cam/1",
    "rtsp://user:p@ss:w@cam/1, rtsp://user:***@cam/1",
    "http://:secret@cam/1, http://:***@cam/1",
    "http://user@cam/1, http://user@cam/1",
    "http://cam/1?to=a:b@c, http://cam/1?to=a:b@c",
    "http://cam:8080/1?to=b@c, http://cam:8080/1?to=b@c",
    "http://[fe80::1]:80/1?to=b@c, http://[fe80::1]:80/1?to=b@c",
    "rtsp://user:p/ss?w#rd@cam/1, rtsp://user:***@cam/1",
    "rtsp://user:s@cam:554/1, rtsp://user:***@cam:554/1",
    "http://cam/v?usr=me&pwd=secret&x=1, http://cam/v?usr=me&pwd=***&x=1",
    "http://cam/v?Password=secret, http://cam/v?Password=***",
    "http://cam/v?auth_token=secret#x, http://cam/v?auth_token=***#x",
    "rtsp://cam/user=me_password=se_cret_channel=1.sdp, rtsp://cam/user=me_password=***",
    "rtsp://cam/monitor?channel=1&subtype=0, rtsp://cam/monitor?channel=1&subtype=0",
  })
  void showsNoPassword(String text, String shown) {
    assertThat(CameraUrl.parse(text)).hasToString(shown);
    assertThat(CameraUrl.parse(text).address()).isEqualTo(text);
  }
}
