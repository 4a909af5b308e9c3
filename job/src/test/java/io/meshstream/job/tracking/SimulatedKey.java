package io.meshstream.job.tracking;

import org.apache.flink.streaming.api.operators.KeyContext;

/** Which camera a simulated subtask has set. */
final class SimulatedKey implements KeyContext {

  private String key;

  @Override
  public void setCurrentKey(Object newKey) {
    key = (String) newKey;
  }

  @Override
  public String getCurrentKey() {
    return key;
  }
}
