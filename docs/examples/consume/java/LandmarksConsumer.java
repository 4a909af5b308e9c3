import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import io.meshstream.schemas.Hand;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints where the tip of the nose is, in pixels, of every face in every frame, and of every hand
 * the tip of the index finger.
 */
public final class LandmarksConsumer {

  private static final int NOSE_TIP = 1;
  private static final int INDEX_TIP = 8;

  public static void main(String[] arguments) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", arguments[0],
            "group.id", "landmarks-java",
            "auto.offset.reset", "earliest");
    Set<FrameIdentity> seen = latest(10_000);
    try (KafkaConsumer<String, FrameLandmarks> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new FrameLandmarksDeserializer())) {
      closeAtEnd(consumer, Thread.currentThread());
      consumer.subscribe(List.of("landmarks"));
      while (true) {
        for (ConsumerRecord<String, FrameLandmarks> record : consumer.poll(Duration.ofSeconds(1))) {
          // A topic that is written at least once may hold a record twice.
          if (seen.add(FrameIdentity.of(record.value()))) {
            show(record.value());
          }
        }
      }
    } catch (WakeupException e) {
      // Told to end; the consumer is closed by now.
    }
  }

  /** Leaves the group. Without it, the next start waits until the group has missed this one. */
  private static void closeAtEnd(KafkaConsumer<?, ?> consumer, Thread reader) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  consumer.wakeup();
                  try {
                    reader.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private static void show(FrameLandmarks frame) {
    for (Face face : frame.getFaces()) {
      float[] landmarks = FloatList.toArray(face.getLandmarks());
      if (landmarks.length == 0) {
        continue; // Faces are only detected, or their mesh stays in the job.
      }
      float x = landmarks[3 * NOSE_TIP] * frame.getWidth();
      float y = landmarks[3 * NOSE_TIP + 1] * frame.getHeight();
      System.out.printf(
          "%s %d/%d face %d nose %.1f %.1f%n",
          frame.getCameraId(), frame.getEpoch(), frame.getSequence(), face.getTrackId(), x, y);
    }
    for (Hand hand : frame.getHands()) {
      float[] landmarks = FloatList.toArray(hand.getLandmarks());
      if (landmarks.length == 0) {
        continue; // Landmarks stay in the job.
      }
      float x = landmarks[3 * INDEX_TIP] * frame.getWidth();
      float y = landmarks[3 * INDEX_TIP + 1] * frame.getHeight();
      System.out.printf(
          "%s %d/%d hand %d %s index finger %.1f %.1f%n",
          frame.getCameraId(),
          frame.getEpoch(),
          frame.getSequence(),
          hand.getTrackId(),
          hand.getHandedness(),
          x,
          y);
    }
  }

  /** A set that forgets its oldest element when it has too many. */
  private static <T> Set<T> latest(int count) {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > count;
          }
        });
  }
}
