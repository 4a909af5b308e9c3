package io.meshstream.tools.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands that docs/deploy.md shows, in its order; each can be taken once. */
final class DeployPage {

  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private final List<String> commands = new ArrayList<>();

  /** Reads the page. */
  DeployPage() throws IOException {
    String page = Files.readString(Path.of("..", "..", "docs", "deploy.md"));
    SHELL
        .matcher(page)
        .results()
        .map(block -> block.group(1).replace("\\\n", ""))
        // What uses a variable belongs to where it is set.
        .map(block -> block.replace("\n$", "\n&$"))
        .flatMap(block -> Pattern.compile("\n(?!&)").splitAsStream(block))
        .map(command -> command.replace("\n&$", "\n$").strip())
        .filter(command -> !command.isEmpty() && !command.startsWith("#"))
        .forEach(commands::add);
  }

  /** Takes the first command that begins so. */
  String take(String begin) {
    String command =
        commands.stream()
            .filter(each -> each.startsWith(begin))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not on the page: " + begin));
    commands.remove(command);
    return command;
  }

  /** The commands that nobody has taken. */
  List<String> left() {
    return List.copyOf(commands);
  }
}
