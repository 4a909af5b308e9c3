package io.meshstream.tools.render;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.Progress;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.drawing.DrawingOptions;
import io.meshstream.tools.faces.TaskOptions;
import io.meshstream.tools.pictures.PictureName;
import io.meshstream.tools.pictures.PictureOptions;
import io.meshstream.tools.pictures.PictureSequence;
import io.meshstream.tools.reading.IsolationOption;
import io.meshstream.tools.reading.TimePoint;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.tools.topics.TopicOptions;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.VideoPictures;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.TaskSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws landmarks on the frames of a file, a directory or a camera, and keeps that. */
@Command(
    name = "render",
    description = {
      "Draw faces on frames, and write a video or a picture for each frame.",
      "With INPUT, the frames are those of a video file, through which faces are tracked, or the"
          + " pictures of a directory, each by itself unless they are a --film, and the faces are"
          + " found here. With --bootstrap-servers, they are the frames of one --camera on"
          + " the frames topic, drawn with their records on the landmarks topic as it is now; frames"
          + " that were shed or rejected, or have no record, get a caption."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:at least one frame was written, also when told to stop by Ctrl-C",
      "1:there is none, or the input or the topics cannot be read",
      "2:the command line is wrong"
    })
public final class RenderCommand implements Callable<Integer> {

  private static final double USUAL_FRAMES_PER_SECOND = 25;

