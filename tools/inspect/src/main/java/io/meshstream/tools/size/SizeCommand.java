package io.meshstream.tools.size;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.OptionSpelling;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.pictures.PictureSizeConverter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how large a deployment must be for its cameras, or which cameras one can bear. */
@Command(
    name = "size",
    description = {
      "Compute what cameras need: cores, GPUs, TaskManagers and slots, memory, partitions, network and"
          + " disk. Or, with --cores, how many cameras so many cores bear.",
      "Processor time is that which benchmarks measured on one kind of machine; give your own by"
          + " --ms-per-frame. No GPU was measured: with --gpu, say what a frame takes of yours.",
      "  meshstream size --cameras 100 --fps 15 --size 1280x720"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:this is what it takes",
      "1:no number of cores can bear it, or those there are bear no camera",
      "2:the command line is wrong"
    })
public final class SizeCommand implements Callable<Integer> {

  private static final double MAX_HEADROOM = 0.95;
  private static final long MAX_CAMERAS = 10_000_000;
  private static final double LEAST_PICTURE_BYTES = 100;
  private static final double MOST_PICTURE_BYTES = 50e6;

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private HowMany howMany;

  /** What is given, of cameras and cores. */
  private static final class HowMany {

    @Option(names = "--cameras", paramLabel = "N", description = "How many cameras there are.")
    private Long cameras;

    @Option(
        names = "--cores",
        paramLabel = "N",
        description = "How many cores all TaskManagers together have: compute the cameras.")
    private Integer cores;
  }

  @Option(
      names = "--fps",
      defaultValue = "15",
      paramLabel = "N",
      description = "Frames a second of each camera (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--size",
      defaultValue = "1280x720",
      paramLabel = "WxH",
      converter = PictureSizeConverter.class,
      description = "Size of the pictures (default: ${DEFAULT-VALUE}).")
  private PictureSize size;

  @Option(
      names = "--picture",
      defaultValue = "soft",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description =
          "What the JPEGs are like: soft, or detailed: much detail or noise, four times the bytes"
              + " (default: ${DEFAULT-VALUE}).")
  private PictureKind kind;

  @Option(
      names = "--picture-bytes",
      paramLabel = "BYTES",
      description = "How large a JPEG is on average, instead of --picture.")
  private Double pictureBytes;

  @Option(
      names = "--faces",
      defaultValue = "1",
      paramLabel = "N",
      description = "Faces in a frame, on average (default: ${DEFAULT-VALUE}).")
  private double faces;

  @Mixin private FaceOptions faceOptions;

  @Mixin private HandArguments handArguments;

  @Option(
      names = "--detector-share",
      defaultValue = "1",
      paramLabel = "SHARE",
      description =
          "In which share of the frames faces are sought, 0 to 1: in all that show fewer faces than"
              + " face.max-faces (default: ${DEFAULT-VALUE}, the dearest).")
  private double detectorShare;

  @Option(
      names = "--headroom",
      defaultValue = "0.4",
      paramLabel = "SHARE",
      description =
          "Share of the cores, and of the GPUs, that is to be idle, for peaks and to catch up"
              + " (default: ${DEFAULT-VALUE}).")
  private double headroom;

  @Option(
      names = "--ms-per-frame",
      paramLabel = "MS",
      description =
          "Processor time that the job takes for a frame on your machines, in milliseconds, instead"
              + " of what was measured elsewhere.")
  private Double frameMillis;

  @Option(names = "--gpu", description = "Models run on GPUs; needs --gpu-ms-per-frame.")
  private boolean gpu;

  @Option(
      names = "--gpu-ms-per-frame",
      paramLabel = "MS",
      description = "What a frame takes of one GPU, in milliseconds, with full batches.")
  private Double gpuMillis;

  @Option(
      names = "--cores-per-taskmanager",
      defaultValue = "4",
      paramLabel = "N",
      description = "Cores of a TaskManager (default: ${DEFAULT-VALUE}).")
  private int coresPerTaskManager;

  @Option(
      names = "--frames-retention",
      defaultValue = "1h",
      paramLabel = "TIME",
      converter = RetentionConverter.class,
      description = "How long frames are kept: 90min, 1h, 7d (default: ${DEFAULT-VALUE}).")
  private Duration framesRetention;

  @Option(
      names = "--landmarks-retention",
      defaultValue = "7d",
      paramLabel = "TIME",
      converter = RetentionConverter.class,
      description = "How long landmarks are kept (default: ${DEFAULT-VALUE}).")
  private Duration landmarksRetention;

  @Option(
      names = "--replication",
      defaultValue = "3",
      paramLabel = "N",
      description = "Copies of each record on the brokers (default: ${DEFAULT-VALUE}).")
  private int replication;

