package io.meshstream.job.control;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A control topic that a test has written, record by record. */
public record TestingHistory(List<ControlRecord> records) implements ControlHistory {

  /** Makes one. */
  public static ControlHistory of(ControlRecord... records) {
    return new TestingHistory(List.of(records));
  }

  @Override
  public Reading open() {
    return new Reading() {
      @Override
      public Map<Integer, Long> ends() {
        return records.stream()
            .collect(
                Collectors.toMap(
                    ControlRecord::partition, record -> record.offset() + 1, Math::max));
      }

      @Override
      public void read(Map<Integer, Long> from, Taker taker) throws Exception {
        for (ControlRecord record : records) {
          if (record.offset() >= from.getOrDefault(record.partition(), 0L)) {
            taker.take(record);
          }
        }
      }

      @Override
      public void close() {}
    };
  }
}
