package io.meshstream.tools.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a YAML file of cameras, and notes everything that is wrong with it, each with its line.
 *
 * <pre>{@code
 * cameras:
 *   - id: front-door
 *     url: rtsp://192.168.1.20/stream1
 *     fps: 10
 * }</pre>
 */
final class CamerasFile {

  private static final long MAX_BYTES = 1 << 20;

  private final Path file;
  private final UrlVariables variables;
  private final List<String> problems;
  private final SettingsReader settings;
  private final List<CameraSettings> cameras = new ArrayList<>();

  private CamerasFile(Path file, UrlVariables variables, List<String> problems) {
    this.file = file;
    this.variables = variables;
    this.problems = problems;
    this.settings = new SettingsReader(problems);
  }

  /**
   * Reads a file.
   *
   * @param variables what URLs may take from the environment
   * @param problems takes what is wrong, in the order of lines; when it stays empty, there is at
   *     least one camera
   */
  static List<CameraSettings> read(Path file, UrlVariables variables, List<String> problems) {
    List<String> found = new ArrayList<>();
    List<CameraSettings> cameras = new CamerasFile(file, variables, found).read();
    found.sort(Comparator.comparingInt(problem -> line(file, problem)));
    problems.addAll(found);
    return cameras;
  }

  /** In which line a problem is; 0 if in none. */
  private static int line(Path file, String problem) {
    Matcher line = Pattern.compile(":(\\d+): ").matcher(problem);
    return line.find(file.toString().length()) && line.start() == file.toString().length()
        ? Integer.parseInt(line.group(1))
        : 0;
  }

  private List<CameraSettings> read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        problems.add(
            "%s: %d bytes (expected: at most %d)".formatted(file, Files.size(file), MAX_BYTES));
        return List.of();
      }
      try (InputStream in = Files.newInputStream(file);
          JsonParser yaml = new YAMLFactory().createParser(in)) {
        readFile(yaml);
      }
    } catch (JsonProcessingException e) {
      problems.add("%s(expected: YAML); %s".formatted(at(e.getLocation().getLineNr()), summary(e)));
    } catch (NoSuchFileException e) {
      problems.add("%s (expected: an existing file)".formatted(file));
    } catch (IOException e) {
      problems.add("%s: %s (expected: a file that can be read)".formatted(file, e.getMessage()));
    }
    return cameras;
  }

  private void readFile(JsonParser yaml) throws IOException {
    boolean any = false;
    if (yaml.nextToken() == JsonToken.START_OBJECT) {
      while (yaml.nextToken() == JsonToken.FIELD_NAME) {
        String name = yaml.currentName();
        String place = at(line(yaml));
        if (!name.equals("cameras")) {
          problems.add(place + name + " (expected: cameras)");
          yaml.nextToken();
          yaml.skipChildren();
        } else if (yaml.nextToken() == JsonToken.START_ARRAY && !any) {
          any = true;
          readCameras(yaml);
        } else {
          problems.add(place + name + " (expected: one list of cameras)");
          yaml.skipChildren();
        }
      }
    }
    if (cameras.isEmpty() && problems.isEmpty()) {
      problems.add("%s: no cameras (expected: a list under cameras:)".formatted(file));
    }
  }

  private void readCameras(JsonParser yaml) throws IOException {
    while (yaml.nextToken() != JsonToken.END_ARRAY) {
      String place = at(line(yaml));
      if (yaml.currentToken() == JsonToken.START_OBJECT) {
        settings.read(place, readCamera(yaml)).ifPresent(cameras::add);
      } else {
        problems.add(place + "camera (expected: settings such as id and url)");
        yaml.skipChildren();
      }
    }
  }

  private List<SettingEntry> readCamera(JsonParser yaml) throws IOException {
    List<SettingEntry> entries = new ArrayList<>();
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      String name = yaml.currentName();
      String place = at(line(yaml));
      if (yaml.nextToken().isScalarValue()) {
        entries.add(filled(new SettingEntry(place, name, yaml.getText())));
      } else {
        problems.add(place + name + " (expected: a single value)");
        yaml.skipChildren();
      }
    }
    return entries;
  }

  private SettingEntry filled(SettingEntry entry) {
    if (!entry.name().equals("url")) {
      return entry;
    }
    try {
      return new SettingEntry(entry.place(), entry.name(), variables.fill(entry.value()));
    } catch (IllegalArgumentException e) {
      problems.add(entry.problem(e.getMessage()));
      return entry;
    }
  }

  private static int line(JsonParser yaml) {
    return yaml.currentTokenLocation().getLineNr();
  }

  private String at(int line) {
    return file + ":" + line + ": ";
  }

  /** Without the lines that quote the file, which are indented. */
  private static String summary(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }
}
