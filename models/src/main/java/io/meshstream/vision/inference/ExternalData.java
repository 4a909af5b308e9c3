package io.meshstream.vision.inference;

import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether an ONNX file leaves data to other files, which no hash of it covers.
 *
 * <p>Reads of Protocol Buffers as much as it takes to come to every tensor. What is no such message
 * has no tensors here: ONNX Runtime says what is wrong with it.
 */
final class ExternalData {

  /** Twice as deep as readers of Protocol Buffers go, ONNX Runtime's among them. */
  private static final int MOST_DEPTH = 200;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int GROUP = 3;
  private static final int END_OF_GROUP = 4;
  private static final int FIXED32 = 5;

  /** Messages of {@code onnx.proto}, as far as they lead to tensors. */
  private enum Message {
    MODEL,
    GRAPH,
    TRAINING,
    FUNCTION,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR;

    /** Returns the messages that are in it, by the number of their field. */
    Map<Integer, Message> fields() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
        case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
        case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE ->
            Map.of(
                5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
        case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
        case TENSOR -> Map.of();
      };
    }
  }

  /** Fields of a tensor: where its data are in another file, and whether they are. */
  private static final int EXTERNAL_DATA = 13;

  private static final int DATA_LOCATION = 14;

  private final byte[] bytes;

  private ExternalData(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Tells whether there is such data. */
  static boolean isIn(byte[] onnx) {
    return new ExternalData(onnx).isIn(Message.MODEL, 0, onnx.length, 0);
  }

  private boolean isIn(Message message, int start, int end, int depth) {
    Map<Integer, Message> fields = message.fields();
    Fields all = new Fields(start, end);
    while (depth < MOST_DEPTH && all.next()) {
      if (message == Message.TENSOR
          && (all.number == EXTERNAL_DATA || (all.number == DATA_LOCATION && all.value != 0))) {
        return true;
      }
      Optional<Message> inner =
          all.type == LENGTH ? Optional.ofNullable(fields.get(all.number)) : Optional.empty();
      if (inner.isPresent() && isIn(inner.get(), all.start, all.position, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  /** The fields of one message, one after the other. */
  private final class Fields {

    private final int end;
    private int position;

    private int number;
    private int type;

    /** Of a field that is a number. */
    private long value;

    /** Where the content of a field begins that has a length. It ends at the position. */
    private int start;

    Fields(int start, int end) {
      this.position = start;
      this.end = end;
    }

    /** Goes on to the next field; tells whether there is one. */
    boolean next() {
      if (position >= end) {
        return false;
      }
      long tag = varint();
      number = (int) (tag >>> 3);
      type = (int) (tag & 7);
      value = 0;
      long length =
          switch (type) {
            case VARINT -> {
              value = varint();
              yield 0;
            }
            // What is in a group, which ONNX has none of, is looked at as if it were outside of it.
            case GROUP, END_OF_GROUP -> 0;
            case FIXED64 -> Long.BYTES;
            case FIXED32 -> Integer.BYTES;
            case LENGTH -> varint();
            default -> -1;
          };
      if (length < 0 || length > end - position) {
        position = end;
        return false;
      }
      start = position;
      position += (int) length;
      return true;
    }

    /** Reads a number of at most ten bytes; of what ends too early, what there is. */
    private long varint() {
      long number = 0;
      for (int shift = 0; shift < Long.SIZE && position < end; shift += 7) {
        byte next = bytes[position++];
        number |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          break;
        }
      }
      return number;
    }
  }
}
