package io.meshstream.schemas.registry;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Says why a request got no answer: Java's own failures often have no text, or hide the one that
 * tells behind others.
 *
 * @param found what an address does instead of answering
 * @param remedy what to do about it
 */
record NoAnswer(String found, String remedy) {

  /** What there is to do about most of it. */
  static NoAnswer startOrCorrect(String found) {
    return new NoAnswer(found, "start it, or correct its address");
  }

  static NoAnswer within(Duration time) {
    return startOrCorrect("does not answer within %d ms".formatted(time.toMillis()));
  }

  static NoAnswer of(Throwable failure) {
    if (cause(failure, UnresolvedAddressException.class).isPresent()) {
      return new NoAnswer(
          "does not answer, its host is unknown", "correct its address, or how names are resolved");
    }
    Optional<Throwable> insecure = cause(failure, SSLException.class);
    if (insecure.isPresent()) {
      return new NoAnswer(
          "does not answer by TLS, " + text(insecure.get(), "no connection can be made"),
          "correct its address, or the certificates that are trusted");
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return startOrCorrect("does not answer, " + text(failure, "no connection can be made"));
    }
    return startOrCorrect(
        "gives no answer that can be read, " + text(failure, failure.getClass().getSimpleName()));
  }

  private static Optional<Throwable> cause(Throwable failure, Class<? extends Throwable> kind) {
    return causes(failure).filter(kind::isInstance).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause);
  }

  private static String text(Throwable failure, String otherwise) {
    return causes(failure)
        .map(Throwable::getMessage)
        .filter(each -> each != null && !each.isBlank())
        .findFirst()
        .orElse(otherwise);
  }
}
