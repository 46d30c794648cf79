package io.github.zerobus.benchmarks.server;

import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Number of records in a request, found by reading field tags only.
 *
 * @param records how many, or {@link #CREATE}
 */
record RequestCount(int records) {

    static final int CREATE = -1;

    private static final int CREATE_STREAM = 1;
    private static final int INGEST_RECORD = 2;
    private static final int INGEST_RECORD_BATCH = 3;
    private static final int OFFSET_ID = 1;

    private static final RequestCount CREATED = new RequestCount(CREATE);
    private static final RequestCount ONE = new RequestCount(1);

    static RequestCount of(InputStream message) throws IOException {
        FieldReader in = new FieldReader(message);
        int field = in.field();
        int size = in.varint();
        return switch (field) {
            case CREATE_STREAM -> skipped(in, size, CREATED);
            case INGEST_RECORD -> skipped(in, size, ONE);
            case INGEST_RECORD_BATCH -> new RequestCount(batch(in));
            default -> throw new IOException("a request has no field " + field);
        };
    }

    private static RequestCount skipped(FieldReader in, int size, RequestCount count) throws IOException {
        in.skip(size);
        return count;
    }

    private static int batch(FieldReader in) throws IOException {
        int field = in.field();
        if (field == OFFSET_ID) {
            in.varint();
            in.field();
        }
        long end = in.varint() + in.position();
        int records = 0;
        while (in.position() < end) {
            in.field();
            in.skip(in.varint());
            records++;
        }
        return records;
    }

    /** Reads requests on the server's side; nothing writes them there. */
    static final class Reader implements MethodDescriptor.Marshaller<RequestCount> {

        @Override
        public InputStream stream(RequestCount value) {
            throw new IllegalStateException("a server writes no requests");
        }

        @Override
        public RequestCount parse(InputStream stream) {
            try {
                return of(stream);
            } catch (IOException e) {
                throw new UncheckedIOException("the request cannot be read", e);
            }
        }
    }
}
