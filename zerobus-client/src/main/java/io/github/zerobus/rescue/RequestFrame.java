package io.github.zerobus.rescue;

import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.RescueRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request: sub-stream, flags, time, offset, key, number of payloads, their lengths, their bytes. Numbers of
 * unknown size have seven bits to a byte. Checksum and fields are prepared without a lock; payloads are copied once.
 */
final class RequestFrame {

    private static final int BATCH = 1;
    private static final int JSON = 2;
    private static final int FIXED = 2 + 2 * Long.BYTES;
    private static final int LARGEST_NUMBER = 5;

    private final RescueRequest request;
    private final byte[] fields;
    private final int fieldsLength;
    private final int bodyLength;
    private final int bodyCrc;

    RequestFrame(RescueRequest request) {
        this.request = request;
        byte @Nullable [] key = request.key() == null ? null : request.key().getBytes(StandardCharsets.UTF_8);
        List<Payload> payloads = request.payloads();
        ByteBuffer into =
                ByteBuffer.allocate(FIXED + LARGEST_NUMBER * (2 + payloads.size()) + (key == null ? 0 : key.length));
        int flags = (request.batch() ? BATCH : 0) | (request.recordType() == RecordType.JSON ? JSON : 0);
        into.put((byte) request.subStream()).put((byte) flags);
        into.putLong(request.admittedAtMillis()).putLong(request.offset());
        putKey(into, key);
        putNumber(into, payloads.size());
        CRC32C crc = new CRC32C();
        long bytes = 0;
        for (Payload payload : payloads) {
            putNumber(into, payload.size());
            bytes += payload.size();
        }
        fields = into.array();
        fieldsLength = into.position();
        if (bytes > Integer.MAX_VALUE - fieldsLength - FrameFormat.HEAD) {
            throw new IllegalArgumentException("a request of " + bytes + " bytes is too large for a rescue store");
        }
        bodyLength = (int) (fieldsLength + bytes);
        crc.update(fields, 0, fieldsLength);
        payloads.forEach(payload -> crc.update(payload.bytes()));
        bodyCrc = (int) crc.getValue();
    }

    RescueRequest request() {
        return request;
    }

    /** Length with the head. */
    int length() {
        return FrameFormat.HEAD + bodyLength;
    }

    void write(FrameFormat format, long position, ByteBuffer into) {
        format.putHead(into, FrameFormat.REQUEST, position, bodyLength, bodyCrc);
        into.put(fields, 0, fieldsLength);
        request.payloads().forEach(payload -> into.put(payload.bytes()));
    }

    /** Reads a body whose checksum is right. */
    static RescueRequest decode(ByteBuffer body) {
        int subStream = body.get();
        int flags = body.get();
        long millis = body.getLong();
        long offset = body.getLong();
        String key = key(body);
        int[] sizes = new int[number(body)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = number(body);
        }
        List<Payload> payloads = new ArrayList<>(sizes.length);
        for (int size : sizes) {
            byte[] bytes = new byte[size];
            body.get(bytes);
            payloads.add((flags & JSON) != 0 ? Payload.wellFormedJson(bytes) : Payload.proto(bytes));
        }
        return new RescueRequest(subStream, offset, key, millis, (flags & BATCH) != 0, payloads);
    }

    /** Sub-stream of a body. */
    static int subStream(ByteBuffer body) {
        return body.get(body.position());
    }

    /** Time of admission of a body. */
    static long millis(ByteBuffer body) {
        return body.getLong(body.position() + 2);
    }

    /** Number of payloads of a body. */
    static int records(ByteBuffer body) {
        ByteBuffer rest = body.duplicate();
        rest.position(rest.position() + FIXED);
        int keyLength = number(rest) - 1;
        rest.position(rest.position() + Math.max(keyLength, 0));
        return number(rest);
    }

    private static void putKey(ByteBuffer into, byte @Nullable [] key) {
        putNumber(into, key == null ? 0 : key.length + 1);
        if (key != null) {
            into.put(key);
        }
    }

    private static @Nullable String key(ByteBuffer body) {
        int length = number(body) - 1;
        if (length < 0) {
            return null;
        }
        byte[] key = new byte[length];
        body.get(key);
        return new String(key, StandardCharsets.UTF_8);
    }

    private static void putNumber(ByteBuffer into, int number) {
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            into.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    private static int number(ByteBuffer from) {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = from.get();
            number |= (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }
}
