package io.meshstream.tools.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs a broker in a process of its own, until that is ended. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Runs.
   *
   * @param arguments the folder of its data; the port of its clients; another port for clients that
   *     are behind a proxy, and the port of that proxy
   */
  public static void main(String[] arguments) throws InterruptedException {
    Path data = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int controller = LocalBroker.requireFree(0);
    String listeners =
        "CLIENTS://127.0.0.1:%d,PROXIED://127.0.0.1:%s,CONTROLLER://127.0.0.1:%d"
            .formatted(port, arguments[2], controller);
    Map<String, String> settings =
        Map.of(
            "listeners",
            listeners,
            "controller.quorum.voters",
            "1@127.0.0.1:" + controller,
            "advertised.listeners",
            "CLIENTS://127.0.0.1:%d,PROXIED://127.0.0.1:%s".formatted(port, arguments[3]),
            "listener.security.protocol.map",
            "CLIENTS:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
    try (LocalBroker broker = LocalBroker.start(data, port, settings)) {
      System.out.println("serves at " + broker.bootstrapServers());
      new CountDownLatch(1).await();
    }
  }
}
