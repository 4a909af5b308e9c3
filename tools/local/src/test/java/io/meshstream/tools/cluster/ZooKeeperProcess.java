package io.meshstream.tools.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** The ZooKeeper that Flink brings along, for JobManagers that may die. */
public final class ZooKeeperProcess implements AutoCloseable {

  private final int port;
  private final Process process;

  private ZooKeeperProcess(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param folder an empty folder for its data and its log
   */
  public static ZooKeeperProcess start(Path folder) throws IOException {
    int port = FlinkDistribution.freePort();
    FlinkDistribution flink =
        FlinkDistribution.in(Files.createDirectory(folder.resolve("flink")), Map.of());
    Path configuration = folder.resolve("zoo.cfg");
    Files.writeString(
        configuration,
        """
        tickTime=500
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        admin.enableServer=false
        server.1=127.0.0.1:%d:%d
        """
            .formatted(
                folder.resolve("data"),
                port,
                FlinkDistribution.freePort(),
                FlinkDistribution.freePort()));
    return new ZooKeeperProcess(
        port,
        flink.start(
            "zookeeper",
            FlinkZooKeeperQuorumPeer.class,
            "--zkConfigFile",
            configuration.toString(),
            "--peerId",
            "1"));
  }

  /** What a cluster is to have in its configuration to use it. */
  public Map<String, String> configuration(Path storage) {
    return Map.of(
        "high-availability.type",
        "zookeeper",
        // In milliseconds: for so long, a JobManager that was killed is taken to be the leader.
        "high-availability.zookeeper.client.session-timeout",
        "8000",
        "high-availability.zookeeper.quorum",
        "127.0.0.1:" + port,
        "high-availability.storageDir",
        storage.toUri().toString());
  }

  @Override
  public void close() {
    ProcessSignal.end(List.of(process));
  }
}
