package io.meshstream.tools.cameras;

import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.ShadowModels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * Names settings as the options of {@code cameras set} do: each field of the schema in lower case,
 * with hyphens.
 */
final class SettingNames {

  private static final String KEY = "cameraId";
  private static final String FROM = "fromCapturedAtMicros";

  private SettingNames() {}

  /** Lists the names of all settings, in the order of the schema. */
  static List<String> all() {
    return settings().stream().map(field -> name(field.name())).toList();
  }

  private static List<Schema.Field> settings() {
    return CameraConfig.getClassSchema().getFields().stream()
        .filter(field -> !field.name().equals(KEY) && !field.name().equals(FROM))
        .toList();
  }

  private static String name(String field) {
    return field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Returns what a record sets, by name. */
  static Map<String, String> values(CameraConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Schema.Field field : settings()) {
      Object value = config.get(field.pos());
      if (value != null) {
        values.put(name(field.name()), text(value));
      }
    }
    return values;
  }

  private static String text(Object value) {
    if (value instanceof ShadowModels shadow) {
      return shadow.getModels().isEmpty()
          ? "none"
          : "%s, 1 of %d frames".formatted(shadow.getModels(), shadow.getEveryNth());
    }
    return value.equals("") ? "bundled" : value.toString();
  }

  /** Returns a record without some of what it sets, from now on. */
  static CameraConfig without(CameraConfig config, List<String> names) {
    CameraConfig rest =
        CameraConfig.newBuilder(config).setFromCapturedAtMicros(/* value= */ null).build();
    settings().stream()
        .filter(field -> names.contains(name(field.name())))
        .forEach(field -> rest.put(field.pos(), null));
    return rest;
  }

  /** Returns a record with what another sets put over it; that says since when it holds. */
  static CameraConfig merged(CameraConfig config, CameraConfig over) {
    CameraConfig merged = CameraConfig.newBuilder(over).build();
    settings().stream()
        .filter(field -> over.get(field.pos()) == null)
        .forEach(field -> merged.put(field.pos(), config.get(field.pos())));
    return merged;
  }

  /** Tells since when a record holds. */
  static String since(CameraConfig config) {
    Long from = config.getFromCapturedAtMicros();
    return from == null ? "" : "from " + Instant.EPOCH.plus(from, ChronoUnit.MICROS).toString();
  }

  /** Writes what a record sets on one line. */
  static String line(CameraConfig config) {
    String set =
        values(config).entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("  "));
    return (set + "  " + since(config)).strip();
  }
}
