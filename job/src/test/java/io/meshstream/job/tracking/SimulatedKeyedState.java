package io.meshstream.job.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/**
 * A keyed state of a simulated subtask: objects in memory, and bytes in a checkpoint.
 *
 * @param <T> what there is of each key
 */
final class SimulatedKeyedState<T> implements ValueState<T> {

  private final SimulatedKey key;
  private final AvroSerializer<T> serializer;
  private final Map<String, T> states = new HashMap<>();

  /**
   * @param key the one that is set
   * @param serializer for this thread
   * @param restored from a checkpoint, by camera
   */
  SimulatedKeyedState(
      SimulatedKey key, AvroSerializer<T> serializer, Map<String, byte[]> restored) {
    this.key = key;
    this.serializer = serializer;
    restored.forEach((camera, bytes) -> states.put(camera, deserialized(bytes)));
  }

  private T deserialized(byte[] bytes) {
    try {
      return serializer.deserialize(new DataInputDeserializer(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a checkpoint holds. */
  Map<String, byte[]> snapshot() throws IOException {
    Map<String, byte[]> snapshot = new TreeMap<>();
    DataOutputSerializer output = new DataOutputSerializer(256);
    for (Map.Entry<String, T> state : states.entrySet()) {
      serializer.serialize(state.getValue(), output);
      snapshot.put(state.getKey(), output.getCopyOfBuffer());
      output.clear();
    }
    return snapshot;
  }

  /** Returns all that is there, by camera. */
  Map<String, T> all() {
    return Map.copyOf(states);
  }

  Stream<String> cameras() {
    return states.keySet().stream();
  }

  @Override
  public T value() {
    return states.get(key.getCurrentKey());
  }

  @Override
  public void update(T state) {
    states.put(key.getCurrentKey(), state);
  }

  @Override
  public void clear() {
    states.remove(key.getCurrentKey());
  }
}
