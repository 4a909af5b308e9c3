package io.meshstream.tools.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out, from Linux, where this process waits for connections by TCP. */
final class ListeningSockets {

  private static final Path NETWORK = Path.of("/proc/self/net");
  private static final Path FILES = Path.of("/proc/self/fd");
  private static final String LISTENING = "0A";

  private ListeningSockets() {}

  static boolean canBeTold() {
    return Files.exists(NETWORK) && Files.exists(FILES);
  }

  /** Returns the addresses, one for each socket. */
  static List<InetAddress> addresses() throws IOException {
    Set<String> ours = sockets();
    List<InetAddress> addresses = new ArrayList<>();
    for (String protocol : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(NETWORK.resolve(protocol))) {
        String[] fields = line.strip().split(" +", -1);
        if (fields[3].equals(LISTENING) && ours.contains("socket:[" + fields[9] + "]")) {
          addresses.add(address(fields[1].split(":", 2)[0]));
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets() throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.toList()) {
        socket(file).ifPresent(sockets::add);
      }
    }
    return sockets;
  }

  private static Optional<String> socket(Path file) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(file).toString());
    } catch (NoSuchFileException e) {
      // It has been closed meanwhile.
      return Optional.empty();
    }
  }

  /** Reads an address: words in the processor's order of bytes, that of all that run the tests. */
  private static InetAddress address(String hexadecimal) throws IOException {
    ByteBuffer words =
        ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal)).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer bytes = ByteBuffer.allocate(words.capacity());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    return InetAddress.getByAddress(bytes.array());
  }
}
