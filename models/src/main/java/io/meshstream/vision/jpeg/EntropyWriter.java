package io.meshstream.vision.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes a JPEG: bytes as they are, and entropy-coded bits with stuffing. Keeps its buffer. */
final class EntropyWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int ONES = 0x01010101;
  private static final int SIGNS = 0x80808080;

  /** What bits that wait, padding and a marker take at most, each byte of them stuffed. */
  private static final int ROOM = 32;

  private static final int MOST_KEPT = 1 << 22;

  private byte[] out = new byte[0];
  private int at;

  // The bits that wait: the lower ones, fewer than 32.
  private long bits;
  private int count;

  /** Starts anew. */
  void open() {
    if (out.length > MOST_KEPT) {
      out = new byte[0];
    }
    at = 0;
    bits = 0;
    count = 0;
  }

  /** Writes bytes as they are. */
  void bytes(byte[] data, int start, int end) {
    reserve(end - start);
    System.arraycopy(data, start, out, at, end - start);
    at += end - start;
  }

  /**
   * Writes the lower bits of a value.
   *
   * @param length of them, at most 32
   */
  void bits(int value, int length) {
    reserve(ROOM);
    put(value & (1L << length) - 1, length);
  }

  /**
   * Writes bits of a window.
   *
   * @param start index of the first bit
   * @param end index behind the last bit; at least a long behind its byte can be read
   */
  void bits(byte[] window, int start, int end) {
    reserve(2 * ((end - start) / Byte.SIZE) + ROOM);
    int from = start;
    for (; end - from >= Integer.SIZE; from += Integer.SIZE) {
      put(peek(window, from) >>> Integer.SIZE, Integer.SIZE);
    }
    if (from < end) {
      put(peek(window, from) >>> (Long.SIZE - (end - from)), end - from);
    }
  }

  /** Returns bits from this one on, at least 57 of them. */
  static long peek(byte[] window, int bit) {
    return (long) LONG.get(window, bit / Byte.SIZE) << (bit % Byte.SIZE);
  }

  private void put(long value, int length) {
    bits = bits << length | value;
    count += length;
    if (count >= Integer.SIZE) {
      count -= Integer.SIZE;
      word((int) (bits >>> count));
    }
  }

  private void word(int word) {
    if (((~word - ONES) & word & SIGNS) == 0) {
      INT.set(out, at, word);
      at += Integer.BYTES;
      return;
    }
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      coded(word >>> shift);
    }
  }

  private void coded(int value) {
    out[at++] = (byte) value;
    if ((byte) value == -1) {
      out[at++] = 0;
    }
  }

  /** Fills the last byte of a segment with ones. */
  void pad() {
    int missing = -count & (Byte.SIZE - 1);
    bits((1 << missing) - 1, missing);
    while (count > 0) {
      count -= Byte.SIZE;
      coded((int) (bits >>> count));
    }
  }

  /** Writes a marker behind bytes, or behind a segment that has been {@linkplain #pad padded}. */
  void marker(int marker) {
    reserve(ROOM);
    out[at++] = -1;
    out[at++] = (byte) marker;
  }

  /** Writes two bytes. */
  void u16(int value) {
    reserve(ROOM);
    out[at++] = (byte) (value >> Byte.SIZE);
    out[at++] = (byte) value;
  }

  /** Returns what has been written. */
  byte[] written() {
    return Arrays.copyOf(out, at);
  }

  private void reserve(int more) {
    if (out.length - at < more) {
      out = Arrays.copyOf(out, Math.max(at + more, out.length + out.length / 2));
    }
  }
}
