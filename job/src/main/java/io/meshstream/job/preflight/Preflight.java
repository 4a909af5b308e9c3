package io.meshstream.job.preflight;

import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Sees that the broker answers, and that topics, brokers and the Flink cluster are such that the
 * job can keep what it promises, so that a wrong address or a forgotten topic is a message now
 * instead of a job that restarts for ever.
 */
public final class Preflight {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final ReadableConfig flink;
  private final Duration patience;
  private final Findings findings = new Findings();

  Preflight(JobSettings settings, ReadableConfig flink, Duration patience) {
    this.settings = settings;
    this.flink = flink;
    this.patience = patience;
  }

  /**
   * Checks what the settings refer to.
   *
   * @param flink the configuration of Flink that the job is going to run with
   * @return what does not keep the job from starting, and yet somebody should know
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static List<String> check(JobSettings settings, ReadableConfig flink)
      throws InterruptedException {
    return new Preflight(settings, flink, PATIENCE).check();
  }

  /**
   * Looks at the same and at more, for whoever asks before the job is to start. Changes nothing.
   *
   * @param flink the configuration of Flink that the job is going to run with
   */
  public static Survey survey(JobSettings settings, ReadableConfig flink)
      throws InterruptedException {
    return new Preflight(settings, flink, PATIENCE).survey();
  }

  Survey survey() throws InterruptedException {
    List<TopicFacts> topics = new ArrayList<>();
    look(brokers -> topics.addAll(new TopicSurvey(settings, brokers, findings).look()));
    return new Survey(topics, findings.problems(), findings.warnings());
  }

  List<String> check() throws InterruptedException {
    look(brokers -> {});
    if (!findings.problems().isEmpty()) {
      throw new InvalidOptionsException(findings.problems());
    }
    return findings.warnings();
  }

  /** Looks at something more. */
  private interface More {
    void look(Brokers brokers) throws InterruptedException;
  }

  private void look(More more) throws InterruptedException {
    new ClusterCheck(flink, findings).check();
    SchemaRegistration.check(settings, findings);
    try (Admin admin = Admin.create(properties())) {
      Brokers brokers = new Brokers(admin);
      if (answer(brokers)) {
        new TopicCheck(settings, flink, brokers, findings).check();
        new AccessCheck(settings, brokers, findings).check();
        new NameCheck(settings, brokers, findings).check();
        if (settings.sink().delivery() == Delivery.EXACTLY_ONCE) {
          new TransactionCheck(settings, flink, brokers, findings).check();
        }
        more.look(brokers);
      }
    } catch (KafkaException e) {
      findings.problem(unusable(String.valueOf(e.getCause() == null ? e : e.getCause())));
    }
  }

  private Properties properties() {
    Properties properties = settings.kafka().forClients();
    String millis = Long.toString(patience.toMillis());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.name() + "-preflight");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return properties;
  }

  private boolean answer(Brokers brokers) throws InterruptedException {
    try {
      brokers.nodes();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        findings.problem(
            ("%s: %s (expected: a broker that answers within %d s); start it, or correct the"
                    + " address")
                .formatted(
                    KafkaSettings.BOOTSTRAP_SERVERS.key(),
                    settings.kafka().bootstrapServers(),
                    patience.toSeconds()));
      } else {
        findings.problem(unusable(e.getCause().toString()));
      }
      return false;
    }
  }

  private String unusable(String why) {
    return "%s: %s (expected: a broker that lets the job in); %s"
        .formatted(KafkaSettings.BOOTSTRAP_SERVERS.key(), settings.kafka().bootstrapServers(), why);
  }
}
