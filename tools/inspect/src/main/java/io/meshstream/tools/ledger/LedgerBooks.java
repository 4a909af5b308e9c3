package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.console.CommandFailure;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Books messages of the two topics in a ledger.
 *
 * <p>Not thread-safe.
 */
final class LedgerBooks {

  private final Ledger ledger;
  private final FrameFormat format;
  private final FrameParser parser;
  private final RecordCodec<FrameLandmarks> codec;

  LedgerBooks(Ledger ledger, FrameFormat format, RecordCodecs codecs) {
    this.ledger = ledger;
    this.format = format;
    // A picture that is too large for the job has the same identity.
    this.parser = new FrameParser(format, Long.MAX_VALUE, codecs);
    this.codec = codecs.reading(SingleObjectCodec.ofFrameLandmarks());
  }

  Ledger ledger() {
    return ledger;
  }

  /** A frame that cannot be read is one like any other, but has no number of its camera's. */
  void frame(ConsumerRecord<String, byte[]> record) {
    SourceFrame source = SourceFrame.of(CameraId.ofKey(record.key()), record);
    ParsedFrame parsed = parser.parse(source);
    requireSchema(parsed);
    FrameHeader frame = parsed.header();
    TopicPosition position = source.position();
    ledger.frame(frame, position);
    if (format == FrameFormat.AVRO && frame.isIdentified()) {
      ledger.numbered(frame, position);
    }
  }

  /** What the registry does not tell now would make the account wrong. */
  private static void requireSchema(ParsedFrame parsed) {
    if (parsed instanceof ParsedFrame.Invalid invalid
        && invalid.rejection().reason() == RejectReason.SCHEMA_UNAVAILABLE) {
      throw new CommandFailure(invalid.rejection().message());
    }
  }

  void landmarks(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() == null) {
        ledger.unreadable();
      } else {
        ledger.record(codec.decode(record.value()), record.partition());
      }
    } catch (MessageFormatException e) {
      ledger.unreadable();
    }
  }
}
