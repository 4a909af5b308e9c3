package io.meshstream.job.vision;

import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.vision.Frame;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.inference.InferenceException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The costly part of a frame: turns its picture upright, decodes what is needed of it and finds the
 * faces.
 *
 * <p>Thread-safe and without memory of its own, so that frames of different cameras may be looked
 * at on any thread, in any order.
 */
public final class FrameVision {

  private static final Logger LOG = LoggerFactory.getLogger(FrameVision.class);

  private final PictureDecoder decoder;
  private final LogSampler warnings = new LogSampler();
  private final FaceFinder finder;

  /** Vision that borrows the finder; whoever opened that closes it. */
  public FrameVision(PictureLimits limits, FaceFinder finder) {
    this.decoder = new PictureDecoder(limits);
    this.finder = finder;
  }

  /**
   * Looks at one frame. What is wrong with this frame alone is a {@link Sight.Unseen}, and so is a
   * frame that takes more heap or stack than there is. Other errors and failures of the models are
   * thrown, for the next frame would fare no better.
   */
  public Sight look(TaskState tracking, ParsedFrame.Valid frame) {
    try (PictureSource encoded = open(frame.picture().bytes())) {
      PictureSource picture = encoded.turned(rotation(frame));
      TaskStep step = finder.step(tracking, new Frame(picture, frame.header().capturedAtMicros()));
      return new Sight.Seen(step, picture.width(), picture.height());
    } catch (PictureException e) {
      return new Sight.Unseen(Rejections.of(e));
    } catch (InferenceException e) {
      throw e;
    } catch (RuntimeException e) {
      warn(frame, e);
      return new Sight.Unseen(Rejections.failed(e));
    } catch (OutOfMemoryError | StackOverflowError e) {
      if (isOfClasses(e)) {
        throw e;
      }
      warn(frame, e);
      return new Sight.Unseen(Rejections.outOfMemory(e));
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

  /** How many JPEGs had to be decoded whole because of their kind. */
  long wholeJpegs() {
    return decoder.wholeJpegs();
  }

  private static QuarterTurn rotation(ParsedFrame.Valid frame) {
    return QuarterTurn.ofDegrees(frame.picture().rotation().degrees());
  }

  private PictureSource open(ByteBuffer encoded) throws PictureException {
    return decoder.open(
        encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
  }
}