  @Option(
      names = "--delivery",
      defaultValue = "at-least-once",
      paramLabel = "HOW",
      converter = DeliveryConverter.class,
      description = "sink.delivery: at-least-once or exactly-once (default: ${DEFAULT-VALUE}).")
  private Delivery delivery;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  /** A command that needs nothing but its options. */
  public SizeCommand() {}

  @Override
  public Integer call() {
    check();
    Figures figures = Figures.measured();
    Sizer sizer = new Sizer(figures);
    Sizing sizing = sizer.size(load(sizer));
    if (sizing.isCameraTooFast()) {
      throw new CommandFailure(
          "--fps: %s (expected: at most %s, since a camera's frames of %s ms are analysed one after the other); lower it, or have smaller pictures"
              .formatted(
                  Quantity.number(framesPerSecond),
                  Quantity.number(Math.floor(1000 / sizing.oneAfterTheOtherMillis())),
                  Quantity.number(sizing.oneAfterTheOtherMillis())));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(SizingJson.of(sizing, figures.processor()));
    } else {
      SizingText.of(sizing, figures.processor()).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private Load load(Sizer sizer) {
    Load load =
        new Load(
            howMany.cameras == null ? 1 : howMany.cameras,
            framesPerSecond,
            size,
            pictureBytes == null ? sizer.cost().pictureBytes(kind, size) : pictureBytes,
            faces,
            faceOptions.demand(),
            handArguments.demand(faceOptions.demand().mesh()),
            detectorShare,
            framesRetention,
            landmarksRetention,
            replication,
            delivery == Delivery.EXACTLY_ONCE,
            headroom,
            coresPerTaskManager,
            optional(frameMillis),
            optional(gpuMillis));
    if (howMany.cores == null) {
      return load;
    }
    long cameras = sizer.cameras(load, howMany.cores);
    if (cameras == 0) {
      throw new CommandFailure(
          "--cores: %d (expected: enough for one camera of %s frames/s with %s of them idle); have more, or less headroom"
              .formatted(
                  howMany.cores, Quantity.number(framesPerSecond), SizingText.percent(headroom)));
    }
    return load.withCameras(cameras);
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private void check() {
    if (howMany.cameras != null) {
      within("--cameras", howMany.cameras, 1, MAX_CAMERAS);
    }
    if (howMany.cores != null) {
      within("--cores", howMany.cores, 1, 1_000_000);
    }
    within("--fps", framesPerSecond, 0.01, 1000);
    within("--faces", faces, 0, 64);
    within("--hands", handArguments.hands(), 0, 64);
    within("--palm-share", handArguments.palmShare(), 0, 1);
    within("--detector-share", detectorShare, 0, 1);
    within("--headroom", headroom, 0, MAX_HEADROOM);
    within("--cores-per-taskmanager", coresPerTaskManager, 1, 256);
    within("--replication", replication, 1, 10);
    if (pictureBytes != null) {
      within("--picture-bytes", pictureBytes, LEAST_PICTURE_BYTES, MOST_PICTURE_BYTES);
    }
    if (frameMillis != null) {
      within("--ms-per-frame", frameMillis, 0.01, 10_000);
    }
    if (gpuMillis != null) {
      within("--gpu-ms-per-frame", gpuMillis, 0.001, 10_000);
    }
    if (gpu != (gpuMillis != null)) {
      throw wrong(
          gpu
              ? "--gpu: given alone (expected: together with --gpu-ms-per-frame); no GPU was"
                  + " measured, so measure yours"
              : "--gpu-ms-per-frame: given alone (expected: together with --gpu)");
    }
    if (gpu && howMany.cores != null) {
      throw wrong("--cores: given with --gpu (expected: --cameras); give the cameras");
    }
  }

  private void within(String option, double value, double least, double most) {
    // A comparison with a value that is no number is false.
    if (!(value >= least && value <= most)) {
      throw wrong(
          "%s: %s (expected: %s to %s)".formatted(option, plain(value), plain(least), plain(most)));
    }
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  /** How often a consumer may see a record. */
  enum Delivery {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  /** Reads {@code soft} or {@code detailed}. */
  static final class KindConverter implements ITypeConverter<PictureKind> {

    @Override
    public PictureKind convert(String text) {
      return OptionSpelling.parse(PictureKind.class, text);
    }
  }

  /** Reads a delivery as the job's option has it. */
  static final class DeliveryConverter implements ITypeConverter<Delivery> {

    @Override
    public Delivery convert(String text) {
      return OptionSpelling.parse(Delivery.class, text);
    }
  }
}
