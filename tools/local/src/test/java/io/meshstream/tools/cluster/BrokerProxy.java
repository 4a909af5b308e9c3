package io.meshstream.tools.cluster;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Stands between clients and a broker, and can cut them off, or keep the end of transactions from
 * getting through. Thread-safe.
 */
public final class BrokerProxy implements AutoCloseable {

  /** What becomes of a request to end a transaction. */
  public enum Commits {
    /** It gets through, and so does the answer. */
    PASS,
    /** The broker does not get it. */
    HOLD_REQUEST,
    /** The broker gets it, and the client gets no answer. */
    HOLD_ANSWER
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "broker-proxy");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean cut;
  private volatile Commits commits = Commits.PASS;
  private volatile CountDownLatch caught = new CountDownLatch(1);

  private BrokerProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /**
   * Begins to listen.
   *
   * @param target where the broker does, on this machine
   */
  public static BrokerProxy open(int target) throws IOException {
    BrokerProxy proxy =
        new BrokerProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  /** The port that clients are to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** Ends all connections and takes no more. */
  public void cut() {
    cut = true;
    dropAll();
  }

  /** Takes connections again. */
  public void mend() {
    cut = false;
  }

  /** Keeps transactions from being ended. */
  public void hold(Commits what) {
    caught = new CountDownLatch(1);
    commits = what;
  }

  /** Waits until the end of a transaction is held; returns whether one came. */
  public boolean awaitHeld(long seconds) throws InterruptedException {
    return caught.await(seconds, TimeUnit.SECONDS);
  }

  /** Lets transactions be ended, but for those that were held: their connections end. */
  public void release() {
    commits = Commits.PASS;
    dropAll();
  }

  private void dropAll() {
    connections.forEach(Connection::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (cut) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // This is closed, or the broker is down: then the client finds that out.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket broker;
    try {
      broker = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    client.setTcpNoDelay(true);
    broker.setTcpNoDelay(true);
    Connection connection = new Connection(client, broker);
    connections.add(connection);
    threads.execute(connection::requests);
    threads.execute(connection::answers);
  }

  @Override
  public void close() throws IOException {
    server.close();
    dropAll();
    threads.shutdownNow();
  }

  /** One client's. */
  private final class Connection implements Closeable {

    private final Socket client;
    private final Socket broker;

    private volatile boolean mute;

    Connection(Socket client, Socket broker) {
      this.client = client;
      this.broker = broker;
    }

    void requests() {
      try (this;
          DataInputStream in = new DataInputStream(client.getInputStream());
          OutputStream out = broker.getOutputStream()) {
        while (true) {
          int size = in.readInt();
          byte[] request = in.readNBytes(size);
          boolean ends = ByteBuffer.wrap(request).getShort() == ApiKeys.END_TXN.id;
          if (ends && commits != Commits.PASS) {
            mute = true;
            caught.countDown();
          }
          if (!mute || commits == Commits.HOLD_ANSWER) {
            out.write(ByteBuffer.allocate(size + Integer.BYTES).putInt(size).put(request).array());
            out.flush();
          }
        }
      } catch (IOException e) {
        // One of the two has gone.
      }
    }

    void answers() {
      try (this;
          InputStream in = broker.getInputStream();
          OutputStream out = client.getOutputStream()) {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!mute) {
            out.write(buffer, 0, read);
            out.flush();
          }
        }
      } catch (IOException e) {
        // Likewise.
      }
    }

    @Override
    public void close() {
      connections.remove(this);
      try {
        client.close();
        broker.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
