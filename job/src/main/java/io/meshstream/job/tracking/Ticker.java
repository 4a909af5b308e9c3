package io.meshstream.job.tracking;

import java.io.Serializable;

/** Tells how time passes in a process; says nothing about the time of day, and never jumps. */
@FunctionalInterface
interface Ticker extends Serializable {

  /** Returns nanoseconds since some moment. */
  long nanos();

  /** Returns the ticker of the machine. */
  static Ticker ofMachine() {
    return System::nanoTime;
  }
}
