package io.meshstream.schemas;

import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Avro's reader of generated classes, except that it reads an array of floats into a {@link
 * FloatList}.
 */
final class RecordReader<T> extends SpecificDatumReader<T> {

  RecordReader(Schema writer, Schema reader, SpecificData model) {
    super(writer, reader, model);
  }

  @Override
  protected Object readArray(Object old, Schema expected, ResolvingDecoder in) throws IOException {
    if (expected.getElementType().getType() != Schema.Type.FLOAT) {
      return super.readArray(old, expected, in);
    }
    return readFloats(in);
  }

  private static FloatList readFloats(ResolvingDecoder in) throws IOException {
    float[] values = new float[0];
    int size = 0;
    for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
      int needed = Math.addExact(size, Math.toIntExact(block));
      if (needed > values.length) {
        // Half as much again: a message of many tiny blocks must not cost a copy for each.
        values = Arrays.copyOf(values, Math.max(needed, size + size / 2));
      }
      while (size < needed) {
        values[size++] = in.readFloat();
      }
    }
    return FloatList.view(size == values.length ? values : Arrays.copyOf(values, size));
  }
}
