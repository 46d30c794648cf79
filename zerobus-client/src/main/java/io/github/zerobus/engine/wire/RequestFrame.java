package io.github.zerobus.engine.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request message: a protobuf envelope, written by hand around payloads that are copied only into the transport's
 * buffer. Saves three quarters of the garbage of generated messages. gRPC drains it once; other readers get a stream.
 *
 * <pre>
 *   request { ingest_record = 2       { offset_id = 1, record = 2 (protobuf) or 3 (JSON) } }
 *   request { ingest_record_batch = 3 { offset_id = 1, batch = 2 (protobuf) or 3 (JSON) { records = 1 ... } } }
 * </pre>
 */
public final class RequestFrame extends InputStream implements KnownLength, Drainable {

    private static final int INGEST_RECORD = 2;
    private static final int INGEST_RECORD_BATCH = 3;
    private static final int OFFSET_ID = 1;
    private static final int PROTO = 2;
    private static final int JSON = 3;
    private static final int RECORDS = 1;

    /** Space at the start of the head for the tag and length of each record; lengths are below 2^31. */
    private static final int ROOM = 6;

    private final byte[] head;
    private final List<Payload> payloads;
    /** Whether each payload is preceded by a tag and a length; those of a single one are in the head. */
    private final boolean batch;

    private final int length;
    private boolean drained;
    private @Nullable ByteArrayInputStream copy;

    private RequestFrame(byte[] head, List<Payload> payloads, boolean batch, int length) {
        this.head = head;
        this.payloads = payloads;
        this.batch = batch;
        this.length = length;
    }

    /** A message that is already encoded. */
    public static RequestFrame encoded(byte[] message) {
        byte[] head = new byte[ROOM + message.length];
        System.arraycopy(message, 0, head, ROOM, message.length);
        return new RequestFrame(head, List.of(), false, message.length);
    }

    /** One payload goes as {@code ingest_record}, several as {@code ingest_record_batch} (docs/protocol.md#1.1). */
    public static RequestFrame ingest(long wireOffset, List<Payload> payloads) {
        return payloads.size() == 1 ? single(wireOffset, payloads) : batch(wireOffset, payloads);
    }

    private static RequestFrame single(long wireOffset, List<Payload> payloads) {
        Payload payload = payloads.get(0);
        int offsetSize = CodedOutputStream.computeInt64Size(OFFSET_ID, wireOffset);
        int recordSize = 1 + CodedOutputStream.computeUInt32SizeNoTag(payload.size()) + payload.size();
        byte[] head = head(INGEST_RECORD, offsetSize + recordSize, wireOffset, field(payload), payload.size());
        return new RequestFrame(head, payloads, false, head.length - ROOM + payload.size());
    }

    private static RequestFrame batch(long wireOffset, List<Payload> payloads) {
        int recordsSize = 0;
        for (int i = 0; i < payloads.size(); i++) {
            Payload payload = payloads.get(i);
            recordsSize += 1 + CodedOutputStream.computeUInt32SizeNoTag(payload.size()) + payload.size();
        }
        int offsetSize = CodedOutputStream.computeInt64Size(OFFSET_ID, wireOffset);
        int batchSize = 1 + CodedOutputStream.computeUInt32SizeNoTag(recordsSize) + recordsSize;
        byte[] head =
                head(INGEST_RECORD_BATCH, offsetSize + batchSize, wireOffset, field(payloads.get(0)), recordsSize);
        return new RequestFrame(head, payloads, true, head.length - ROOM + recordsSize);
    }

    private static int field(Payload payload) {
        return payload.recordType() == RecordType.JSON ? JSON : PROTO;
    }

    private static byte[] head(int request, int requestSize, long wireOffset, int field, int fieldSize) {
        int size = 1
                + CodedOutputStream.computeUInt32SizeNoTag(requestSize)
                + CodedOutputStream.computeInt64Size(OFFSET_ID, wireOffset)
                + 1
                + CodedOutputStream.computeUInt32SizeNoTag(fieldSize);
        byte[] head = new byte[ROOM + size];
        int end = write(head, ROOM, request, WireFormat.WIRETYPE_LENGTH_DELIMITED, requestSize);
        end = write(head, end, OFFSET_ID, WireFormat.WIRETYPE_VARINT, wireOffset);
        write(head, end, field, WireFormat.WIRETYPE_LENGTH_DELIMITED, fieldSize);
        return head;
    }

    /** Writes a tag and a varint. A coded output stream for each would be a tenth of the allocation of a frame. */
    private static int write(byte[] to, int start, int field, int wireType, long value) {
        int end = start;
        to[end++] = (byte) (field << 3 | wireType);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to[end++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        to[end++] = (byte) rest;
        return end;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        if (drained) {
            // Its slots may hold the records of another frame now: an exception is better than a wrong message.
            throw new IllegalStateException("a frame can be read once");
        }
        target.write(head, ROOM, head.length - ROOM);
        for (int i = 0; i < payloads.size(); i++) {
            Payload payload = payloads.get(i);
            if (batch) {
                int end = write(head, 0, RECORDS, WireFormat.WIRETYPE_LENGTH_DELIMITED, payload.size());
                target.write(head, 0, end);
            }
            target.write(payload.bytes());
        }
        drained = true;
        return length;
    }

    /** Whether the transport has copied the payloads. gRPC over a network does so before sendMessage returns. */
    public boolean isDrained() {
        return drained;
    }

    @Override
    public int available() throws IOException {
        return copy == null ? length : copy.available();
    }

    @Override
    public int read() throws IOException {
        return copy().read();
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        return copy().read(to, offset, count);
    }

    private ByteArrayInputStream copy() throws IOException {
        if (copy == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
            drainTo(bytes);
            copy = new ByteArrayInputStream(bytes.toByteArray());
        }
        return copy;
    }
}
