package io.meshstream.tools.view;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All files of the page by their paths, and what the page is allowed to do: nothing but what comes
 * from this server. Immutable and thread-safe.
 */
final class Page {

  private static final String START = "index.html";

  private static final List<String> NAMES =
      List.of(
          START,
          "view.css",
          "icon.svg",
          "main.js",
          "message.js",
          "connection.js",
          "camera.js",
          "clock.js",
          "picture.js",
          "drawing.js",
          "bars.js",
          "blendshapes.js",
          "signals.js",
          "irises.js",
          "hands.js",
          "pose.js",
          "look.js",
          "layers.js",
          "address.js",
          "navigation.js",
          "settings.js",
          "theme.js",
          "roster.js",
          "health.js",
          "text.js",
          "density.js",
          "wall.js",
          "tile.js",
          "keys.js",
          "fullscreen.js",
          "toast.js",
          "nearest.js",
          "probe.js",
          "snapshot.js",
          "stage.js",
          "record.js",
          "events.js",
          "mesh.js",
          "row.js",
          "handmodel.js",
          "turntable.js",
          "effects.js",
          "glasses.js",
          "headframe.js",
          "mask.js",
          "three/three.core.min.js",
          "three/three.module.min.js",
          "three/OrbitControls.js",
          "three/LICENSE.txt");

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final Map<String, PageFile> files = new HashMap<>();
  private final String policy;

  Page() {
    for (String name : NAMES) {
      files.put("/" + name, PageFile.resource(name));
    }
    files.put("/topology.json", PageFile.of("topology.json", TopologyJson.bytes()));
    PageFile start = files.get("/" + START);
    files.put("/", start);
    this.policy = policy(start.text());
  }

  Optional<PageFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Returns the content security policy. */
  String policy() {
    return policy;
  }

  /** The import map is the one script that must stand in the page itself. */
  private static String policy(String html) {
    Matcher importMap = IMPORT_MAP.matcher(html);
    if (!importMap.find()) {
      throw new IllegalStateException(START + " has no import map");
    }
    String hash = PageFile.sha256(importMap.group(1).getBytes(StandardCharsets.UTF_8));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + hash + "'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'");
  }
}
