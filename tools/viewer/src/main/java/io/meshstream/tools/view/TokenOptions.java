package io.meshstream.tools.view;

import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Says who may look: everybody on this machine, and from elsewhere whoever has a token. */
final class TokenOptions {

  private static final int MOST_BYTES = 1024;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the token that browsers need. Without it, a viewer that listens on an address"
              + " of other machines makes one and prints it as part of its own address.")
  private Path file;

  @Option(
      names = "--without-token",
      description =
          "Show cameras to everybody who reaches the port, which a proxy that asks who is there, or a"
              + " network policy, has to see to.")
  private boolean withoutToken;

  /**
   * Returns the token that is asked for, if one is.
   *
   * @param host the address to listen on
   * @throws CommandFailure if the file holds none
   */
  Optional<AccessToken> token(String host) {
    if (file != null && withoutToken) {
      throw new CommandFailure(
          "--without-token: given with --token-file (expected: one of them); leave one out");
    }
    if (file != null) {
      return Optional.of(read(file));
    }
    return withoutToken || isOfThisMachine(host)
        ? Optional.empty()
        : Optional.of(AccessToken.random());
  }

  /** Tells whether the address that the viewer prints has to have the token. */
  boolean isToBeShown() {
    return file == null;
  }

  private static AccessToken read(Path file) {
    String text;
    try {
      text = Files.size(file) > MOST_BYTES ? "" : Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(
          "--token-file: %s (expected: a file that can be read); correct it".formatted(file), e);
    }
    if (!AccessToken.isValid(text)) {
      throw new CommandFailure(
          "--token-file: %s (expected: a file with 16 to 200 letters, digits, hyphens and underscores and nothing else); write one with: openssl rand -hex 24"
              .formatted(file));
    }
    return AccessToken.of(text);
  }

  /** A name that cannot be found is the server's to report. */
  private static boolean isOfThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
