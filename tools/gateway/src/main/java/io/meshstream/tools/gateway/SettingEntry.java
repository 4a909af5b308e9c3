package io.meshstream.tools.gateway;

import io.meshstream.tools.video.CameraUrl;

/**
 * One setting of a camera as it was written.
 *
 * @param place where, for messages: a file with its line, or an option's dashes
 * @param name of the setting
 * @param value its text
 */
record SettingEntry(String place, String name, String value) {

  String problem(String rule) {
    return "%s%s: %s (expected: %s)".formatted(place, name, CameraUrl.withoutSecrets(value), rule);
  }
}
