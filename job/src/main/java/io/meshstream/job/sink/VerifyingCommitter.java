package io.meshstream.job.sink;

import io.meshstream.job.names.JobMetric;
import io.meshstream.job.options.LostRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits transactions, and tells committed from lost where the Kafka connector cannot.
 *
 * <p>Kafka refuses to commit a transaction that a job commits once more after a restart and whose
 * id has been used since, and it refuses to commit one that it has given up because that took too
 * long. The connector cannot tell these apart: it logs a warning and goes on. This class looks at
 * the topic: the records are there, or they are lost, and then the job fails.
 *
 * <p>It also ends what was left open under the id of a transaction that had been committed. The
 * connector takes that for the committed one and spares it; and if no subtask uses the id again, as
 * after a reduction of the parallelism, it would hide all later records from readers of committed
 * ones until it times out.
 */
final class VerifyingCommitter implements Committer<FramesTransaction> {

  private static final Logger LOG = LoggerFactory.getLogger(VerifyingCommitter.class);

  private final Committer<KafkaCommittable> kafka;
  private final TopicAudit<?> audit;
  private final Transactions transactions;
  private final LostRecords onLostRecords;
  private final Counter lostTransactions;
  private final Counter lostRecords;

  VerifyingCommitter(
      Committer<KafkaCommittable> kafka,
      TopicAudit<?> audit,
      Transactions transactions,
      LostRecords onLostRecords,
      MetricGroup metrics) {
    this.kafka = kafka;
    this.audit = audit;
    this.transactions = transactions;
    this.onLostRecords = onLostRecords;
    this.lostTransactions = metrics.counter(JobMetric.LOST_TRANSACTIONS.path());
    this.lostRecords = metrics.counter(JobMetric.LOST_RECORDS.path());
  }

  @Override
  public void commit(Collection<CommitRequest<FramesTransaction>> requests)
      throws IOException, InterruptedException {
    List<Attempt> attempts = requests.stream().map(Attempt::new).toList();
    kafka.commit(new ArrayList<>(attempts));
    for (Attempt attempt : attempts) {
      if (attempt.refusal != null) {
        judge(attempt);
      }
    }
  }

  private void judge(Attempt attempt) throws InterruptedException {
    String id = attempt.getCommittable().getTransactionalId();
    FramePositions frames = attempt.request.getCommittable().frames();
    TopicAudit.Result result = audit.of(frames);
    if (!result.open().isEmpty()) {
      attempt.request.signalFailedWithUnknownReason(
          new IllegalStateException(
              "Transaction %s cannot be committed, and an open transaction hides whether it has been; trying again"
                  .formatted(id),
              attempt.refusal));
      return;
    }
    if (!result.lost().isEmpty()) {
      lost(id, result.lost(), attempt.refusal);
    }
    if (attempt.isRestored) {
      transactions.abort(id);
    }
    if (frames.isEmpty() || !result.gone().isEmpty()) {
      LOG.warn(
          "Transaction {} cannot be committed, and it cannot be told whether it has been: {}.",
          id,
          frames.isEmpty()
              ? "the checkpoint does not say what is in it"
              : "records are not on the topic any more: " + result.gone());
    }
    if (result.lost().isEmpty() && result.gone().isEmpty() && !frames.isEmpty()) {
      LOG.info("Transaction {} had been committed before the restart: all records are there.", id);
      attempt.request.signalAlreadyCommitted();
    } else {
      attempt.request.signalFailedWithKnownReason(attempt.refusal);
    }
  }

  private void lost(String id, FramePositions lost, Throwable refusal) {
    lostTransactions.inc();
    lostRecords.inc(lost.size());
    String message =
        ("Kafka gave up transaction %s before it was committed, and with it the records of %d frames"
                + " that will not be read again: %s. The outage took longer than"
                + " sink.transaction-timeout, or another job has the same"
                + " sink.transactional-id-prefix.")
            .formatted(id, lost.size(), lost);
    if (onLostRecords == LostRecords.FAIL) {
      throw new LostRecordsException(
          message
              + (" They are still in the log: run meshstream ledger --repair --processed %s with the"
                      + " job's topics, then start the job from the same checkpoint or savepoint; or"
                      + " restore an older one, whose frames are then processed once more, or accept"
                      + " the loss with sink.on-lost-records=continue.")
                  .formatted(lost.lasts()),
          refusal);
    }
    LOG.error(
        "{} Going on, as sink.on-lost-records says; meshstream ledger --repair writes them.",
        message);
  }

  @Override
  public void close() {
    EndedWork.close(kafka);
  }

  /** A request as the connector gets it; keeps to itself that it was refused. */
  private static final class Attempt implements CommitRequest<KafkaCommittable> {

    private final CommitRequest<FramesTransaction> request;

    /** Whether the transaction comes from a checkpoint; else its producer comes along. */
    private final boolean isRestored;

    private Throwable refusal;

    private Attempt(CommitRequest<FramesTransaction> request) {
      this.request = request;
      this.isRestored = getCommittable().getProducer().isEmpty();
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable().transaction();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      refusal = reason;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable transaction) {
      request.updateAndRetryLater(
          new FramesTransaction(transaction, request.getCommittable().frames()));
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
