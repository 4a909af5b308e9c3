package io.meshstream.tools.video;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends a blocking call of FFmpeg when its time is over or its thread is interrupted.
 *
 * <p>FFmpeg asks on the thread that made the call, so each thread has its own deadline. There is
 * one native callback for all of them: JavaCPP has room for only a few.
 */
final class CallDeadline {

  private static final ThreadLocal<CallDeadline> CURRENT =
      ThreadLocal.withInitial(CallDeadline::new);

  private static final AVIOInterruptCB.Callback_Pointer CALLBACK =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer opaque) {
          return Thread.currentThread().isInterrupted() || current().isOver() ? 1 : 0;
        }
      };

  private long end;

  private CallDeadline() {}

  /** Returns that of this thread. */
  static CallDeadline current() {
    return CURRENT.get();
  }

  /** Returns what FFmpeg is to be given. */
  static AVIOInterruptCB.Callback_Pointer callback() {
    return CALLBACK;
  }

  /** The calls that follow are to end within this time from now. */
  void set(Duration time) {
    end = System.nanoTime() + time.toNanos();
  }

  /** Returns whether the time is over. */
  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }
}
