package io.meshstream.job.records;

import io.meshstream.schemas.frames.TraceContext;

/**
 * A record that is to be written, and the trace of the frame that it is about.
 *
 * <p>Public, with public component types, so that Flink serialises it field by field.
 *
 * @param value the record
 * @param trace what its headers will say
 */
public record Traced<T>(T value, TraceContext trace) {}
