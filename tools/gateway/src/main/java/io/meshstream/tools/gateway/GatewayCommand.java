package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.SendLimits;
import io.meshstream.schemas.producer.WhenFull;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.LogFile;
import io.meshstream.tools.console.Screen;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.Brokers;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.SourceLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends pictures, videos, streams and webcams to a frames topic. */
@Command(
    name = "gateway",
    description = {
      "Send the frames of cameras to a frames topic: directories of pictures, video files, RTSP and"
          + " HTTP streams, webcams, and cameras that are simulated.",
      "One camera is given by --id and --url, many by a file (--cameras-file) such as:",
      "  cameras:",
      "    - id: front-door",
      "      url: rtsp://192.168.1.20/stream1",
      "      fps: 10",
      "A camera that is lost is tried again until it is there; each connection is a new epoch."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all files have been sent, or it was told to stop",
      "1:a file could not be sent whole, or Kafka cannot be reached",
      "2:the command line or the file of cameras is wrong"
    })
public final class GatewayCommand implements Callable<Integer> {

  private static final int MAX_ANSWER_SECONDS = 600;

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--frames-topic",
      defaultValue = "frames",
      paramLabel = "TOPIC",
      description = "Topic of the frames (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(names = "--cameras-file", paramLabel = "FILE", description = "YAML file of cameras.")
  private Path camerasFile;

  @Mixin private CameraOptions oneCamera = new CameraOptions();

  @Option(
      names = "--when-full",
      paramLabel = "POLICY",
      description =
          "What becomes of a frame while Kafka is too slow: drop, or wait (default: files wait, what"
              + " is live is dropped). A dropped frame leaves a gap in its camera's sequence"
              + " numbers.")
  private WhenFull whenFull;

  @Option(
      names = "--timeout",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description =
          "How long a camera may take to open, and between two pictures (default:"
              + " ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--health-file",
      paramLabel = "FILE",
      description =
          "Renew the time of this file whenever Kafka has taken more frames: one that is older than"
              + " half a minute says that something is wrong.")
  private Path healthFile;

  private final StopSignal stop;

  /**
   * Makes the command.
   *
   * @param stop ends it
   */
  public GatewayCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutSeconds < 1 || timeoutSeconds > MAX_ANSWER_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--timeout: %d (expected: 1 to %d seconds); correct it"
              .formatted(timeoutSeconds, MAX_ANSWER_SECONDS));
    }
    List<CameraSettings> settings = settings();
    requireFFmpeg(settings);
    Map<String, Object> clientConfig = broker.clientConfig();
    new Brokers(clientConfig).requireTopic("frames topic", topic);
    stop.listen();
    try (Screen screen = Screen.of(spec.commandLine().getOut())) {
      screen.print(
          "Cameras         %d, to topic %s at %s"
              .formatted(settings.size(), topic, broker.bootstrapServers()));
      LogFile.chosen().ifPresent(log -> screen.print("Log file        " + log));
      screen.print("");
      return run(settings, clientConfig, screen) ? 0 : 1;
    }
  }

  private boolean run(
      List<CameraSettings> settings, Map<String, Object> clientConfig, Screen screen)
      throws InterruptedException {
    SourceLimits limits = SourceLimits.within(Duration.ofSeconds(timeoutSeconds));
    try (FrameProducer frames = connect(settings, clientConfig)) {
      Optional<HealthFile> health = Optional.ofNullable(healthFile).map(HealthFile::new);
      return new GatewayRun(frames, this::policy, limits, stop, screen, health).stream(settings);
    }
  }

  private WhenFull policy(CameraSettings camera) {
    if (whenFull != null) {
      return whenFull;
    }
    return camera.url().kind().isLive() ? WhenFull.DROP : WhenFull.WAIT;
  }

  private FrameProducer connect(List<CameraSettings> settings, Map<String, Object> clientConfig) {
    boolean allWait = settings.stream().allMatch(camera -> policy(camera) == WhenFull.WAIT);
    SendLimits limits = SendLimits.of(allWait ? WhenFull.WAIT : WhenFull.DROP);
    try {
      return FrameProducer.connect(clientConfig, topic, limits);
    } catch (KafkaException e) {
      throw new CommandFailure(
          "Kafka: %s (expected: a broker that takes frames); correct the client settings"
              .formatted(e.getMessage()),
          e);
    }
  }

  private List<CameraSettings> settings() {
    List<String> problems = new ArrayList<>();
    List<CameraSettings> settings = new ArrayList<>();
    if (camerasFile == null) {
      new SettingsReader(problems).read("--", oneCamera.given()).ifPresent(settings::add);
    } else if (!oneCamera.given().isEmpty()) {
      problems.add(
          "--cameras-file: with --%s (expected: one or the other)"
              .formatted(oneCamera.given().get(0).name()));
    } else {
      settings.addAll(CamerasFile.read(camerasFile, UrlVariables.ofProcess(), problems));
    }
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n  ", problems));
    }
    return settings;
  }

  private static void requireFFmpeg(List<CameraSettings> settings) {
    for (CameraSettings camera : settings) {
      String user = "camera " + camera.id() + ", " + camera.url();
      switch (camera.url().kind()) {
        case PICTURES, SIMULATED -> {}
        case HTTP -> {
          // Whether it gives a video is seen when it answers.
          if (camera.size().isPresent() || camera.quality().isPresent()) {
            FFmpeg.require(user);
          }
        }
        case DEVICE -> FFmpeg.requireDevices(user);
        case VIDEO, RTSP -> FFmpeg.require(user);
      }
    }
  }
}
