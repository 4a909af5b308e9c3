package io.meshstream.job.vision;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.Frame;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the costly part of a frame: turns its picture upright, decodes what is needed of it and runs
 * the task.
 *
 * <p>Thread-safe and without memory of its own, so that frames of different cameras may be analysed
 * on any thread, in any order.
 */
public final class FrameAnalyzer {

  private static final Logger LOG = LoggerFactory.getLogger(FrameAnalyzer.class);

  private final PictureDecoder decoder;
  private final LogSampler warnings = new LogSampler();

  /**
   * @param limits what a picture may be
   */
  public FrameAnalyzer(PictureLimits limits) {
    this.decoder = new PictureDecoder(limits);
  }

  /** Analyses one frame on the caller's thread alone. */
  public Analysis analyse(AnalysisRequest request) {
    return analyse(request, work -> {});
  }

  /**
   * Analyses one frame; leaves its lease to the caller. What is wrong with this frame alone is
   * {@link Analysis.Failed}, and so is a frame that takes more heap or stack than there is. Other
   * errors and failures of the models are thrown, for the next frame would fare no better.
   *
   * @param helpers may do a part of it meanwhile; see {@link io.meshstream.vision.Task#step}
   */
  Analysis analyse(AnalysisRequest request, Executor helpers) {
    if (!request.wanted().getAsBoolean()) {
      return new Analysis.Expired();
    }
    ParsedFrame.Valid frame = request.frame();
    long start = System.nanoTime();
    try (TimedPicture encoded = open(frame.picture().bytes())) {
      PictureSource picture = encoded.turned(rotation(frame));
      TaskStep step =
          request
              .lease()
              .task()
              .step(
                  request.state(), new Frame(picture, frame.header().capturedAtMicros()), helpers);
      return new Analysis.Completed(
          step,
          picture.width(),
          picture.height(),
          request.lease().modelId(),
          times(encoded, start));
    } catch (PictureException e) {
      return new Analysis.Failed(Rejections.of(e));
    } catch (InferenceException e) {
      throw e;
    } catch (RuntimeException e) {
      warn(frame, e);
      return new Analysis.Failed(Rejections.failed(e));
    } catch (OutOfMemoryError | StackOverflowError e) {
      if (isOfClasses(e)) {
        throw e;
      }
      warn(frame, e);
      return new Analysis.Failed(Rejections.outOfMemory(e));
    }
  }

  /** Memory for classes runs out for the whole process, and not because of a picture. */
  private static boolean isOfClasses(VirtualMachineError error) {
    String message = String.valueOf(error.getMessage());
    return message.contains("Metaspace") || message.contains("Compressed class space");
  }

  private void warn(ParsedFrame.Valid frame, Throwable failure) {
    long count = warnings.count(failure.getClass().getName());
    if (LogSampler.isDue(count)) {
      LOG.warn(
          "Frame {} failed and becomes a dead letter ({} so far that failed in this way).",
          frame.header(),
          count,
          failure);
    }
  }

  /** Returns how many JPEGs had to be decoded whole because of their kind. */
  long wholeJpegs() {
    return decoder.wholeJpegs();
  }

  private static QuarterTurn rotation(ParsedFrame.Valid frame) {
    return QuarterTurn.ofDegrees(frame.picture().rotation().degrees());
  }

  private static AnalysisTimes times(TimedPicture picture, long startNanos) {
    long decodeNanos = picture.decodeNanos();
    return new AnalysisTimes(decodeNanos, System.nanoTime() - startNanos - decodeNanos);
  }

  private TimedPicture open(ByteBuffer encoded) throws PictureException {
    long start = System.nanoTime();
    PictureSource source =
        decoder.open(
            encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
    return new TimedPicture(source, System.nanoTime() - start);
  }
}
