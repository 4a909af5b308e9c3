package io.meshstream.job.sink;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Says that records which a checkpoint counts on are not on their topic and never will be. Starting
 * again would not bring them back, so the job fails for good.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LostRecordsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostRecordsException(String message, Throwable cause) {
    super(message, cause);
  }
}
