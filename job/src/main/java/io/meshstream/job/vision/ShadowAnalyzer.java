package io.meshstream.job.vision;

import io.meshstream.vision.image.PictureLimits;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has models on trial see frames that have been analysed, and compares. Whatever they do, no frame
 * is the worse for it. Thread-safe.
 */
final class ShadowAnalyzer {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowAnalyzer.class);

  private final FrameAnalyzer analyzer;
  private final LogSampler warnings = new LogSampler();

  /**
   * @param limits what a picture may be
   */
  ShadowAnalyzer(PictureLimits limits) {
    this.analyzer = new FrameAnalyzer(limits);
  }

  /**
   * Compares, if there is something to compare; ends the lease of the models on trial.
   *
   * @param analysis what became of the frame; null if the engine failed on it
   */
  void compare(AnalysisRequest request, Analysis analysis) {
    request.shadow().ifPresent(run -> compare(request, run, analysis));
  }

  private void compare(AnalysisRequest request, ShadowRun run, Analysis analysis) {
    try {
      if (analysis instanceof Analysis.Completed used) {
        run.taker().accept(difference(request.ofShadow(run), used));
      }
    } catch (RuntimeException | Error e) {
      // The frame has been analysed, and only the comparison is missing.
      warn(request, e);
    } finally {
      run.lease().close();
    }
  }

  private Optional<ShadowDifference> difference(AnalysisRequest trial, Analysis.Completed used) {
    try {
      return analyzer.analyse(trial) instanceof Analysis.Completed seen
          ? Optional.of(
              ShadowDifference.between(
                  used.step().result(), seen.step().result(), used.width(), used.height()))
          : Optional.empty();
    } catch (RuntimeException | Error e) {
      warn(trial, e);
      return Optional.empty();
    }
  }

  private void warn(AnalysisRequest request, Throwable failure) {
    long count = warnings.count(failure.getClass().getName());
    if (LogSampler.isDue(count)) {
      LOG.warn(
          "Models on trial failed on frame {} ({} so far that failed in this way). Its record is"
              + " not concerned.",
          request.frame().header(),
          count,
          failure);
    }
  }
}
