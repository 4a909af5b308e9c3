package io.meshstream.tools.gateway;

import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.Rotation;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.video.CameraUrl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes {@link CameraSettings} of what was written: holds the rule of every setting, and notes
 * everything that breaks one.
 *
 * <p>Not thread-safe.
 */
final class SettingsReader {

  /** So that the time between two frames can be counted in nanoseconds. */
  private static final double MIN_FPS = 0.001;

  private static final double MAX_FPS = 240;
  private static final List<String> NAMES =
      List.of(
          "id",
          "url",
          "fps",
          "size",
          "quality",
          "rotation",
          "loop",
          "certificate",
          "capture-time",
          "restart-markers");

  private final List<String> problems;
  private final Set<String> ids = new HashSet<>();

  private Map<String, SettingEntry> written = Map.of();

  /**
   * @param problems takes what is wrong
   */
  SettingsReader(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Reads one camera.
   *
   * @param place where it was written, for what is missing
   * @param entries what was written
   * @return empty if anything is wrong
   */
  Optional<CameraSettings> read(String place, List<SettingEntry> entries) {
    int before = problems.size();
    written = byName(entries);
    Optional<String> id = required(place, "id", SettingsReader::id);
    Optional<CameraUrl> url = required(place, "url", CameraUrl::parse);
    Optional<Double> fps = optional("fps", SettingsReader::fps);
    Optional<PictureSize> size = optional("size", SettingsReader::size);
    Optional<Integer> quality = optional("quality", text -> whole(text, 1, 100));
    Optional<Integer> rotation = optional("rotation", SettingsReader::rotation);
    Optional<Boolean> loop = optional("loop", SettingsReader::truth);
    Optional<CertificateRule> certificate = optional("certificate", CertificateRule::parse);
    Optional<CaptureTime.Source> captureTime = optional("capture-time", CaptureTime.Source::parse);
    Optional<Boolean> restartMarkers = optional("restart-markers", SettingsReader::truth);
    id.ifPresent(this::requireNew);
    if (url.isPresent() && url.get().kind() == CameraUrl.Kind.PICTURES) {
      size.ifPresent(any -> refuse("size", "none for picture files, which are sent as they are"));
      quality.ifPresent(
          any -> refuse("quality", "none for picture files, which are sent as they are"));
      restartMarkers.ifPresent(
          any -> refuse("restart-markers", "none for picture files, which are sent as they are"));
    }
    if (url.isPresent() && url.get().kind() == CameraUrl.Kind.SIMULATED) {
      quality.ifPresent(any -> refuse("quality", "none for simulated cameras"));
      restartMarkers.ifPresent(any -> refuse("restart-markers", "none for simulated cameras"));
    }
    if (url.isPresent() && url.get().kind().isLive() && loop.orElse(false)) {
      refuse("loop", "false for what is live");
    }
    if (url.isPresent() && url.get().kind() != CameraUrl.Kind.RTSP) {
      captureTime.ifPresent(any -> refuse("capture-time", "none but for rtsp"));
    }
    if (url.isPresent() && !url.get().isHttps()) {
      certificate.ifPresent(any -> refuse("certificate", "none but for https"));
    }
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new CameraSettings(
            id.orElseThrow(),
            url.orElseThrow(),
            fps.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
            size,
            quality.map(OptionalInt::of).orElseGet(OptionalInt::empty),
            rotation.map(OptionalInt::of).orElseGet(OptionalInt::empty),
            loop.orElse(false),
            certificate.orElse(CertificateRule.trusted()),
            captureTime.orElse(CaptureTime.Source.CAMERA),
            restartMarkers.orElse(false)));
  }

  private Map<String, SettingEntry> byName(List<SettingEntry> entries) {
    Map<String, SettingEntry> byName = new HashMap<>();
    for (SettingEntry entry : entries) {
      if (!NAMES.contains(entry.name())) {
        problems.add(
            "%s%s (expected: one of %s)"
                .formatted(entry.place(), entry.name(), String.join(", ", NAMES)));
      } else if (byName.putIfAbsent(entry.name(), entry) != null) {
        problems.add(entry.problem("to be set once"));
      }
    }
    return byName;
  }

  private <T> Optional<T> required(String place, String name, Function<String, T> rule) {
    if (!written.containsKey(name)) {
      problems.add("%s%s: none (expected: every camera has one)".formatted(place, name));
    }
    return optional(name, rule);
  }

  private <T> Optional<T> optional(String name, Function<String, T> rule) {
    SettingEntry entry = written.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(rule.apply(entry.value()));
    } catch (IllegalArgumentException e) {
      problems.add(entry.problem(e.getMessage()));
      return Optional.empty();
    }
  }

  private void requireNew(String id) {
    if (!ids.add(id)) {
      problems.add(written.get("id").problem("an id that no other camera has"));
    }
  }

  private void refuse(String name, String rule) {
    problems.add(written.get(name).problem(rule));
  }

  private static String id(String text) {
    if (text.isBlank() || CameraId.isTooLong(text)) {
      throw new IllegalArgumentException("1 to %d characters".formatted(CameraId.MAX_LENGTH));
    }
    return text;
  }

  private static double fps(String text) {
    String rule = "a number from 0.001 to 240";
    try {
      double fps = Double.parseDouble(text);
      if (fps >= MIN_FPS && fps <= MAX_FPS) {
        return fps;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(rule, e);
    }
    throw new IllegalArgumentException(rule);
  }

  private static PictureSize size(String text) {
    try {
      return PictureSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "WIDTHxHEIGHT, such as 1280x720, with sides of 64 to 4096 pixels", e);
    }
  }

  private static int rotation(String text) {
    int degrees = whole(text, 0, 270);
    if (!Rotation.isValid(degrees)) {
      throw new IllegalArgumentException("0, 90, 180 or 270");
    }
    return degrees;
  }

  private static int whole(String text, int least, int most) {
    String rule = "a whole number from %d to %d".formatted(least, most);
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(rule, e);
    }
    throw new IllegalArgumentException(rule);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }
}
