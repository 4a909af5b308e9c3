package io.meshstream.job.preflight;

import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;

/**
 * Says how long Flink may take to notice that a TaskManager is gone and to start the job's tasks
 * again, as far as its configuration decides that.
 */
final class RestartBudget {

  private RestartBudget() {}

  static Duration of(ReadableConfig flink) {
    return flink.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT).plus(delay(flink));
  }

  private static Duration delay(ReadableConfig flink) {
    String strategy =
        flink
            .getOptional(RestartStrategyOptions.RESTART_STRATEGY)
            .orElse("exponential-delay")
            .toLowerCase(Locale.ROOT)
            .replace("-", "");
    return switch (strategy) {
      case "none", "off", "disable" -> Duration.ZERO;
      case "fixeddelay" -> flink.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY);
      case "failurerate" -> flink.get(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY);
      default -> flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF);
    };
  }
}
