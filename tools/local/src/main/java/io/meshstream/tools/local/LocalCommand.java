package io.meshstream.tools.local;

import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.HandsOptions;
import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.OutputSettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.options.TrackerOptions;
import io.meshstream.tools.broker.LocalBroker;
import io.meshstream.tools.console.LogFile;
import io.meshstream.tools.console.OptionSpelling;
import io.meshstream.tools.console.Screen;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.pictures.PictureSizeConverter;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.PictureFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs the whole system on this machine, with simulated cameras. */
@Command(
    name = "local",
    description = {
      "Run everything on this machine: a Kafka broker, a Flink cluster with its web page, the face"
          + " mesh job, cameras that show a real face in motion, and the viewer, a web page that"
          + " shows them.",
      "Ends with Ctrl-C or after --frames, and then proves by the ledger that every frame has"
          + " exactly one record. A job that is behind is then given 10 seconds; Ctrl-C again does"
          + " not wait. Nothing is left behind."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every frame has its record",
      "1:some do not, or something failed",
      "2:the command line is wrong",
      "3:ended before the job had come to all frames; those up to there have their record"
    })
final class LocalCommand implements Callable<Integer> {

  private static final int MAX_CAMERAS = 99;
  private static final double MAX_FRAMES_PER_SECOND = 240;
  private static final String EVENTS_TOPIC = "camera-events";
  private static final String SIMULATED_FACES = "2";

  /** Options of the job that follow from what this command does. */
  private static final Set<String> FIXED =
      Set.of(
          KafkaSettings.BOOTSTRAP_SERVERS.key(),
          FramesSettings.FORMAT.key(),
          FramesSettings.BOUNDED.key());

  @Spec private CommandSpec spec;

  @Option(
      names = "--cameras",
      defaultValue = "3",
      paramLabel = "N",
      description = "How many cameras (default: ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--fps",
      defaultValue = "15",
      paramLabel = "N",
      description = "Frames per second of each camera (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--size",
      defaultValue = "640x360",
      paramLabel = "WxH",
      converter = PictureSizeConverter.class,
      description = "Size of the simulated pictures (default: ${DEFAULT-VALUE}).")
  private PictureSize size;

