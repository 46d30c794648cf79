package io.github.zerobus.benchmarks.server;

import io.grpc.HasByteBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf tags and lengths straight from the transport's buffers. A stream of bytes would do, but reading one by one
 * through three layers would make the server the slowest part at ten million records a second.
 */
final class FieldReader {

    private final InputStream stream;
    private final boolean direct;
    private @Nullable ByteBuffer buffer;
    private int bufferStart;
    private long position;

    FieldReader(InputStream stream) {
        this.stream = stream;
        this.direct = stream instanceof HasByteBuffer buffers && buffers.byteBufferSupported();
    }

    /** Bytes read or skipped so far. */
    long position() {
        return position;
    }

    /** Number of the next field; its wire type is known from the number. */
    int field() throws IOException {
        return varint() >>> 3;
    }

    /** Offsets above 32 bits lose their upper half, which is not used. */
    int varint() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = read();
            value |= shift < 32 ? (next & 0x7f) << shift : 0;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("a varint does not end");
    }

    void skip(int count) throws IOException {
        position += count;
        ByteBuffer current = buffer;
        if (current != null && current.remaining() >= count) {
            current.position(current.position() + count);
        } else {
            int rest = count - dropBuffer();
            while (rest > 0) {
                long skipped = stream.skip(rest);
                if (skipped <= 0) {
                    throw new EOFException("a record ends early");
                }
                rest -= (int) skipped;
            }
        }
    }

    private int read() throws IOException {
        position++;
        if (!direct) {
            return checked(stream.read());
        }
        ByteBuffer current = buffer;
        if (current == null || !current.hasRemaining()) {
            current = nextBuffer();
        }
        return current.get() & 0xff;
    }

    private ByteBuffer nextBuffer() throws IOException {
        dropBuffer();
        ByteBuffer next = ((HasByteBuffer) stream).getByteBuffer();
        if (next == null || !next.hasRemaining()) {
            throw new EOFException("a request ends early");
        }
        buffer = next;
        bufferStart = next.position();
        return next;
    }

    /** Advances the stream to the end of the current buffer and returns the number of bytes that were left in it. */
    private int dropBuffer() throws IOException {
        ByteBuffer old = buffer;
        if (old == null) {
            return 0;
        }
        int left = old.remaining();
        stream.skipNBytes(old.limit() - bufferStart);
        buffer = null;
        return left;
    }

    private static int checked(int next) throws IOException {
        if (next < 0) {
            throw new EOFException("a request ends early");
        }
        return next;
    }
}
