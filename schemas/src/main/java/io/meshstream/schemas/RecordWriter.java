package io.meshstream.schemas;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** Avro's writer of generated classes, except that it writes a {@link FloatList} unboxed. */
final class RecordWriter<T> extends SpecificDatumWriter<T> {

  RecordWriter(Schema schema, SpecificData model) {
    super(schema, model);
  }

  @Override
  protected void writeArray(Schema schema, Object datum, Encoder out) throws IOException {
    if (datum instanceof FloatList floats
        && schema.getElementType().getType() == Schema.Type.FLOAT) {
      writeFloats(floats, out);
    } else {
      super.writeArray(schema, datum, out);
    }
  }

  private static void writeFloats(FloatList floats, Encoder out) throws IOException {
    int size = floats.size();
    out.writeArrayStart();
    out.setItemCount(size);
    for (int i = 0; i < size; i++) {
      out.startItem();
      out.writeFloat(floats.getFloat(i));
    }
    out.writeArrayEnd();
  }
}
