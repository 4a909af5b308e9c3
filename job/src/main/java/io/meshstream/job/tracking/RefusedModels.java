package io.meshstream.job.tracking;

import io.meshstream.job.names.OperatorNames;
import io.meshstream.job.names.StateNames;
import io.meshstream.schemas.CameraEvent;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets one event through for each record of the control topic whose models cannot be had.
 *
 * <p>Whether they can be had is different from machine to machine, so each subtask of the tracking
 * reports for itself, and again when it is started again. Which records have been reported is
 * remembered by their places, the last few of each key: a record that comes later takes the place
 * of those before.
 */
public final class RefusedModels extends KeyedProcessFunction<String, CameraEvent, CameraEvent> {
  private static final long serialVersionUID = 1L;

  /** Of each place its partition and its offset. */
  private static final int LONGS_OF_A_PLACE = 2;

  private static final int MOST_LONGS = 8 * LONGS_OF_A_PLACE;

  private transient ValueState<long[]> reported;

  RefusedModels() {}

  /**
   * Adds it behind the tracking.
   *
   * @return the events that are left
   */
  public static DataStream<CameraEvent> once(SingleOutputStreamOperator<?> tracking) {
    return tracking
        .getSideOutput(TrackingOperatorFactory.REFUSED_MODELS)
        .keyBy(CameraEvent::getCameraId, Types.STRING)
        .process(new RefusedModels(), TrackingOperatorFactory.REFUSED_MODELS.getTypeInfo())
        .name(OperatorNames.REFUSED_MODELS)
        .uid(OperatorNames.REFUSED_MODELS)
        // There are hardly any.
        .setParallelism(1);
  }

  @Override
  public void open(OpenContext context) {
    reported =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    StateNames.REFUSED_MODELS,
                    PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(CameraEvent event, Context context, Collector<CameraEvent> out)
      throws Exception {
    long[] before = reported.value() == null ? new long[0] : reported.value();
    if (isAmong(before, event)) {
      return;
    }
    long[] after =
        LongStream.concat(
                Arrays.stream(before), LongStream.of(event.getPartition(), event.getOffset()))
            .toArray();
    reported.update(
        Arrays.copyOfRange(after, Math.max(0, after.length - MOST_LONGS), after.length));
    out.collect(event);
  }

  private static boolean isAmong(long[] places, CameraEvent event) {
    for (int i = 0; i < places.length; i += LONGS_OF_A_PLACE) {
      if (places[i] == event.getPartition() && places[i + 1] == event.getOffset()) {
        return true;
      }
    }
    return false;
  }
}
