package io.meshstream.tools.video;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a camera's pictures come from.
 *
 * @param kind what is there
 * @param address a path, a URL, {@code FORMAT:NAME} of a device, {@code simulate:NUMBER} or {@code
 *     simulate:NUMBER+hands}; may hold a password, which {@link #toString} does not show
 */
public record CameraUrl(Kind kind, String address) {

  /** What kinds of sources there are. */
  public enum Kind {
    /** A directory of JPEG and PNG files, or a single one. */
    PICTURES,
    /** A video file. */
    VIDEO,
    /** A stream over HTTP. */
    HTTP,
    /** A stream over RTSP. */
    RTSP,
    /** A webcam of this machine. */
    DEVICE,
    /** A camera that does not exist. */
    SIMULATED;

    /** Returns whether it goes by its own time and never ends. */
    public boolean isLive() {
      return this == HTTP || this == RTSP || this == DEVICE || this == SIMULATED;
    }
  }

  /** At least two letters: {@code C:} is a drive. */
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):(.*)");

  private static final Pattern PICTURE_NAME = Pattern.compile(".*\\.(jpg|jpeg|png)");
  private static final Pattern DEVICE_NAME = Pattern.compile("/dev/video\\d+");
  private static final String HANDS = "+hands";
  private static final Pattern SIMULATED =
      Pattern.compile("([1-9]\\d{0,5})(" + Pattern.quote(HANDS) + ")?");

  /** Also a password with characters that should have been escaped; but no port. */
  private static final Pattern PASSWORD = Pattern.compile("(//[^/?#@:\\[]*):(?!\\d+[/?#]).*@");

  /** Of a query, and of paths that are written like one. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)([^/?#&;=]*(?:pass|pwd|psw|secret|token|auth|key)[^/?#&;=]*=)[^/?#&;]*");

  /**
   * Reads what a user wrote.
   *
   * @throws IllegalArgumentException with the rule if it is none of the kinds
   */
  public static CameraUrl parse(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (DEVICE_NAME.matcher(text).matches()) {
      return new CameraUrl(Kind.DEVICE, "v4l2:" + text);
    }
    if (!scheme.matches()) {
      return ofPath(text);
    }
    String rest = scheme.group(2);
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "http", "https" -> new CameraUrl(Kind.HTTP, requireHost(text, rest));
      case "rtsp", "rtsps" -> new CameraUrl(Kind.RTSP, requireHost(text, rest));
      case "v4l2", "avfoundation", "dshow" -> new CameraUrl(Kind.DEVICE, text);
      case "simulate" -> simulated(rest);
      case "file" -> ofPath(filePath(text));
      default -> throw unknown();
    };
  }

  private static CameraUrl ofPath(String text) {
    try {
      Path path = Path.of(text);
      boolean pictures =
          Files.isDirectory(path) || PICTURE_NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
      if (text.isBlank()) {
        throw unknown();
      }
      return new CameraUrl(pictures ? Kind.PICTURES : Kind.VIDEO, path.toAbsolutePath().toString());
    } catch (InvalidPathException e) {
      throw unknown();
    }
  }

  private static CameraUrl simulated(String shown) {
    if (!SIMULATED.matcher(shown).matches()) {
      throw unknown();
    }
    return new CameraUrl(Kind.SIMULATED, "simulate:" + shown);
  }

  private static String filePath(String text) {
    try {
      return Path.of(URI.create(text)).toString();
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static String requireHost(String text, String rest) {
    if (!rest.matches("//[^/\\s]+\\S*")) {
      throw unknown();
    }
    return text;
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "a path, a URL with http, https, rtsp or rtsps, a device such as /dev/video0, or simulate:1,"
            + " simulate:2 and so on, with hands simulate:1+hands");
  }

  /** Returns whether it is asked over HTTP, encrypted. */
  public boolean isHttps() {
    return kind == Kind.HTTP && address.regionMatches(true, 0, "https:", 0, 6);
  }

  /**
   * Returns which of the simulated cameras it is, numbered from 1.
   *
   * @throws IllegalStateException if it is none of them
   */
  public int simulatedNumber() {
    if (kind != Kind.SIMULATED) {
      throw new IllegalStateException(this + " (expected: a simulated camera)");
    }
    String shown = address.substring(address.indexOf(':') + 1);
    return Integer.parseInt(shown.replace(HANDS, ""));
  }

  /** Returns whether it is a simulated camera that shows hands beside faces. */
  public boolean isSimulatedWithHands() {
    return kind == Kind.SIMULATED && address.endsWith(HANDS);
  }

  /** Returns the address without passwords and the like. */
  @Override
  public String toString() {
    return withoutSecrets(address);
  }

  /**
   * The same without the password of a user, and without the values of parameters that are called
   * like a password, a token or a key; also of what is no URL that can be used.
   */
  public static String withoutSecrets(String url) {
    String nobody = PASSWORD.matcher(url).replaceFirst("$1:***@");
    return SECRET.matcher(nobody).replaceAll("$1***");
  }
}
