package io.meshstream.tools.cluster;

import io.meshstream.tools.broker.BrokerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A broker in a process of its own, with a proxy before it for those whose way is disturbed. */
public final class BrokerProcess implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final int proxiedPort;
  private final BrokerProxy proxy;

  private Process process;

  private BrokerProcess(Path folder, int port, int proxiedPort, BrokerProxy proxy) {
    this.folder = folder;
    this.port = port;
    this.proxiedPort = proxiedPort;
    this.proxy = proxy;
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param folder an empty folder for its data and its log
   */
  public static BrokerProcess start(Path folder) throws IOException, InterruptedException {
    int proxiedPort = FlinkDistribution.freePort();
    BrokerProcess broker =
        new BrokerProcess(
            folder, FlinkDistribution.freePort(), proxiedPort, BrokerProxy.open(proxiedPort));
    Files.createDirectory(folder.resolve("data"));
    broker.start();
    return broker;
  }

  /** Starts it again, once it was killed, on its data, and waits until it serves. */
  public void start() throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                folder.resolve("data").toString(),
                Integer.toString(port),
                Integer.toString(proxiedPort),
                Integer.toString(proxy.port()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.log").toFile()))
            .start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      throw new IOException("no broker:\n" + Files.readString(folder.resolve("broker.log")), e);
    }
  }

  /** The process that runs now. */
  public Process process() {
    return process;
  }

  /** Where those find it whose way is not disturbed. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Where the others do. */
  public String proxiedServers() {
    return "127.0.0.1:" + proxy.port();
  }

  /** What stands before it. */
  public BrokerProxy proxy() {
    return proxy;
  }

  @Override
  public void close() throws IOException {
    ProcessSignal.end(List.of(process));
    proxy.close();
  }
}
