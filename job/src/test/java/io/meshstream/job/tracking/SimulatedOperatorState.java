package io.meshstream.job.tracking;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The broadcast state of a simulated subtask; copied into a checkpoint, and back out of it. */
final class SimulatedOperatorState implements OperatorStateStore {

  private final Map<String, Broadcast<?, ?>> states = new HashMap<>();

  SimulatedOperatorState(Map<String, Broadcast<?, ?>> restored) {
    restored.forEach((name, state) -> states.put(name, state.copy()));
  }

  /** Returns what a checkpoint holds, by the names of the states. */
  Map<String, Broadcast<?, ?>> snapshot() {
    Map<String, Broadcast<?, ?>> snapshot = new HashMap<>();
    states.forEach((name, state) -> snapshot.put(name, state.copy()));
    return snapshot;
  }

  @Override
  @SuppressWarnings("unchecked") // A name has one descriptor.
  public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
    return (BroadcastState<K, V>)
        states.computeIfAbsent(
            descriptor.getName(),
            name ->
                new Broadcast<>(
                    descriptor.getKeySerializer(), descriptor.getValueSerializer(), Map.of()));
  }

  /** One broadcast state. */
  static final class Broadcast<K, V> implements BroadcastState<K, V> {

    private final TypeSerializer<K> keys;
    private final TypeSerializer<V> values;
    private final Map<K, V> entries;

    Broadcast(TypeSerializer<K> keys, TypeSerializer<V> values, Map<K, V> entries) {
      this.keys = keys;
      this.values = values;
      this.entries = new HashMap<>(entries);
    }

    Broadcast<K, V> copy() {
      Map<K, V> copied = new HashMap<>();
      entries.forEach((key, value) -> copied.put(keys.copy(key), values.copy(value)));
      return new Broadcast<>(keys, values, copied);
    }

    int size() {
      return entries.size();
    }

    @Override
    public void put(K key, V value) {
      entries.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> all) {
      entries.putAll(all);
    }

    @Override
    public void remove(K key) {
      entries.remove(key);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return entries.entrySet().iterator();
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return entries.entrySet();
    }

    @Override
    public V get(K key) {
      return entries.get(key);
    }

    @Override
    public boolean contains(K key) {
      return entries.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> immutableEntries() {
      return Map.copyOf(entries).entrySet();
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }

  @Override
  public <S> ListState<S> getListState(ListStateDescriptor<S> descriptor) {
    throw noneOfThat();
  }

  @Override
  public <S> ListState<S> getUnionListState(ListStateDescriptor<S> descriptor) {
    throw noneOfThat();
  }

  @Override
  public <K, V> BroadcastState<K, V> getBroadcastState(
      org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
    throw noneOfThat();
  }

  @Override
  public <S> org.apache.flink.api.common.state.v2.ListState<S> getListState(
      org.apache.flink.api.common.state.v2.ListStateDescriptor<S> descriptor) {
    throw noneOfThat();
  }

  @Override
  public <S> org.apache.flink.api.common.state.v2.ListState<S> getUnionListState(
      org.apache.flink.api.common.state.v2.ListStateDescriptor<S> descriptor) {
    throw noneOfThat();
  }

  @Override
  public Set<String> getRegisteredStateNames() {
    throw noneOfThat();
  }

  @Override
  public Set<String> getRegisteredBroadcastStateNames() {
    throw noneOfThat();
  }

  private static UnsupportedOperationException noneOfThat() {
    return new UnsupportedOperationException("a simulated subtask has broadcast state only");
  }
}
