package io.meshstream.job.tracking;

import org.apache.flink.util.OutputTag;

/**
 * A record for one of the operator's side outputs.
 *
 * @param tag the side output
 * @param value the record
 */
record SideOutput<T>(OutputTag<T> tag, T value) {}
