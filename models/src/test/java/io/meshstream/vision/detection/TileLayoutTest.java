package io.meshstream.vision.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Region;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever face is large enough is large enough, and whole enough, for some tile. */
class TileLayoutTest {

  private static final float VISIBLE = 2f / 3 - 1e-3f;

  @Test
  void eachFaceIsLargeEnoughInATileThatSeesMostOfIt() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      int width = 64 + random.nextInt(4000);
      int height = 64 + random.nextInt(4000);
      float share = random.nextBoolean() ? 1f / 8 : 1f / 12;
      int smallest = 8 + random.nextInt(100);
      List<Tile> tiles = TileLayout.of(width, height, share, smallest).tiles();

      for (int face = 0; face < 50; face++) {
        float largest = share * Math.max(width, height);
        float side = smallest + random.nextFloat() * (largest - smallest);
        if (side > Math.min(width, height) || largest <= smallest) {
          continue;
        }
        Box box = box(random, width, height, side);
        assertThat(tiles)
            .as("%d x %d, 1/%s, face %s of %s", width, height, 1 / share, box, smallest)
            .anyMatch(tile -> isFit(tile, side, share) && isVisible(tile, box, width, height));
      }
    }
  }

  private static Box box(Random random, int width, int height, float side) {
    float left = random.nextFloat() * (width - side);
    float top = random.nextFloat() * (height - side);
    return new Box(left, top, left + side, top + side);
  }

  private static boolean isFit(Tile tile, float face, float share) {
    return face >= share * tile.side() * (1 - 1e-4f)
        && face <= TileLayout.LARGEST_FACE * tile.side() * (1 + 1e-4f);
  }

  private static boolean isVisible(Tile tile, Box face, int width, int height) {
    Region region = tile.region();
    float left = region.centerX() * width - tile.side() / 2;
    float top = region.centerY() * height - tile.side() / 2;
    float columns = Math.min(face.xMax(), left + tile.side()) - Math.max(face.xMin(), left);
    float rows = Math.min(face.yMax(), top + tile.side()) - Math.max(face.yMin(), top);
    return columns >= VISIBLE * face.width() && rows >= VISIBLE * face.height();
  }

  @Test
  void aPictureThatShowsTheSmallestFaceLargeEnoughHasNone() {
    assertThat(TileLayout.of(640, 480, 1f / 8, 80).tiles()).isEmpty();
    assertThat(TileLayout.of(640, 480, 1f / 8, 79).tiles()).isNotEmpty();
  }

  @Test
  void facesOf24PixelsTakeOneLevelOrTwoInFullHd() {
    assertThat(sides(TileLayout.of(1920, 1080, 1f / 12, 24).tiles())).containsExactly(288);
    assertThat(TileLayout.of(1920, 1080, 1f / 12, 24).tiles()).hasSize(45);
    assertThat(sides(TileLayout.of(1920, 1080, 1f / 8, 24).tiles())).containsExactly(922, 192);
  }

  private static Stream<Integer> sides(List<Tile> tiles) {
    return tiles.stream().map(Tile::side).map(Math::round).distinct();
  }

  @Test
  void tilesStayWithinThePictureWhereItIsLargeEnough() {
    for (Tile tile : TileLayout.of(1920, 1080, 1f / 8, 24).tiles()) {
      Region region = tile.region();
      assertThat(region.centerX() - region.width() / 2).isGreaterThan(-1e-5f);
      assertThat(region.centerX() + region.width() / 2).isLessThan(1 + 1e-5f);
      assertThat(region.centerY() - region.height() / 2).isGreaterThan(-1e-5f);
      assertThat(region.centerY() + region.height() / 2).isLessThan(1 + 1e-5f);
    }
  }
}
