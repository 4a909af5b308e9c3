package io.meshstream.vision.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads entropy-coded blocks, or passes over them.
 *
 * <p>The state is a register of 64 bits whose upper {@code count} bits are the next to read, and
 * the position of the byte behind them. A refill ORs in the next 8 bytes, whatever is there
 * already: the bits below {@code count} are either clear or the same. It leaves 56 bits or more.
 * That is enough for a looked-up difference and three lookups of what is to be skipped, or for a
 * looked-up difference, a looked-up value and the longest code with its value.
 *
 * <p>The methods keep the state in local variables while they read a block, and refill in place;
 * what looks repetitive in them has been measured.
 */
final class BlockReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int LAST = Block.SIZE - 1;
  private static final int VALUE_SHIFT = Long.SIZE - ValueTable.LOOKUP_BITS;
  private static final int SKIP_SHIFT = Long.SIZE - SkipTable.LOOKUP_BITS;

  private final EntropyBytes bytes = new EntropyBytes();
  private final byte[] window = bytes.window();
  private long bits;
  private int count;
  private int position;
  private int limit;
  private boolean exhausted;

  /** Starts with the segment at this index. */
  void open(byte[] data, int start, int end) {
    bytes.open(data, start, end);
    restart();
  }

  /** Lets go of the data. */
  void close() {
    bytes.close();
  }

  /**
   * Passes over {@code count} segments, the first of them being the one at {@code index}.
   *
   * @param read whether that one has been read to its end
   * @return how many were passed over: one fewer if the last has to be read to its end
   */
  int nextSegment(int index, int count, boolean read) {
    boolean before = isExhausted();
    int passed = bytes.nextSegment(index, count, read);
    if (passed == 0) {
      return 0;
    }
    restart();
    // As in libjpeg, an MCU of a lost segment is read from nothing before that is noticed, but only
    // if the one before did not run out as well.
    exhausted = bytes.isLost() && (bytes.isLostBefore() || (before && passed == 1));
    return passed;
  }

  private void restart() {
    bits = 0;
    count = 0;
    position = bytes.start();
    limit = bytes.limit();
    exhausted = false;
  }

  /**
   * Tells whether what has been read went beyond the end of the segment. The MCU at hand is then to
   * be finished, with zeros for its bits, and the others of the segment are lost.
   */
  boolean isExhausted() {
    if (position > limit && bytes.isUsedUp(8L * position - count)) {
      exhausted = true;
    }
    return exhausted;
  }

  /** Tells whether a block can be read. */
  boolean isPrepared() {
    return position <= limit;
  }

  /** Sees to it that a block can be read. */
  void prepare() {
    if (position > limit) {
      advance();
    }
  }

  private void advance() {
    if (isExhausted()) {
      bits = 0;
      count = 0;
      position = bytes.segmentEnd();
    } else {
      position = bytes.slide(position);
      limit = bytes.limit();
    }
  }

  /** Returns the bytes of which some are to be read, until the next call of {@link #prepare}. */
  byte[] window() {
    return window;
  }

  /** Returns the index in the window of the next bit. */
  int bit() {
    return Byte.SIZE * position - count;
  }

  /** Tells how many bits the difference takes that the next block begins with. */
  int differenceBits(ValueTable dc) {
    int entry = dc.code((long) LONG.get(window, bit() / Byte.SIZE) << (bit() % Byte.SIZE));
    return (entry & ValueTable.USED) + (entry >> 16);
  }

  /**
   * Tells whether nothing but padding is left of the segment, and the end of the image behind it.
   * Nothing can be read any more.
   */
  boolean isAtEndOfImage() {
    position = bytes.slide(position);
    int left = Byte.SIZE * bytes.segmentEnd() - bit();
    return left >= 0 && left < Byte.SIZE && bytes.isAtEndOfImage();
  }

  /** Returns the index in the data of what ended the segment, once it is known to have ended. */
  int segmentEnd() {
    return bytes.dataPosition();
  }

  /**
   * Reads a block. In place of its mean value the first coefficient becomes the difference from the
   * one before.
   *
   * @param quantisation as {@link Block#extended} makes it
   * @param places tells where from {@code start} on each coefficient belongs, as {@link
   *     Block#places} does
   * @return the index in coded order behind the last coefficient that can be other than 0
   */
  int read(
      ValueTable dc,
      ValueTable table,
      int[] quantisation,
      int[] coefficients,
      int start,
      int[] places) {
    final byte[] window = this.window;
    final int[] entries = table.entries();
    final long[] pairs = table.pairs();
    long bits = this.bits;
    int count = this.count;
    int position = this.position;
    bits |= (long) LONG.get(window, position) >>> count;
    position += (63 - count) >> 3;
    count |= 56;
    int entry = dc.entries()[(int) (bits >>> VALUE_SHIFT)];
    int difference = entry >> 16;
    if ((entry & ValueTable.INCOMPLETE) != 0) {
      if ((entry & ValueTable.USED) == 0) {
        entry = dc.code(bits);
      }
      int category = entry >> 16;
      bits <<= entry;
      difference = value(bits, category);
      bits <<= category;
      count -= (entry & ValueTable.USED) + category;
      bits |= (long) LONG.get(window, position) >>> count;
      position += (63 - count) >> 3;
      count |= 56;
    } else {
      bits <<= entry;
      count -= entry & ValueTable.USED;
    }
    coefficients[start] = difference;
    int k = 1;
    long pair;
    int first;
    while (true) {
      pair = pairs[(int) (bits >>> VALUE_SHIFT)];
      if ((pair & ValueTable.INCOMPLETE) == 0) {
        bits <<= pair;
        count -= ValueTable.used(pair);
        first = k + ValueTable.firstRun(pair);
        int second = first + ValueTable.toSecond(pair);
        k += ValueTable.advance(pair);
        coefficients[start + places[first]] = ValueTable.firstValue(pair) * quantisation[first];
        coefficients[start + places[second]] = ValueTable.secondValue(pair) * quantisation[second];
        if (k >= Block.SIZE) {
          break;
        }
        pair = pairs[(int) (bits >>> VALUE_SHIFT)];
        if ((pair & ValueTable.INCOMPLETE) == 0) {
          bits <<= pair;
          count -= ValueTable.used(pair);
          first = k + ValueTable.firstRun(pair);
          second = first + ValueTable.toSecond(pair);
          k += ValueTable.advance(pair);
          coefficients[start + places[first]] = ValueTable.firstValue(pair) * quantisation[first];
          coefficients[start + places[second]] =
              ValueTable.secondValue(pair) * quantisation[second];
          if (k >= Block.SIZE) {
            break;
          }
          bits |= (long) LONG.get(window, position) >>> count;
          position += (63 - count) >> 3;
          count |= 56;
          continue;
        }
      }
      entry = entries[(int) (bits >>> VALUE_SHIFT)];
      if ((entry & ValueTable.USED) == 0) {
        entry = table.code(bits);
      }
      int category = entry >> 16;
      bits <<= entry;
      count -= (entry & ValueTable.USED) + category;
      first = k + ((entry >> 8) & 0xff);
      coefficients[start + places[first]] = value(bits, category) * quantisation[first];
      bits <<= category;
      k = first + 1;
      if (k >= Block.SIZE) {
        pair = 0;
        break;
      }
      bits |= (long) LONG.get(window, position) >>> count;
      position += (63 - count) >> 3;
      count |= 56;
    }
    this.bits = bits;
    this.count = count;
    this.position = position;
    if (first >= LAST && ValueTable.isPair(pair)) {
      // The first coefficient was the block's last: what came behind it is the next block's.
      coefficients[start + places[first]] = ValueTable.firstValue(pair) * quantisation[first];
      this.count += ValueTable.used(pair);
      reload();
      int used = entries[(int) (this.bits >>> VALUE_SHIFT)] & ValueTable.USED;
      this.bits <<= used;
      this.count -= used;
      k = first + 1;
    }
    return usedOf(k);
  }

  /** Passes over a block; returns the difference of its mean value from the one before. */
  int skip(ValueTable dc, ValueTable values, SkipTable table) {
    final byte[] window = this.window;
    final int[] entries = table.entries();
    long bits = this.bits;
    int count = this.count;
    int position = this.position;
    bits |= (long) LONG.get(window, position) >>> count;
    position += (63 - count) >> 3;
    count |= 56;
    int entry = dc.entries()[(int) (bits >>> VALUE_SHIFT)];
    int difference = entry >> 16;
    if ((entry & ValueTable.INCOMPLETE) != 0) {
      if ((entry & ValueTable.USED) == 0) {
        entry = dc.code(bits);
      }
      int category = entry >> 16;
      bits <<= entry;
      difference = value(bits, category);
      bits <<= category;
      count -= (entry & ValueTable.USED) + category;
      bits |= (long) LONG.get(window, position) >>> count;
      position += (63 - count) >> 3;
      count |= 56;
    } else {
      bits <<= entry;
      count -= entry & ValueTable.USED;
    }
    int k = 1;
    while (true) {
      while (true) {
        entry = entries[(int) (bits >>> SKIP_SHIFT)];
        bits <<= entry;
        count -= SkipTable.used(entry);
        k += SkipTable.advance(entry);
        if (k >= Block.SIZE) {
          break;
        }
        entry = entries[(int) (bits >>> SKIP_SHIFT)];
        bits <<= entry;
        count -= SkipTable.used(entry);
        k += SkipTable.advance(entry);
        if (k >= Block.SIZE) {
          break;
        }
        entry = entries[(int) (bits >>> SKIP_SHIFT)];
        bits <<= entry;
        count -= SkipTable.used(entry);
        k += SkipTable.advance(entry);
        if (k >= Block.SIZE) {
          break;
        }
        bits |= (long) LONG.get(window, position) >>> count;
        position += (63 - count) >> 3;
        count |= 56;
      }

      int last = SkipTable.lastAdvance(entry);
      if (k - last < Block.SIZE && last != SkipTable.ESCAPE) {
        break;
      }
      // Either nothing was taken, or codes of the next block were: go on with one code.
      this.count = count + SkipTable.used(entry);
      this.position = position;
      reload();
      k = skipCode(values, k - SkipTable.advance(entry));
      bits = this.bits;
      count = this.count;
      position = this.position;
      bits |= (long) LONG.get(window, position) >>> count;
      position += (63 - count) >> 3;
      count |= 56;
      if (k >= Block.SIZE) {
        break;
      }
    }
    this.bits = bits;
    this.count = count;
    this.position = position;
    return difference;
  }

  /** Passes over one code and its value; returns the index behind it. */
  private int skipCode(ValueTable table, int k) {
    int entry = table.code(bits);
    int used = (entry & ValueTable.USED) + (entry >> 16);
    bits <<= used;
    count -= used;
    return k + (entry >> 8 & 0xff) + 1;
  }

  /**
   * Reads the register anew, after {@code count} has been put back to before the last bits used.
   */
  private void reload() {
    int used = 8 * position - count;
    position = (used >> 3) + Long.BYTES;
    bits = (long) LONG.get(window, used >> 3) << (used & 7);
    count = Long.SIZE - (used & 7);
  }

  /** Returns the value that the next bits stand for. */
  private static int value(long bits, int category) {
    return category == 0 ? 0 : ValueTable.extend((int) (bits >>> (Long.SIZE - category)), category);
  }

  /** Returns the index behind the last coefficient, given the one behind the last code. */
  private static int usedOf(int k) {
    return k >= SkipTable.END_OF_BLOCK ? k - SkipTable.END_OF_BLOCK : Block.SIZE;
  }
}
