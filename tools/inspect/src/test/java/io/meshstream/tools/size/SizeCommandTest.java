package io.meshstream.tools.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whatIsNeededGrowsWithTheCameras() throws IOException {
    Map<String, Double> hundred = numbers("--cameras=100");
    Map<String, Double> thousand = numbers("--cameras=1000");

    for (String each :
        new String[] {
          "busyCores",
          "framesBytesPerSecond",
          "landmarksBytesPerSecond",
          "replicationBytesPerSecond",
          "framesBytes",
          "landmarksBytes"
        }) {
      assertThat(thousand.get(each) / hundred.get(each)).as(each).isBetween(9.5, 10.5);
    }
    assertThat(thousand.get("partitions")).isGreaterThanOrEqualTo(thousand.get("parallelism"));
    assertThat(thousand.get("parallelism"))
        .isEqualTo(thousand.get("taskManagers") * thousand.get("slotsPerTaskManager"));
    assertThat(thousand.get("busyCores") / (thousand.get("taskManagers") * 4))
        .isLessThanOrEqualTo(0.6);
  }

  @Test
  void volumeIsTheRateTimesTheRetentionTimesTheCopies() throws IOException {
    Map<String, Double> kept =
        numbers(
            "--cameras=10", "--frames-retention=2h", "--replication=2", "--picture-bytes=50000");

    assertThat(kept.get("framesBytes")).isEqualTo(kept.get("framesBytesPerSecond") * 7200 * 2);
    assertThat(kept.get("framesBytesPerSecond")).isBetween(150 * 50_000.0, 150 * 50_200.0);
  }

  @Test
  void coresBearAsManyCamerasAsNeedThem() throws IOException {
    Map<String, Double> borne = numbers("--cores=16");
    Map<String, Double> needed = numbers("--cameras=" + borne.get("cameras").longValue());
    Map<String, Double> more = numbers("--cameras=" + (borne.get("cameras").longValue() + 1));

    assertThat(needed.get("cores")).isEqualTo(16);
    assertThat(more.get("cores")).isGreaterThan(16);
  }

  @Test
  void aTimeThatIsGivenIsTakenInsteadOfTheMeasuredOne() throws IOException {
    Map<String, Double> given = numbers("--cameras=100", "--fps=10", "--ms-per-frame=2");

    assertThat(given.get("frameMillis")).isEqualTo(2);
    assertThat(given.get("busyCores")).isBetween(2.0, 2.3);
  }

  @Test
  void dearerModelsTakeMoreOfTheCoresOrOfNoneWhereGpusRunThem() throws IOException {
    double plain = numbers("--cameras=100").get("frameMillis");
    double refined = numbers("--cameras=100", "--refine-landmarks").get("frameMillis");
    double landmarker = numbers("--cameras=100", "--task=face-landmarker").get("frameMillis");
    double blendshapes =
        numbers("--cameras=100", "--task=face-landmarker", "--details=blendshapes")
            .get("frameMillis");
    double model = Figures.measured().value("landmarks model");

    assertThat((refined - plain) / model).isCloseTo(0.42, within(1e-6));
    assertThat((landmarker - plain) / model).isCloseTo(3.7, within(1e-6));
    assertThat((blendshapes - plain) / model).isCloseTo(4.3, within(1e-6));
    assertThat(
            numbers("--cameras=100", "--gpu", "--gpu-ms-per-frame=1", "--task=face-landmarker")
                .get("frameMillis"))
        .isCloseTo(
            numbers("--cameras=100", "--gpu", "--gpu-ms-per-frame=1").get("frameMillis"),
            within(1e-6));
  }

  @Test
  void handsTakeTheirModelsTimeAndThePicturesWhereFacesAreNotSought() throws IOException {
    Figures figures = Figures.measured();
    double model = figures.value("landmarks model");
    double plain = numbers("--cameras=100", "--detector-share=0").get("frameMillis");

    double tracked =
        numbers("--cameras=100", "--detector-share=0", "--hands=2", "--palm-share=0")
            .get("frameMillis");
    double sought =
        numbers("--cameras=100", "--detector-share=1", "--hands=2", "--palm-share=1")
            .get("frameMillis");
    double soughtAlone =
        numbers("--cameras=100", "--detector-share=0", "--hands=2", "--palm-share=1")
            .get("frameMillis");
    double facesSought = numbers("--cameras=100", "--detector-share=1").get("frameMillis");

    assertThat((tracked - plain) / model)
        .isCloseTo(2 * figures.value("tracked hand"), within(1e-6));
    assertThat((sought - facesSought) / model)
        .isCloseTo(
            2 * figures.value("tracked hand") + figures.value("palm detection"), within(1e-6));
    assertThat(soughtAlone).isBetween(tracked + figures.value("palm detection") * model, sought);
    assertThat(numbers("--cameras=100", "--hands=2", "--hand-model=lite").get("frameMillis"))
        .isLessThan(numbers("--cameras=100", "--hands=2").get("frameMillis"));
    assertThat(numbers("--cameras=100", "--hands=2").get("landmarksBytes"))
        .isGreaterThan(numbers("--cameras=100").get("landmarksBytes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain mesh | ",
        "neither mesh nor details | --without-mesh",
        "contours without mesh | --without-mesh --details=contours",
        "pose without mesh | --without-mesh --details=pose",
        "contours with mesh | --details=contours",
        "pose | --details=pose",
        "metric mesh | --details=metric-mesh",
        "region poses | --details=region-poses",
        "irises | --refine-landmarks",
        "signals | --details=signals",
        "neither mesh nor details | --without-mesh --details=metric-mesh",
        "all of these | --task=face-landmarker"
            + " --details=contours,pose,metric-mesh,region-poses,blendshapes,signals",
      })
  void facesTakeOfARecordWhatIsDocumented(String name, String arguments) throws IOException {
    String all = "--cameras=1" + (arguments == null ? "" : " " + arguments);

    double bytes = numbers(all.split(" ", -1)).get("faceBytes");

    assertThat(Files.readAllLines(Path.of("../../docs/family.md")))
        .contains("| %s | %.0f |".formatted(name, bytes));
  }

  @Test
  void gpusTakeTheModelsOffTheCores() throws IOException {
    Map<String, Double> without = numbers("--cameras=400");
    Map<String, Double> with = numbers("--cameras=400", "--gpu", "--gpu-ms-per-frame=0.25");

    assertThat(without.get("gpus")).isZero();
    // 6000 frames/s of 0.25 ms, of which 40 % stay idle.
    assertThat(with.get("gpus")).isEqualTo(3);
    assertThat(with.get("busyCores")).isLessThan(without.get("busyCores"));
    assertThat(with.get("taskManagers")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theTableSaysWhatIsNeededAndWhatItRestsOn() {
    assertThat(run("--cameras=100")).isZero();

    assertThat(out.toString())
        .startsWith("100 cameras, 15 frames/s each, 1280x720, ")
        .contains("TaskManagers ", "partitions ", "taskmanager.memory.process.size")
        .contains("Processor time: measured on " + Figures.measured().processor());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aGpuThatNobodyMeasuredIsNotGuessed() {
    assertThat(run("--cameras=1", "--gpu")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("size: --gpu: given alone (expected: together with --gpu-ms-per-frame)");
  }

  @Test
  void aCameraThatIsFasterThanItsFramesIsRefusedWhateverTheCores() {
    assertThat(run("--cameras=1", "--fps=1000", "--size=1920x1080")).isEqualTo(1);

    assertThat(err.toString()).startsWith("size: --fps: 1000 (expected: at most ");
  }

  @ParameterizedTest
  @CsvSource({
    "--cameras=0, --cameras: 0 (expected: 1 to 10000000)",
    "--cores=0, --cores: 0 (expected: 1 to 1000000)",
    "--cameras=1 --fps=0, --fps: 0 (expected: 0.01 to 1000)",
    "--cameras=1 --fps=NaN, --fps: NaN (expected: 0.01 to 1000)",
    "--cameras=1 --headroom=1, --headroom: 1 (expected: 0 to 0.95)",
    "--cameras=1 --detector-share=2, --detector-share: 2 (expected: 0 to 1)",
    "--cameras=1 --faces=-1, --faces: -1 (expected: 0 to 64)",
    "--cameras=1 --hands=65, --hands: 65 (expected: 0 to 64)",
    "--cameras=1 --hands=1 --palm-share=2, --palm-share: 2 (expected: 0 to 1)",
    "--cameras=1 --picture-bytes=1, --picture-bytes: 1 (expected: 100 to 50000000)",
    "--cameras=1 --replication=0, --replication: 0 (expected: 1 to 10)",
    "--cameras=1 --gpu-ms-per-frame=1, --gpu-ms-per-frame: given alone (expected: together with --gpu)",
    "--cores=4 --gpu --gpu-ms-per-frame=1, --cores: given with --gpu (expected: --cameras)",
    "--cameras=1 --task=face-landmarker --refine-landmarks, --refine-landmarks: given with --task face-landmarker (expected: face-mesh)",
    "--cameras=1 --details=blendshapes, --details: blendshapes with --task face-mesh (expected: face-landmarker)",
  })
  void whatMakesNoSenseIsRefusedBeforeAnythingIsComputed(String arguments, String message) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString()).startsWith("size: " + message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "--cameras=1 --size=big, size: big (expected: WIDTHxHEIGHT",
        "--cameras=1 --frames-retention=forever, (expected: a number with min",
        "--cameras=1 --picture=blurred, 'blurred' (expected: soft or detailed)",
        "--cameras=1 --task=face-detection, 'face-detection' (expected: face-mesh or face-landmarker)",
        "--cameras=1 --details=hair, 'hair' (expected: contours or pose or",
        "--cameras=1 --delivery=maybe, 'maybe' (expected: at-least-once or exactly-once)",
        "--fps=10, --cameras",
        "--cameras=1 --cores=1, mutually exclusive",
      })
  void whatCannotBeReadIsRefused(String arguments, String message) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString()).startsWith("size: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1 kB",
    "87600, 87.6 kB",
    "1234567, 1.23 MB",
    "2.5e15, 2.5 PB"
  })
  void amountsAreReadable(double bytes, String text) {
    assertThat(Quantity.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void whatMeasuredAFigureIsThere() {
    for (Figure each : Figures.measured().all()) {
      if (each.command().contains("/")) {
        assertThat(Files.exists(Path.of("../..").resolve(each.command().split(" ", -1)[0])))
            .as(each.command())
            .isTrue();
      }
    }
  }

  private Map<String, Double> numbers(String... arguments) throws IOException {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    out.getBuffer().setLength(0);
    assertThat(run(all)).as(err.toString()).isZero();
    Map<String, Double> numbers = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(out.toString())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isNumeric()) {
          numbers.put(json.currentName(), json.getDoubleValue());
        }
      }
    }
    return numbers;
  }

  private int run(String... arguments) {
    return TestingCommandLine.of(new SizeCommand(), out, err).execute(arguments);
  }
}