  private final StopSignal stop;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "INPUT",
      description = "A video file, a directory of pictures, or one picture.")
  private Path input;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description =
          "A directory for pictures, or a file that ends with .mp4 (MPEG-4 part 2), .mkv or .avi"
              + " (motion JPEG) or .webm (VP9, what browsers play). There is no H.264.")
  private Path out;

  @Option(
      names = "--format",
      defaultValue = "png",
      paramLabel = "FORMAT",
      description = "Format of pictures: png or jpeg (default: ${DEFAULT-VALUE}).")
  private OutputFormat format;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "Frames a second of a video (default: those of the video that is read, or what the times"
              + " of a camera's frames come to, or 25).")
  private Double framesPerSecond;

  @Mixin private DrawingOptions drawing;

  @Mixin private TaskOptions taskOptions;

  @Mixin private PictureOptions pictureOptions;

  @ArgGroup(exclusive = false)
  private BrokerOptions broker;

  @Option(names = "--camera", paramLabel = "ID", description = "The camera, of all on the topics.")
  private String camera;

  @Option(
      names = "--from",
      converter = TimePoint.class,
      paramLabel = "TIME",
      description =
          "Leave out frames that were taken before: 2026-01-31T12:00:00Z, or microseconds since"
              + " 1970.")
  private Long from;

  @Option(
      names = "--to",
      converter = TimePoint.class,
      paramLabel = "TIME",
      description = "Leave out frames that were taken then or later.")
  private Long to;

  @Mixin private TopicOptions topicOptions;

  @Mixin private IsolationOption isolation;

  /** Makes a command that draws until there are no more frames, or the signal is raised. */
  public RenderCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws IOException {
    requireOneSource();
    requireRange();
    TaskSettings settings = taskOptions.settings();
    Optional<VideoCodec> video = video();
    requireApart();
    stop.listen();
    if (broker != null) {
      return render(topicFrames(), video);
    }
    try (ModelSet models = taskOptions.models()) {
      return render(fileFrames(models, settings), video);
    }
  }

  private int render(FrameSource source, Optional<VideoCodec> video) {
    Rendering rendering = new Rendering(drawing.layers());
    String written;
    try (FrameSource frames = source;
        FrameSink sink = sink(frames, video)) {
      try (Progress progress = Progress.of(spec.commandLine().getErr(), "frames", frames.total())) {
        rendering.run(frames, sink, progress, stop::isRaised);
      }
      boolean isSilenced = video.isPresent() && frames.hasSound();
      written = sink.description() + (isSilenced ? ", without the sound" : "");
    } catch (IOException e) {
      throw new CommandFailure(
          "out: %s, %s (expected: it can be written); free some space or name another"
              .formatted(out, e.getMessage()),
          e);
    }
    PrintWriter output = spec.commandLine().getOut();
    output.println(rendering.summary() + "; written to " + written);
    output.flush();
    return rendering.count() > 0 ? 0 : 1;
  }

  private FrameSink sink(FrameSource frames, Optional<VideoCodec> video) {
    if (video.isEmpty()) {
      return new PictureFolder(out, format);
    }
    double rate =
        framesPerSecond != null
            ? framesPerSecond
            : frames.framesPerSecond().orElse(USUAL_FRAMES_PER_SECOND);
    FFmpeg.require("video: " + out);
    return new VideoFile(out, video.get(), rate);
  }

  private FrameSource topicFrames() {
    TimeRange range =
        new TimeRange(from == null ? Long.MIN_VALUE : from, to == null ? Long.MAX_VALUE : to);
    CameraTopics topics =
        new CameraTopics(
            new Brokers(broker.clientConfig()),
            topicOptions.frames(),
            topicOptions.landmarks(),
            topicOptions.framesFormat(),
            isolation.level());
    return TopicFrames.open(topics, camera, range, stop::isRaised);
  }

  private FrameSource fileFrames(ModelSet models, TaskSettings settings) {
    if (Files.isRegularFile(input) && !PictureName.isPicture(input)) {
      FFmpeg.require("video: " + input);
      return new VideoFrames(VideoPictures.open(input), TaskOptions.task(settings, models));
    }
    PictureSequence pictures = PictureSequence.of(input.toString());
    pictures.passedOver().ifPresent(this::note);
    TaskSettings each =
        pictureOptions.isFilm() ? settings : TaskOptions.forSinglePictures(settings);
    return new PictureFrames(pictures, pictureOptions, TaskOptions.task(each, models));
  }

  private void note(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }

  private void requireOneSource() {
    if ((input == null) == (broker == null)) {
      throw wrong(
          "frames: %s (expected: either INPUT or --bootstrap-servers)"
              .formatted(input == null ? "none" : "two sources"));
    }
    if (broker == null && (camera != null || from != null || to != null)) {
      throw wrong("--camera, --from, --to: with INPUT (expected: with --bootstrap-servers)");
    }
    if (broker != null && camera == null) {
      throw wrong("--camera: none (expected: a camera id, with --bootstrap-servers)");
    }
    if (framesPerSecond != null && !(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw wrong("--fps: %s (expected: above 0, at most 1000)".formatted(framesPerSecond));
    }
  }

  private void requireRange() {
    if (from != null && to != null && from >= to) {
      throw wrong("--from: %d, --to: %d (expected: --from before --to)".formatted(from, to));
    }
  }

  private Optional<VideoCodec> video() {
    if (Files.isDirectory(out)) {
      return Optional.empty();
    }
    String name = String.valueOf(out.getFileName());
    Optional<VideoCodec> video = VideoCodec.of(name);
    if (video.isEmpty() && name.lastIndexOf('.') > 0) {
      throw wrong(
          "--out: %s (expected: a directory, or a file that ends with one of %s)"
              .formatted(out, VideoCodec.endings()));
    }
    return video;
  }

  private void requireApart() throws IOException {
    if (input == null) {
      return;
    }
    if (!Files.exists(input)) {
      throw new CommandFailure(
          "input: %s (expected: an existing file or directory); correct it".formatted(input));
    }
    Path read = Files.isDirectory(input) ? input : input.toAbsolutePath().getParent();
    boolean same =
        Files.exists(out) && (Files.isSameFile(input, out) || Files.isSameFile(read, out));
    if (same) {
      throw new CommandFailure(
          "out: %s (expected: another place than that of the input); name another".formatted(out));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
