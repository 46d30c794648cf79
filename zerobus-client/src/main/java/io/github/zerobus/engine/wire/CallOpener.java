package io.github.zerobus.engine.wire;

import com.google.protobuf.ByteString;
import io.github.zerobus.channel.GrpcChannel;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import java.util.Map;
import java.util.function.Consumer;

/** Opens the calls of one sub-stream, one after the other, on its channel. Used on the serial executor. */
public final class CallOpener {

    /**
     * Bytes that gRPC buffers before {@code isReady()} is false. The default of 32 KiB would halve the throughput. A
     * threshold above one full message (256 KiB) is no faster and splits batches, which costs garbage (benchmarks P1,
     * P10).
     */
    private static final int READY_THRESHOLD = 1 << 17;

    private final GrpcChannel channel;
    private final ByteString create;
    private final String where;
    private final Consumer<Throwable> faults;

    /**
     * Creates an opener; opens nothing.
     *
     * @param create first message of each call, encoded
     * @param where prefix of failure messages
     * @param faults takes what a callback of a call throws
     */
    public CallOpener(GrpcChannel channel, ByteString create, String where, Consumer<Throwable> faults) {
        this.channel = channel;
        this.create = create;
        this.where = where;
        this.faults = faults;
    }

    /**
     * Creates a connection, which is to be opened with {@link #open}.
     *
     * @param first whether this is the first call on the channel. Later calls reset the channel's connect backoff and
     *     wait for the connection: a plain call may fail immediately with an old error, and retries would be used up
     *     without a connection attempt
     */
    public GrpcConnection newConnection(boolean first, GrpcConnection.Listener listener) {
        CallOptions options =
                CallOptions.DEFAULT.withExecutor(channel.executor()).withOnReadyThreshold(READY_THRESHOLD);
        ManagedChannel grpc = channel.channel();
        if (!first) {
            grpc.resetConnectBackoff();
            options = options.withWaitForReady();
        }
        return new GrpcConnection(grpc, options, where, listener, faults);
    }

    /** Opens a connection and sends the create message. Callbacks may come before this returns. */
    public void open(GrpcConnection connection, Map<String, String> headers) {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        connection.start(metadata, RequestFrame.encoded(create.toByteArray()));
    }

    /** Makes the next call use a new connection, where the peer of the present one may have vanished silently. */
    public void discardConnection() {
        channel.channel().enterIdle();
    }
}
