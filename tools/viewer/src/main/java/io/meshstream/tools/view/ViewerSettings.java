package io.meshstream.tools.view;

import io.meshstream.schemas.frames.FrameFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a viewer shows and where it can be looked at.
 *
 * @param clientConfig Kafka client settings; {@code bootstrap.servers} at least
 * @param framesTopic topic of the frames
 * @param landmarksTopic topic of the landmarks
 * @param eventsTopic topic of the events, which need not exist; empty: none
 * @param format what the values of the frames topic are
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param allowedHosts names by which browsers may ask for the page, besides this machine's own
 * @param token what browsers have to know to see cameras; empty: nothing
 */
public record ViewerSettings(
    Map<String, Object> clientConfig,
    String framesTopic,
    String landmarksTopic,
    String eventsTopic,
    FrameFormat format,
    String host,
    int port,
    Set<String> allowedHosts,
    Optional<AccessToken> token) {

  /** Copies what could be changed. */
  public ViewerSettings {
    clientConfig = Map.copyOf(clientConfig);
    Objects.requireNonNull(framesTopic, "framesTopic");
    Objects.requireNonNull(landmarksTopic, "landmarksTopic");
    Objects.requireNonNull(eventsTopic, "eventsTopic");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(host, "host");
    allowedHosts = Set.copyOf(allowedHosts);
    Objects.requireNonNull(token, "token");
  }

  /** Shows no client property's value: there are passwords among them. */
  @Override
  public String toString() {
    return "ViewerSettings[%s, %s, %s, %s port %d]"
        .formatted(framesTopic, landmarksTopic, eventsTopic, host, port);
  }
}