  @Option(
      names = "--hands",
      description =
          "Find hands beside faces, and let simulated cameras show some: -D hands.enabled=true.")
  private boolean hands;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Send the JPEG and PNG files of this directory, in the order of their names and again"
              + " from the first, instead of simulated pictures.")
  private Path images;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Stop after this many frames of each camera (default: run until Ctrl-C).")
  private Long frames;

  @Option(
      names = "--delivery",
      paramLabel = "GUARANTEE",
      converter = DeliveryConverter.class,
      description = "at-least-once or exactly-once (default: at-least-once).")
  private Delivery delivery;

  @Option(
      names = "--disk",
      defaultValue = "1gb",
      paramLabel = "SIZE",
      converter = SpaceConverter.class,
      description =
          "How much disk the topics may take; the oldest frames and records are deleted to keep"
              + " within it, in java.io.tmpdir (default: ${DEFAULT-VALUE}).")
  private TopicSpace space;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of the job (default: as many as processors).")
  private Integer parallelism;

  @Option(
      names = "--kafka-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Port of the broker (default: a free one).")
  private int kafkaPort;

  @Option(
      names = "--web-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "Port of Flink's web page (default: a free one).")
  private int webPort;

  @Option(
      names = "--view-port",
      defaultValue = "8088",
      paramLabel = "PORT",
      description =
          "Port of the viewer, a free one if it is taken; 0 takes a free one (default:"
              + " ${DEFAULT-VALUE}).")
  private int viewPort;

  @Option(names = "--no-view", description = "Run without the viewer.")
  private boolean noView;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "Set an option of the job or of Flink; may be given several times.")
  private Map<String, String> given = new LinkedHashMap<>();

  private final StopSignal stop;

  /**
   * Makes the command.
   *
   * @param stop ends a run early
   */
  LocalCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    requirePlausibleCameras();
    Configuration configuration = configuration();
    CameraPlan plan = plan(requireValid(configuration));
    LocalStack.Ports ports = ports();
    int subtasks = parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism;
    requireBetween("--parallelism", subtasks, 1, LocalStack.MAX_PARALLELISM);
    stop.listen();
    try (Screen screen = Screen.of(spec.commandLine().getOut())) {
      return run(plan, configuration, ports, subtasks, screen);
    }
  }

  private int run(
      CameraPlan plan,
      Configuration configuration,
      LocalStack.Ports ports,
      int subtasks,
      Screen screen)
      throws InterruptedException {
    screen.print("Starting: preparing pictures, then Kafka, Flink and the job.");
    try (ClipPreparation preparation = ClipPreparation.start(plan, stop::isRaised);
        LocalStack stack = LocalStack.start(configuration, ports, subtasks, space);
        LocalViewer viewer = noView ? null : LocalViewer.start(stack, viewPort)) {
      List<Clip> clips = preparation.await();
      if (stop.isRaised()) {
        return endedBeforeItBegan(screen);
      }
      if (viewer != null) {
        viewer.description().forEach(screen::print);
      }
      screen.print("Kafka broker    " + stack.bootstrapServers());
      screen.print("Flink web page  " + stack.webPage());
      LogFile.chosen().ifPresent(log -> screen.print("Log file        " + log));
      screen.print("Cameras         " + plan.description());
      if (stack.settings().control().isOn()) {
        screen.print(
            "Settings        tools/meshstream cameras set -b %s CAMERA --enabled=false"
                .formatted(stack.bootstrapServers()));
      }
      if (stack.settings().sink().delivery() == Delivery.EXACTLY_ONCE) {
        screen.print(
            "Delivery        exactly-once: records are seen with the next checkpoint, every %d s"
                .formatted(stack.settings().state().checkpointInterval().toSeconds()));
      }
      screen.print("");
      return new LocalRun(stack, stop, screen)
          .stream(clips, framesPerSecond, frames == null ? Long.MAX_VALUE : frames).exitCode();
    }
  }

  private static int endedBeforeItBegan(Screen screen) {
    screen.print("Stopped before the cameras had begun.");
    return 0;
  }

  private CameraPlan plan(JobSettings settings) {
    return new CameraPlan(
        cameras, framesPerSecond, size, Optional.ofNullable(images), settings.camera().task());
  }

  private void requirePlausibleCameras() {
    requireBetween("--cameras", cameras, 1, MAX_CAMERAS);
    requireBetween("--fps", framesPerSecond, 0.1, MAX_FRAMES_PER_SECOND);
    if (frames != null) {
      requireBetween("--frames", frames, 1, Integer.MAX_VALUE);
    }
    if (images != null) {
      PictureFolder.require(images);
    }
  }

  private Configuration configuration() {
    for (String key : given.keySet()) {
      if (FIXED.contains(key)) {
        throw new ParameterException(
            spec.commandLine(),
            "-D %s=%s (expected: an option that this command does not set itself); leave it out"
                .formatted(key, given.get(key)));
      }
    }
    Configuration configuration = new Configuration();
    if (images == null) {
      configuration.setString(TrackerOptions.MAX_FACES.key(), SIMULATED_FACES);
    }
    if (hands) {
      configuration.set(HandsOptions.ENABLED, true);
    }
    // For the viewer, which can draw them.
    configuration.setString(OutputSettings.DETECTIONS.key(), "true");
    configuration.set(ControlSettings.TOPIC, LocalStack.CONTROL_TOPIC);
    configuration.set(EventsSettings.TOPIC, EVENTS_TOPIC);
    if (delivery != null) {
      configuration.set(SinkSettings.DELIVERY, delivery);
    }
    given.forEach(configuration::setString);
    return configuration;
  }

  /** Before anything is started; where the broker will be does not matter to the check. */
  private JobSettings requireValid(Configuration configuration) {
    Configuration complete = new Configuration(configuration);
    complete.set(KafkaSettings.BOOTSTRAP_SERVERS, "127.0.0.1:9092");
    try {
      return JobSettings.check(complete.toMap());
    } catch (InvalidOptionsException e) {
      throw new ParameterException(
          spec.commandLine(), "-D " + String.join("\n-D ", e.problems()), e);
    }
  }

  private LocalStack.Ports ports() {
    port("--kafka-port", kafkaPort);
    port("--web-port", webPort);
    port("--view-port", viewPort);
    if (kafkaPort != 0) {
      LocalBroker.requireFree(kafkaPort);
    }
    if (webPort != 0) {
      FlinkCluster.requireFree(webPort);
    }
    return new LocalStack.Ports(kafkaPort, webPort);
  }

  private void port(String option, int value) {
    requireBetween(option, value, 0, 65535);
  }

  private void requireBetween(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: %s (expected: %s to %s); correct it"
              .formatted(option, text(value), text(least), text(most)));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : Double.toString(value);
  }

  /** Reads a guarantee as the job's option spells it. */
  static final class DeliveryConverter implements ITypeConverter<Delivery> {

    @Override
    public Delivery convert(String text) {
      return OptionSpelling.parse(Delivery.class, text);
    }
  }

  /** Reads an amount of disk space such as {@code 2gb}. */
  static final class SpaceConverter implements ITypeConverter<TopicSpace> {

    @Override
    public TopicSpace convert(String text) {
      try {
        return new TopicSpace(MemorySize.parse(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'%s', %s".formatted(text, e.getMessage()));
      }
    }
  }
}
