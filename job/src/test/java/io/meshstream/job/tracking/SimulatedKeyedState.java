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
import org.apache.flink.streaming.api.operators.KeyContext;

/** The keyed state of a simulated subtask: objects in memory, and bytes in a checkpoint. */
final class SimulatedKeyedState implements ValueState<CameraState>, KeyContext {

  private final AvroSerializer<CameraState> serializer;
  private final Map<String, CameraState> states = new HashMap<>();
  private String key;

  /**
   * @param serializer for this thread
   * @param restored from a checkpoint, by camera
   */
  SimulatedKeyedState(AvroSerializer<CameraState> serializer, Map<String, byte[]> restored) {
    this.serializer = serializer;
    restored.forEach((camera, bytes) -> states.put(camera, deserialized(bytes)));
  }

  private CameraState deserialized(byte[] bytes) {
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
    for (Map.Entry<String, CameraState> state : states.entrySet()) {
      serializer.serialize(state.getValue(), output);
      snapshot.put(state.getKey(), output.getCopyOfBuffer());
      output.clear();
    }
    return snapshot;
  }

  /** Returns all that is there, by camera. */
  Map<String, CameraState> all() {
    return Map.copyOf(states);
  }

  Stream<String> cameras() {
    return states.keySet().stream();
  }

  @Override
  public void setCurrentKey(Object newKey) {
    key = (String) newKey;
  }

  @Override
  public Object getCurrentKey() {
    return key;
  }

  @Override
  public CameraState value() {
    return states.get(key);
  }

  @Override
  public void update(CameraState state) {
    states.put(key, state);
  }

  @Override
  public void clear() {
    states.remove(key);
  }
}
