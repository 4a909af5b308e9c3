package io.meshstream.tools.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An RTSP camera that sends every client the same H.264 video, at 25 frames a second by its time
 * stamps but as fast as it is read, with a sender report before it if it knows the time.
 */
final class TestingRtspCamera implements AutoCloseable {

  private static final int TICKS_PER_FRAME = 90_000 / 25;

  /** Anything but 0, which FFmpeg takes for none. */
  private static final int FIRST_TICK = 1_234_567;

  /** Seconds from 1900 to 1970. */
  private static final long NTP_EPOCH = 2_208_988_800L;

  private final ServerSocket socket;
  private final List<byte[]> units;
  private final Optional<Instant> firstTaken;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /**
   * Switches a camera on.
   *
   * @param annexB the video, each picture of one slice
   * @param firstTaken when its first picture was taken, by the camera's clock
   */
  TestingRtspCamera(byte[] annexB, Optional<Instant> firstTaken) throws IOException {
    this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.units = units(annexB);
    this.firstTaken = firstTaken;
    Thread thread = new Thread(this::accept, "testing RTSP camera");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "rtsp://127.0.0.1:" + socket.getLocalPort() + "/1";
  }

  private static List<byte[]> units(byte[] annexB) {
    List<byte[]> units = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i + 3 <= annexB.length; i++) {
      if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
        if (begin >= 0) {
          units.add(withoutZeros(annexB, begin, i));
        }
        begin = i + 3;
      }
    }
    units.add(withoutZeros(annexB, begin, annexB.length));
    return units;
  }

  private static byte[] withoutZeros(byte[] data, int from, int to) {
    int end = to;
    while (data[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(data, from, end);
  }

  private static int type(byte[] unit) {
    return unit[0] & 0x1f;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.add(connection);
        serve(connection);
      }
    } catch (IOException e) {
      // It was switched off, or the client has left.
    }
  }

  private void serve(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
    OutputStream out = connection.getOutputStream();
    String line = in.readLine();
    while (line != null) {
      String method = line.replaceFirst(" .*", "");
      String sequence = "";
      while (line != null && !line.isEmpty()) {
        sequence = line.startsWith("CSeq:") ? line : sequence;
        line = in.readLine();
      }
      out.write(answer(method, sequence).getBytes(ISO_8859_1));
      if (method.equals("PLAY")) {
        play(out);
      }
      out.flush();
      line = in.readLine();
    }
  }

  private String answer(String method, String sequence) {
    String head = "RTSP/1.0 200 OK\r\n" + sequence + "\r\nSession: 1\r\n";
    return switch (method) {
      case "OPTIONS" -> head + "Public: DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
      case "SETUP" -> head + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
      case "DESCRIBE" -> {
        String description = description();
        yield head
            + "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(description.length(), description);
      }
      default -> head + "\r\n";
    };
  }

  private String description() {
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=camera",
        "t=0 0",
        "m=video 0 RTP/AVP 96",
        "c=IN IP4 0.0.0.0",
        "a=rtpmap:96 H264/90000",
        "a=fmtp:96 packetization-mode=1;sprop-parameter-sets="
            + parameters(7)
            + ","
            + parameters(8),
        "a=control:track1",
        "");
  }

  private String parameters(int type) {
    byte[] unit = units.stream().filter(each -> type(each) == type).findFirst().orElseThrow();
    return Base64.getEncoder().encodeToString(unit);
  }

  private void play(OutputStream out) throws IOException {
    if (firstTaken.isPresent()) {
      out.write(interleaved(1, report(firstTaken.get())));
    }
    int sequence = 0;
    int frame = 0;
    for (byte[] unit : units) {
      boolean picture = type(unit) == 1 || type(unit) == 5;
      ByteBuffer packet = ByteBuffer.allocate(12 + unit.length);
      packet.put((byte) 0x80).put((byte) (96 | (picture ? 0x80 : 0)));
      packet
          .putShort((short) sequence)
          .putInt(FIRST_TICK + frame * TICKS_PER_FRAME)
          .putInt(1)
          .put(unit);
      out.write(interleaved(0, packet.array()));
      sequence++;
      frame += picture ? 1 : 0;
    }
  }

  /** Of RTCP: the first tick was then. */
  private static byte[] report(Instant time) {
    ByteBuffer report = ByteBuffer.allocate(28);
    report.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(1);
    report.putInt((int) (time.getEpochSecond() + NTP_EPOCH));
    report.putInt((int) (((long) time.getNano() << 32) / 1_000_000_000L));
    report.putInt(FIRST_TICK).putInt(0).putInt(0);
    return report.array();
  }

  private static byte[] interleaved(int channel, byte[] packet) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.write('$');
    framed.write(channel);
    framed.write(packet.length >> 8);
    framed.write(packet.length);
    framed.writeBytes(packet);
    return framed.toByteArray();
  }

  /** Pulls the plug. */
  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
