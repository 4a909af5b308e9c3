package io.meshstream.job.sink;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends transactions that nobody else ever would. */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final Properties clients;

  Transactions(Properties clients) {
    this.clients = clients;
  }

  /**
   * Aborts what is open under an id, if anything is, and shuts out whoever opened it. Where the
   * brokers refuse that, says so: read_committed readers then wait until it times out.
   */
  void abort(String transactionalId) throws InterruptedException {
    try (Admin admin = Admin.create(clients)) {
      admin.fenceProducers(List.of(transactionalId)).all().get();
    } catch (ExecutionException e) {
      LOG.warn(
          "Transaction {} could not be ended; if it is open, readers wait for it to time out.",
          transactionalId,
          e.getCause());
    }
  }
}
