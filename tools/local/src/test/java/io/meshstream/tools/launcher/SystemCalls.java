package io.meshstream.tools.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What processes asked the system for, as strace writes it down: which files they made and whom
 * they talked to.
 *
 * @param lines of the trace, one call each
 */
public record SystemCalls(List<String> lines) {

  private static final String TRACED =
      "connect,bind,sendto,sendmsg,sendmmsg,getsockname,open,openat,creat,mkdir,mkdirat,mknod,mknodat,"
          + "rename,renameat,renameat2,link,linkat,symlink,symlinkat";

  private static final Pattern CALL = Pattern.compile("\\d+ +(\\w+)\\((.*)");

  private static final Pattern IPV4 =
      Pattern.compile("sin_port=htons\\((\\d+)\\), sin_addr=inet_addr\\(\"([^\"]+)\"\\)");
  private static final Pattern IPV6 =
      Pattern.compile("sin6_port=htons\\((\\d+)\\).*?inet_pton\\(AF_INET6, \"([^\"]+)\"");
  private static final Pattern LOCAL =
      Pattern.compile("sa_family=AF_UNIX, sun_path=@?\"([^\"]*)\"");

  private static final Pattern LOOPBACK = Pattern.compile("127\\.[\\d.]+|::1|::ffff:127\\.[\\d.]+");

  private static final Pattern FOLDER = Pattern.compile("(?:AT_FDCWD|\\d+)<([^>]*)>");
  private static final Pattern PATH = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern FAILED = Pattern.compile(".* = -1 E[A-Z]+ .*");

  /** Where glibc asks for users, of which the process's own has a name. */
  private static final Set<String> USERS = Set.of("/var/run/nscd/socket");

  /** Returns the command that traces another one into a file; empty where it is not to be had. */
  public static Optional<List<String>> tracer(Path file) throws InterruptedException {
    List<String> strace =
        List.of("strace", "-f", "-qq", "-y", "-s", "4096", "-e", "signal=none", "-e");
    try {
      // Whether this process may trace at all is another matter than whether the program is there.
      Process trial =
          new ProcessBuilder(
                  Stream.concat(strace.stream(), Stream.of("trace=connect", "true")).toList())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (trial.waitFor() != 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    Stream<String> rest = Stream.of("trace=" + TRACED, "-o", file.toString());
    return Optional.of(Stream.concat(strace.stream(), rest).toList());
  }

  /** Reads what was traced into files. */
  public static SystemCalls read(Path... files) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }
    return new SystemCalls(lines);
  }

  /** Those that made a file or a folder that is in none of the given ones, or tried to. */
  List<String> filesOutside(List<Path> folders) {
    return lines.stream()
        .filter(line -> !FAILED.matcher(line).matches())
        .filter(line -> made(line).filter(path -> !isIn(folders, path)).isPresent())
        .toList();
  }

  private static boolean isIn(List<Path> folders, Path path) {
    return path.startsWith("/dev")
        || folders.stream().anyMatch(folder -> path.startsWith(folder) || folder.startsWith(path));
  }

  /** The path of what a call makes; empty if it makes nothing. */
  private static Optional<Path> made(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return Optional.empty();
    }
    String arguments = call.group(2);
    boolean makes =
        switch (call.group(1)) {
          case "open", "openat" -> arguments.contains("O_CREAT") || arguments.contains("O_TMPFILE");
          case "connect", "bind", "sendto", "sendmsg", "sendmmsg", "getsockname" -> false;
          default -> true;
        };
    return makes ? lastPath(arguments) : Optional.empty();
  }

  /** Of two paths, the second is the new one. */
  private static Optional<Path> lastPath(String arguments) {
    Matcher paths = PATH.matcher(arguments);
    Path last = null;
    int end = 0;
    String folder = "/";
    while (paths.find()) {
      Matcher base = FOLDER.matcher(arguments.substring(end, paths.start()));
      while (base.find()) {
        folder = base.group(1);
      }
      last = Path.of(text(folder)).resolve(text(paths.group(1))).normalize();
      end = paths.end();
    }
    return Optional.ofNullable(last);
  }

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-3]?[0-7]{1,2})");

  /** Undoes how strace writes bytes that are not ASCII. */
  private static String text(String escaped) {
    byte[] bytes = new byte[escaped.length()];
    int length = 0;
    for (int i = 0; i < escaped.length(); ) {
      Matcher octal = OCTAL.matcher(escaped).region(i, escaped.length());
      if (octal.lookingAt()) {
        bytes[length++] = (byte) Integer.parseInt(octal.group(1), 8);
        i = octal.end();
      } else {
        bytes[length++] = (byte) escaped.charAt(i++);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Returns those that talked to other than this machine, or to what on it the processes did not
   * open.
   *
   * @param knownPorts where on this machine they may find somebody else
   */
  public List<String> strangers(int... knownPorts) {
    Set<String> own = ownPorts();
    IntStream.of(knownPorts).mapToObj(Integer::toString).forEach(own::add);
    return lines.stream().filter(line -> isStranger(line, own)).toList();
  }

  private static boolean isStranger(String line, Set<String> ownPorts) {
    Matcher call = CALL.matcher(line);
    if (!call.matches() || !call.group(1).matches("connect|send.*")) {
      return false;
    }
    Matcher local = LOCAL.matcher(line);
    if (local.find()) {
      return !USERS.contains(local.group(1));
    }
    Optional<Matcher> address = address(line);
    return address.isPresent()
        && !(LOOPBACK.matcher(address.get().group(2)).matches()
            && ownPorts.contains(address.get().group(1)));
  }

  private Set<String> ownPorts() {
    Set<String> ports = new HashSet<>();
    for (String line : lines) {
      Matcher call = CALL.matcher(line);
      boolean tells =
          line.contains("getsockname resumed")
              || (call.matches() && call.group(1).matches("bind|getsockname"));
      if (tells) {
        address(line).ifPresent(address -> ports.add(address.group(1)));
      }
    }
    return ports;
  }

  private static Optional<Matcher> address(String line) {
    return Stream.of(IPV4, IPV6)
        .map(pattern -> pattern.matcher(line))
        .filter(Matcher::find)
        .findFirst();
  }
}
