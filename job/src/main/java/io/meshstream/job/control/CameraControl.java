package io.meshstream.job.control;

import io.meshstream.job.names.StateNames;
import io.meshstream.job.options.CameraSettings;
import io.meshstream.job.options.ControlSettings;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.schemas.registry.RegistryException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the control topic: knows which settings hold for each frame, and keeps that in broadcast
 * state.
 *
 * <p>A record is applied once, however often it comes: what lies before the position that a
 * partition has been read to is known already. So the topic may be read ahead, by {@link #catchUp},
 * of the input that delivers the same records again.
 *
 * <p>For one thread.
 */
public final class CameraControl {

  private static final Logger LOG = LoggerFactory.getLogger(CameraControl.class);

  private static final MapStateDescriptor<String, SettingsVersions> VERSIONS =
      new MapStateDescriptor<>(
          StateNames.CONTROL,
          StringSerializer.INSTANCE,
          new AvroSerializer<>(SettingsVersions.class));

  private static final MapStateDescriptor<String, Long> POSITIONS =
      new MapStateDescriptor<>(
          StateNames.CONTROL_POSITIONS, StringSerializer.INSTANCE, LongSerializer.INSTANCE);

  /** State is in single-object encoding, whatever the topic is in: no registry need be asked. */
  private final SingleObjectCodec<CameraConfig> stored = SingleObjectCodec.ofCameraConfigs();

  private final RecordCodec<CameraConfig> codec;
  private final String topic;
  private final SettingsTable table;
  private final BroadcastState<String, SettingsVersions> storedVersions;
  private final BroadcastState<String, Long> storedPositions;

  /** The offset behind the last record that was applied, by partition. */
  private final Map<Integer, Long> positions = new HashMap<>();

  private CameraControl(
      RecordCodec<CameraConfig> codec,
      String topic,
      SettingsTable table,
      BroadcastState<String, SettingsVersions> storedVersions,
      BroadcastState<String, Long> storedPositions) {
    this.codec = codec;
    this.topic = topic;
    this.table = table;
    this.storedVersions = storedVersions;
    this.storedPositions = storedPositions;
  }

  /**
   * Restores what was known at the last checkpoint, if there was one.
   *
   * @param options the settings that hold where the topic says nothing
   * @param codecs how records are read
   */
  public static CameraControl restored(
      ControlSettings control,
      CameraSettings options,
      RecordCodecs codecs,
      OperatorStateStore state)
      throws Exception {
    CameraControl restored =
        new CameraControl(
            codecs.reading(SingleObjectCodec.ofCameraConfigs()),
            control.topic(),
            new SettingsTable(options, control.maxCameras()),
            state.getBroadcastState(VERSIONS),
            state.getBroadcastState(POSITIONS));
    restored.restore();
    return restored;
  }

  private void restore() throws Exception {
    for (Map.Entry<String, Long> position : storedPositions.entries()) {
      int separator = position.getKey().lastIndexOf('-');
      if (!position.getKey().substring(0, separator).equals(topic)) {
        // Of another topic: what this one says is yet to be read.
        forget();
        return;
      }
      positions.put(
          Integer.valueOf(position.getKey().substring(separator + 1)), position.getValue());
    }
    for (Map.Entry<String, SettingsVersions> kept : storedVersions.entries()) {
      table.set(kept.getKey(), timeline(kept.getKey(), kept.getValue()));
    }
  }

  private SettingsTimeline timeline(String key, SettingsVersions kept) {
    List<SettingsTimeline.Version> versions = new ArrayList<>();
    for (SettingsVersion version : kept.getVersions()) {
      try {
        versions.add(
            new SettingsTimeline.Version(version.getOffset(), stored.decode(version.getMessage())));
      } catch (MessageFormatException e) {
        LOG.warn("Settings of {} in the restored state cannot be read and are left out.", key, e);
      }
    }
    return new SettingsTimeline(versions);
  }

  private void forget() throws Exception {
    positions.clear();
    storedPositions.clear();
    table.clear();
    storedVersions.clear();
  }

  /**
   * Reads the topic to its present end, so that what was published before this moment holds for the
   * next frame. A topic that ends before where it was read to has been made anew: what the one
   * before said is forgotten.
   *
   * @throws RegistryException if a record cannot be read because a registry does not answer
   */
  public void catchUp(ControlHistory history) throws Exception {
    try (ControlHistory.Reading reading = history.open()) {
      Map<Integer, Long> ends = reading.ends();
      boolean isAnother =
          positions.entrySet().stream()
              .anyMatch(known -> ends.getOrDefault(known.getKey(), 0L) < known.getValue());
      if (isAnother) {
        LOG.warn(
            "{}: {} has been made anew and is read from its beginning.",
            ControlSettings.TOPIC.key(),
            topic);
        forget();
      }
      reading.read(Map.copyOf(positions), this::follow);
    }
  }

  /**
   * Applies a record, unless it has been.
   *
   * @return why it cannot be followed, if it cannot; also if it was applied before
   */
  public Optional<String> apply(ControlRecord record) throws Exception {
    try {
      return follow(record);
    } catch (RegistryException e) {
      passBy(record);
      return Optional.of(e.getMessage() + "; write the record again when it does");
    }
  }

  /** Notes that a record has been read; tells whether it had not been before. */
  private boolean passBy(ControlRecord record) throws Exception {
    long next = record.offset() + 1;
    if (next <= positions.getOrDefault(record.partition(), 0L)) {
      return false;
    }
    positions.put(record.partition(), next);
    storedPositions.put(topic + "-" + record.partition(), next);
    return true;
  }

  private Optional<String> follow(ControlRecord record) throws Exception {
    ControlMessage message = ControlMessage.of(record, codec);
    boolean isNew = passBy(record);
    if (message instanceof ControlMessage.Refused refused) {
      return Optional.of(refused.message());
    }
    if (message instanceof ControlMessage.Reset) {
      if (isNew) {
        table.remove(record.key());
        storedVersions.remove(record.key());
      }
      return Optional.empty();
    }
    Optional<String> problem = table.problemWith(record.key());
    if (problem.isEmpty() && isNew) {
      CameraConfig config = ((ControlMessage.Change) message).config();
      set(
          record.key(),
          table.timeline(record.key()).with(new SettingsTimeline.Version(record.offset(), config)));
    }
    return problem;
  }

  private void set(String key, SettingsTimeline timeline) throws Exception {
    table.set(key, timeline);
    storedVersions.put(
        key,
        new SettingsVersions(
            timeline.versions().stream()
                .map(
                    version ->
                        new SettingsVersion(
                            version.offset(), ByteBuffer.wrap(stored.encode(version.config()))))
                .toList()));
  }

  /** Tells whether a record has been applied. */
  public boolean isApplied(ControlRecord record) {
    return record.offset() < positions.getOrDefault(record.partition(), 0L);
  }

  /** Returns which models a record asks for that has just been applied. */
  public ModelDemand modelDemand(ControlRecord record) {
    Optional<TopicPosition> position =
        Optional.of(new TopicPosition(record.partition(), record.offset()));
    return table.timeline(record.key()).versions().stream()
        .filter(version -> version.offset() == record.offset())
        .findFirst()
        .map(version -> ModelDemand.ofChange(position, version.config()))
        .orElseGet(() -> ModelDemand.ofReset(position, record.key()));
  }

  /** Returns what the records that are in force ask for, in their order. */
  public List<ModelDemand> modelDemands() {
    return table.timelines().values().stream()
        .flatMap(timeline -> timeline.versions().stream())
        .sorted(Comparator.comparingLong(SettingsTimeline.Version::offset))
        .map(version -> ModelDemand.ofChange(position(version.offset()), version.config()))
        .filter(demand -> !demand.directories().isEmpty() || demand.models().isPresent())
        .toList();
  }

  /** The partition of a record is not kept; where there is only one, it is known. */
  private Optional<TopicPosition> position(long offset) {
    return positions.size() == 1
        ? Optional.of(new TopicPosition(positions.keySet().iterator().next(), offset))
        : Optional.empty();
  }

  /** Returns the directories of models that the topic names. */
  public Set<String> modelDirectories() {
    return table.modelDirectories();
  }

  /**
   * Returns what holds for a frame of a camera.
   *
   * @param capturedAtMicros when it was captured; below 0 when that is unknown
   */
  public ResolvedSettings of(String camera, long capturedAtMicros) {
    return table.of(camera, capturedAtMicros);
  }

  /** Returns for how many keys something is set. */
  public int size() {
    return table.size();
  }
}
