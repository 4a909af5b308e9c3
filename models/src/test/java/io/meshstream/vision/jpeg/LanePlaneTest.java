package io.meshstream.vision.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanePlaneTest {
  private static final HuffmanCode CODE = StandardHuffmanCodes.dc(0);
  private static final int LANES = LanePlane.LANES;
  private static final int[] COLUMNS = {0, 1, 2, 3, 4, 5, 6, 7};

  /** Where sums overflow, too: of damaged data each bit is the same. */
  @ParameterizedTest
  @ValueSource(ints = {4, 9, 12, 17, 19, 24, 31})
  void blocksBecomeWhatEachBecomesByItself(int bits) {
    Random random = new Random(bits);
    InverseDct dct = new InverseDct();
    LanePlane plane = new LanePlane(dct);
    Component component = new Component(1, 1, CODE, CODE, new int[Block.SIZE]);
    Span columns = new Span(0, LANES * Block.SIDE);
    for (int round = 0; round < 200; round++) {
      plane.resize(component, new Span(0, LANES), columns, new Span(0, Block.SIDE));
      plane.begin(0);
      int[][] blocks = new int[LANES][];
      int[] used = new int[LANES];
      for (int lane = 0; lane < LANES; lane++) {
        used[lane] = 1 + random.nextInt(random.nextBoolean() ? Block.SIZE : 11);
        blocks[lane] = block(random, bits, used[lane]);
        for (int i = 0; i < Block.SIZE; i++) {
          plane.coefficients()[plane.start(lane, 0, 0) + i * LANES] = blocks[lane][i];
        }
      }
      plane.transform(0);
      for (int lane = 0; lane < LANES; lane++) {
        assertThat(samples(plane, lane))
            .as("round %d, %d coefficients", round, used[lane])
            .isEqualTo(alone(dct, blocks[lane], used[lane]));
      }
    }
  }

  private static int[] block(Random random, int bits, int used) {
    int[] block = new int[Block.SIZE];
    for (int i = 0; i < used; i++) {
      if (i == 0 || i == used - 1 || random.nextInt(4) == 0) {
        block[Block.places()[i]] = random.nextInt() >> (Integer.SIZE - 1 - bits);
      }
    }
    return block;
  }

  private static int[] alone(InverseDct dct, int[] block, int used) {
    int[] samples = new int[Block.SIZE];
    dct.transform(block, used, Block.SIDE, 0xff, samples, 0, Block.SIDE, COLUMNS);
    Lanes.toSamples(samples, 0, Block.SIZE, InverseDct.shift(Block.SIDE));
    return samples;
  }

  private static int[] samples(LanePlane plane, int lane) {
    int[] samples = new int[Block.SIZE];
    for (int i = 0; i < Block.SIZE; i++) {
      int column = i % Block.SIDE;
      int at = column / LanePlane.PHASE * plane.phaseLength() + plane.place(lane);
      int shift = column % LanePlane.PHASE * Byte.SIZE;
      samples[i] = plane.samples()[plane.row(i / Block.SIDE) + at] >>> shift & 0xff;
    }
    return samples;
  }
}
