package io.meshstream.tools.topics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Says which right to a topic a Kafka client lacks: the brokers name the topic at best. */
public final class MissingRight {

  private MissingRight() {}

  /**
   * Returns what to say of a failure; empty if it is not about a right to a topic.
   *
   * @param needed what the client was about to do, or may have been
   */
  public static Optional<String> of(Throwable failure, AclOperation... needed) {
    String rights =
        Arrays.stream(needed).map(AclOperation::name).collect(Collectors.joining(" or "));
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .flatMap(each -> closed(each).stream())
        .findFirst()
        .map(
            closed ->
                "%s (expected: the right %s); have it allowed, or log in as another user"
                    .formatted(closed, rights));
  }

  private static Optional<String> closed(Throwable failure) {
    if (failure instanceof TopicAuthorizationException refused) {
      return Optional.of(
          "topic: %s, not open to this user"
              .formatted(String.join(", ", refused.unauthorizedTopics())));
    }
    // Whoever may write to some topic may also number what it writes, which is asked first.
    return failure instanceof ClusterAuthorizationException
        ? Optional.of("topics: none that this user may write to")
        : Optional.empty();
  }
}
