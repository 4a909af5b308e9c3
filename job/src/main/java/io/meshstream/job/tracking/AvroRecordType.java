package io.meshstream.job.tracking;

import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;

/**
 * Tells Flink to serialise a generated Avro record by its schema.
 *
 * <p>Flink's own {@code AvroTypeInfo} wants a setter for every field, which records that are
 * immutable do not have.
 *
 * @param <T> class of the record
 */
final class AvroRecordType<T extends SpecificRecord> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> recordClass;

  AvroRecordType(Class<T> recordClass) {
    this.recordClass = recordClass;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new AvroSerializer<>(recordClass);
  }

  @Override
  public Class<T> getTypeClass() {
    return recordClass;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof AvroRecordType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AvroRecordType<?> that && recordClass == that.recordClass;
  }

  @Override
  public int hashCode() {
    return recordClass.hashCode();
  }

  @Override
  public String toString() {
    return "AvroRecordType(" + recordClass.getName() + ")";
  }
}
