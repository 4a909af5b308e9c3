package io.meshstream.job.tracking;

import io.meshstream.job.records.Traced;
import io.meshstream.schemas.FrameLandmarks;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.taskmanager.AsyncExceptionHandler;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What a subtask of the tracking is given by the task that it runs in. */
interface SubtaskContext {

  /** Returns where the camera is set to which state and timers belong. */
  KeyContext currentKey();

  /** Returns the state of the camera that is set, under {@code StateNames.CAMERA}. */
  ValueState<CameraState> cameraState();

  /** Returns that of its landmarks, under {@code StateNames.SMOOTHING}. */
  ValueState<SmoothingState> smoothingState();

  /** Returns that of what its faces do, under {@code StateNames.SIGNALS}. */
  ValueState<SignalsState> signalsState();

  /** Returns the cameras that have state, to be closed after use. */
  Stream<String> camerasWithState();

  /** Returns the timers of cameras, under {@code StateNames.STALLS}, those restored included. */
  InternalTimerService<VoidNamespace> stallTimers();

  /** Returns where broadcast state is. */
  OperatorStateStore operatorState();

  /** Returns what runs on the task's thread what others hand over. */
  MailboxExecutor mailbox();

  /** Returns what fails the task from any thread. */
  AsyncExceptionHandler failures();

  /** Returns what it writes to. */
  Output<StreamRecord<Traced<FrameLandmarks>>> output();

  /** Returns the group of its metrics. */
  MetricGroup metrics();

  /** Returns Flink's metrics of the task. */
  TaskIOMetricGroup taskMetrics();

  /** Returns which cameras it has. */
  SubtaskKeys keys();

  /** Returns the frames at which the job has failed in this process. */
  FailedFrames failedFrames();
}
