package io.meshstream.job.control;

import java.io.Serializable;
import java.util.Map;

/** What is on the control topic already when a task starts; travels there with the job graph. */
@FunctionalInterface
public interface ControlHistory extends Serializable {

  /**
   * Begins to read.
   *
   * @throws IllegalStateException if the topic cannot be read; the text says what to do
   */
  Reading open();

  /** Takes the records of a topic, one by one. */
  @FunctionalInterface
  interface Taker {

    /** Takes a record. */
    void take(ControlRecord record) throws Exception;
  }

  /** What the topic holds at one moment. For one thread. */
  interface Reading extends AutoCloseable {

    /** Returns the offset behind the last record of each partition. */
    Map<Integer, Long> ends();

    /**
     * Hands over all records up to the ends, in the order of each partition.
     *
     * @param from the offset of the first record that is wanted, by partition; all are wanted of
     *     one that is not named
     * @throws IllegalStateException if that takes too long; the text says what to do
     */
    void read(Map<Integer, Long> from, Taker taker) throws Exception;

    @Override
    void close();
  }
}
