package io.meshstream.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.meshstream.vision.image.PictureException.Problem;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import io.meshstream.vision.vector.VectorSupport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  @Test
  void aPngKeepsItsColours() throws Exception {
    BufferedImage image = noise(BufferedImage.TYPE_INT_RGB);
    Picture picture = decoder.decode(encode(image, "png"));

    assertThat(picture.width()).isEqualTo(image.getWidth());
    assertThat(picture.height()).isEqualTo(image.getHeight());
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        assertThat(picture.rgbAt(x, y)).isEqualTo(image.getRGB(x, y) & 0xffffff);
      }
    }
  }

  @Test
  void aJpegThatIsDecodedWholeIsNotDecodedAgainForAPart() throws Exception {
    byte[] jpeg = encode(noise(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    try (PictureSource source = decoder.open(jpeg)) {
      PixelArea all = PixelArea.ofPicture(source.width(), source.height());
      Picture whole = source.part(all, 1);
      assertThat(source.part(new PixelArea(0, 0, 1, 1), 1)).isSameAs(whole);

      source.whole(8);
      assertThat(source.part(all, 1)).isNotSameAs(whole);
    }
  }

  @Test
  void aJpegIsDecodedAsImageIoDoes() throws Exception {
    byte[] jpeg = encode(noise(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    BufferedImage expected = ImageIO.read(new java.io.ByteArrayInputStream(jpeg));
    Picture picture = decoder.decode(jpeg);

    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        assertThat(picture.rgbAt(x, y)).isEqualTo(expected.getRGB(x, y) & 0xffffff);
      }
    }
  }

  @Test
  void transparencyIsDroppedNotBlended() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x20c86432);
    assertThat(decoder.decode(encode(image, "png")).rgbAt(0, 0)).isEqualTo(0xc86432);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greyStaysAsDarkAsItWas(int type) throws Exception {
    BufferedImage image = new BufferedImage(1, 1, type);
    int full = type == BufferedImage.TYPE_BYTE_GRAY ? 0x40 : 0x4000;
    image.getRaster().setSample(0, 0, 0, full);
    assertThat(decoder.decode(encode(image, "png")).rgbAt(0, 0)).isEqualTo(0x404040);
  }

  @Test
  void aPaletteIsLookedUp() throws Exception {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0xff0000ff);
    Picture picture = decoder.decode(encode(image, "png"));
    assertThat(picture.rgbAt(0, 0)).isEqualTo(0xff0000);
    assertThat(picture.rgbAt(1, 0)).isEqualTo(0x0000ff);
  }

  @Test
  void aPartOfAnArrayIsEnough() throws Exception {
    byte[] png = Portrait.png();
    byte[] padded = new byte[png.length + 20];
    System.arraycopy(png, 0, padded, 7, png.length);
    try (PictureSource source = decoder.open(padded, 7, png.length)) {
      assertThat(source.whole(1).rgbAt(200, 100)).isEqualTo(Portrait.picture().rgbAt(200, 100));
    }
  }

  @Test
  void aPartOfAJpegIsThatPartOfTheWhole() throws Exception {
    byte[] jpeg = encode(noise(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    Picture whole = decoder.decode(jpeg);
    try (PictureSource source = decoder.open(jpeg)) {
      Picture part = source.part(new PixelArea(13, 9, 21, 17), 1);

      assertThat(part.width()).isEqualTo(whole.width());
      for (int y = 0; y < part.rows(); y++) {
        for (int x = 0; x < part.columns(); x++) {
          assertThat(part.rgbAt(x, y)).isEqualTo(whole.rgbAt(part.left() + x, part.top() + y));
        }
      }
    }
  }

  @Test
  void aReducedJpegHasASampleForEachSquareOfPixels() throws Exception {
    byte[] jpeg = encode(noise(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    try (PictureSource source = decoder.open(jpeg)) {
      Picture quarter = source.whole(4);

      assertThat(quarter.reduction()).isEqualTo(4);
      assertThat(quarter.width()).isEqualTo(67);
      assertThat(quarter.columns()).isEqualTo(17);
      assertThat(quarter.rows()).isEqualTo(11);
    }
  }

  @Test
  void aProgressiveJpegIsDecodedWhole() throws Exception {
    byte[] jpeg = ImageFiles.progressiveJpeg(noise(BufferedImage.TYPE_3BYTE_BGR));
    Picture whole = decoder.decode(jpeg);
    try (PictureSource source = decoder.open(jpeg)) {
      assertThat(source.part(new PixelArea(13, 9, 21, 17), 1).rgbAt(66, 40))
          .isEqualTo(whole.rgbAt(66, 40));
    }
    assertThat(decoder.wholeJpegs()).isEqualTo(2);
  }

  @Test
  void noBytesAreRefused() {
    assertProblem(new byte[0], Problem.EMPTY, "0 bytes");
  }

  @Test
  void anotherFormatIsRefusedByItsFirstBytes() {
    assertProblem(latin("Hello, world"), Problem.UNKNOWN_FORMAT, "starts with 48656c6c6f2c2077");
  }

  @Test
  void aFormatThatIsKnownButNotDecodedIsNamed() {
    String[][] starts = {
      {"GIF", "GIF89a and more"},
      {"BMP", "BM and more"},
      {"TIFF", "II*\0 and more"},
      {"TIFF", "MM\0* and more"},
      {"WebP", "RIFF\1\2\3\4WEBPVP8"},
      {"AVIF", "\0\0\0\40ftypavif"},
      {"HEIC", "\0\0\0\40ftypheic"},
      {"JPEG XL", "\377\12 and more"},
      {"JPEG 2000", "\0\0\0\14jP  \15\12"}
    };
    for (String[] start : starts) {
      assertProblem(latin(start[1]), Problem.UNSUPPORTED, start[0] + " (expected");
    }
  }

  @Test
  void aPictureThatClaimsToBeHugeIsRefusedBeforeItIsDecoded() {
    assertProblem(pngHeader(60_000, 60_000), Problem.TOO_LARGE, "60000x60000");
  }

  @Test
  void thePixelLimitItselfIsAllowed() throws Exception {
    byte[] png = Portrait.png();
    assertThat(PictureLimits.defaults()).isEqualTo(new PictureLimits(64_000_000, 16_000_000));
    PictureLimits exact = new PictureLimits(512 * 512);
    assertThat(new PictureDecoder(exact).decode(png).width()).isEqualTo(512);
    PictureDecoder tight = new PictureDecoder(new PictureLimits(512 * 512 - 1));
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> tight.decode(png))
        .matches(e -> e.problem() == Problem.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void aPictureThatEndsEarlyIsRefusedNotFilledIn(String format) throws Exception {
    byte[] whole = encode(noise(BufferedImage.TYPE_3BYTE_BGR), format);
    for (int percent : new int[] {40, 60, 90}) {
      byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> decoder.decode(cut))
          .matches(e -> e.problem() == Problem.TRUNCATED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void damagedDataIsDecodedOrRefusedButNeverFailsOtherwise(String format) throws Exception {
    byte[] whole = encode(noise(BufferedImage.TYPE_3BYTE_BGR), format);
    PictureDecoder small = new PictureDecoder(new PictureLimits(100_000));
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = whole.clone();
      for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(small.decode(damaged)).isNotNull();
      } catch (PictureException refused) {
        assertThat(refused).hasMessageContaining("expected");
      }
      try (PictureSource source = small.open(damaged)) {
        assertThat(source.part(new PixelArea(0, 0, 1, 1), 1)).isNotNull();
        assertThat(source.whole(8)).isNotNull();
      } catch (PictureException refused) {
        assertThat(refused).hasMessageContaining("expected");
      }
    }
  }

  @Test
  void aJpegOfNothingButMissingDataIsRefusedWhicheverWayItIsRead() throws Exception {
    byte[] progressive = ImageFiles.progressiveJpeg(noise(BufferedImage.TYPE_3BYTE_BGR));
    assertProblem(
        Arrays.copyOf(progressive, progressive.length / 2), Problem.TRUNCATED, "ends early");
    byte[] jpeg = encode(noise(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 8);
    assertProblem(cut, Problem.TRUNCATED, "ends early");
    try (PictureSource source = decoder.open(cut)) {
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> source.part(new PixelArea(0, 0, 8, 8), 1))
          .matches(e -> e.problem() == Problem.TRUNCATED);
    }
  }

  /** What ImageIO thinks of the metadata does not matter, for it never sees it. */
  @Test
  void metadataChangesNoPixelOfAProgressiveJpeg() throws Exception {
    byte[] jpeg = ImageFiles.progressiveJpeg(noise(BufferedImage.TYPE_3BYTE_BGR));
    Picture expected = decoder.decode(jpeg);
    String[] segments = {
      "\377\342\0\030ICC_PROFILE\0\1\3profile?", // 1 of 3 parts
      "\377\356\0\016Adobe\0\144\0\0\0\0\0", // RGB, but for JFIF
      "\377\345\0\0",
      "\377\376\0\1"
    };
    for (String segment : segments) {
      byte[] bytes = latin(segment);
      byte[] with = new byte[jpeg.length + bytes.length];
      System.arraycopy(jpeg, 0, with, 0, 2);
      System.arraycopy(bytes, 0, with, 2, bytes.length);
      System.arraycopy(jpeg, 2, with, 2 + bytes.length, jpeg.length - 2);
      Picture picture = decoder.decode(with);
      for (int x = 0; x < expected.width(); x++) {
        assertThat(picture.rgbAt(x, x % 41)).isEqualTo(expected.rgbAt(x, x % 41));
      }
    }
  }

  @Test
  void theNumberOfScansIsLimitedByTheirPixels() throws Exception {
    byte[] jpeg = ImageFiles.progressiveJpeg(noise(BufferedImage.TYPE_3BYTE_BGR));
    int pixels = 67 * 41;
    assertThat(new PictureDecoder(new PictureLimits(pixels)).decode(jpeg).width()).isEqualTo(67);
    byte[] scan = latin("\377\332\0\10\1\1\0\1\77\0\177\377\0");
    ByteBuffer many =
        ByteBuffer.allocate(jpeg.length + PictureLimits.defaults().maxScans() * scan.length);
    many.put(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < PictureLimits.defaults().maxScans(); i++) {
      many.put(scan);
    }
    many.put(jpeg, jpeg.length - 2, 2);
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> new PictureDecoder(new PictureLimits(pixels)).decode(many.array()))
        .withMessageContaining("for 67x41")
        .matches(e -> e.problem() == Problem.TOO_COMPLEX);
  }

  @Test
  void pixelsAreLimitedMoreWhereAPictureIsDecodedWhole() throws Exception {
    BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR);
    PictureDecoder tight = new PictureDecoder(new PictureLimits(67 * 41, 67 * 41 - 1));
    assertThat(tight.decode(encode(image, "jpeg")).width()).isEqualTo(67);
    for (byte[] whole : List.of(encode(image, "png"), ImageFiles.progressiveJpeg(image))) {
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> tight.open(whole))
          .withMessageContaining("decoded whole")
          .matches(e -> e.problem() == Problem.TOO_LARGE);
    }
  }

  @Test
  void aPictureThatCannotFitIntoTheBudgetIsRefusedByItsHeader() throws Exception {
    BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR);
    PictureDecoder poor = new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(4096));
    for (byte[] data :
        List.of(encode(image, "jpeg"), encode(image, "png"), ImageFiles.progressiveJpeg(image))) {
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> poor.open(data))
          .withMessageContaining("half of the heap")
          .matches(e -> e.problem() == Problem.TOO_LARGE);
    }
  }

  /** With room for one picture at a time, many are decoded one after another, and none waits on. */
  @Test
  void manyThreadsDecodeWithinTheBudget() throws Exception {
    byte[] png = encode(noise(BufferedImage.TYPE_3BYTE_BGR), "png");
    byte[] progressive = ImageFiles.progressiveJpeg(noise(BufferedImage.TYPE_3BYTE_BGR));
    PictureDecoder poor = new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(40_000));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> widths = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        byte[] data = i % 2 == 0 ? png : progressive;
        widths.add(
            threads.submit(
                () -> {
                  try (PictureSource source = poor.open(data)) {
                    return source.whole(1).width();
                  }
                }));
        widths.add(threads.submit(() -> poor.decode(data).width()));
      }
      for (Future<Integer> width : widths) {
        assertThat(width.get(1, TimeUnit.MINUTES)).isEqualTo(67);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** It has few pixels, but a decoder keeps some rows of them, and their samples are larger. */
  @Test
  void whatLongRowsTakeIsCountedAndNotKept() throws Exception {
    VectorSupport.awaitDecision();
    byte[] wide = encode(new BufferedImage(65_500, 3, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    DecodingBudget budget = new DecodingBudget(20 << 20);
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults(), budget);
    DecodingBudget.Reservation other = budget.reserve(10 << 20);
    CompletableFuture<Long> allocated =
        CompletableFuture.supplyAsync(() -> allocated(decoder, wide));
    while (!budget.isAwaited()) {
      assertThat(allocated).isNotDone();
      Thread.onSpinWait();
    }
    other.close();
    assertThat(allocated.get(1, TimeUnit.MINUTES)).isBetween(longRows(), budget.bytes());
    // Once more, since nothing of it was kept.
    assertThat(allocated(decoder, wide)).isGreaterThan(longRows());
    budget.reserve(budget.bytes()).close();
  }

  @Test
  void whatALargePictureHasLeftBehindKeepsNoOtherFromItsRoom() throws Exception {
    VectorSupport.awaitDecision();
    byte[] large = encode(new BufferedImage(2600, 2400, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    byte[] wide = encode(new BufferedImage(65_500, 3, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    byte[] small = encode(new BufferedImage(640, 360, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    DecodingBudget budget = new DecodingBudget(20 << 20);
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults(), budget);

    assertThat(allocated(decoder, large)).isGreaterThan(18 << 20);
    DecodingBudget.Reservation others = budget.reserve(budget.bytes());
    // It has the buffers of the large one, and nothing to wait for.
    CompletableFuture<Long> allocated =
        CompletableFuture.supplyAsync(() -> allocated(decoder, small));
    assertThat(allocated.get(1, TimeUnit.MINUTES)).isLessThan(1 << 20);
    others.close();
    assertThat(allocated(decoder, wide)).isBetween(longRows(), budget.bytes());
  }

  @Test
  void aPictureWhoseRowsCannotFitIntoTheBudgetIsRefusedByItsHeader() throws Exception {
    byte[] wide = encode(new BufferedImage(65_500, 3, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    PictureDecoder poor =
        new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(10 << 20));
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> poor.open(wide))
        .withMessageContaining("half of the heap")
        .matches(e -> e.problem() == Problem.TOO_LARGE);
  }

  @Test
  void whatAMaskOfWantedPixelsTakesIsCounted() throws Exception {
    byte[] grey = encode(new BufferedImage(5000, 5000, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
    PictureDecoder poor =
        new PictureDecoder(PictureLimits.defaults(), new DecodingBudget(27_000_000));
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> poor.open(grey))
        .matches(e -> e.problem() == Problem.TOO_LARGE);

    DecodingBudget budget = new DecodingBudget(40_000_000);
    PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults(), budget);
    // A whole one has room for its pixels and rows.
    DecodingBudget.Reservation other = budget.reserve(13_000_000);
    decoder.decode(grey);
    CompletableFuture<Void> done = CompletableFuture.runAsync(() -> decodeCorners(decoder, grey));
    while (!budget.isAwaited()) {
      assertThat(done).isNotDone();
      Thread.onSpinWait();
    }
    other.close();
    done.get(1, TimeUnit.MINUTES);
    budget.reserve(budget.bytes()).close();
  }

  private static void decodeCorners(PictureDecoder decoder, byte[] data) {
    try (PictureSource source = decoder.open(data)) {
      List<SampleLattice> corners =
          List.of(
              SampleLattice.of(0, 0, 191, 0, 0, 191, 192, 0.01),
              SampleLattice.of(4700, 4700, 4891, 4700, 4700, 4891, 192, 0.01));
      PixelArea all = PixelArea.ofPicture(source.width(), source.height());
      source.part(new PixelSelection(all, corners), 1);
    } catch (PictureException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long allocated(PictureDecoder decoder, byte[] data) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try (PictureSource source = decoder.open(data)) {
      source.whole(1);
    } catch (PictureException e) {
      throw new IllegalStateException(e);
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** What rows of 65,500 pixels take at least; where vectors are there samples are bytes. */
  private static long longRows() {
    return VectorSupport.awaitDecision() ? 3L << 20 : 10L << 20;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void assertProblem(byte[] data, Problem problem, String text) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> decoder.decode(data))
        .withMessageContaining(text)
        .matches(e -> e.problem() == problem);
  }

  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(67, 41, type);
    Random random = new Random(5);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  /** Signature, IHDR and IEND chunk of an 8-bit RGB PNG, and no pixels. */
  private static byte[] pngHeader(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII));
    chunk.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.array());
    return ByteBuffer.allocate(45)
        .putLong(0x89504e470d0a1a0aL)
        .putInt(13)
        .put(chunk.array())
        .putInt((int) crc.getValue())
        .putInt(0)
        .putInt(0x49454e44)
        .putInt(0xae426082)
        .array();
  }
}
