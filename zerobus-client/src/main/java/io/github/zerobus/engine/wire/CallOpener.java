package io.github.zerobus.engine.wire;

import com.google.protobuf.ByteString;
import io.github.zerobus.channel.GrpcChannel;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
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
     * Creates a connection, which is to be opened with {@link #open}. Its call fails with the channel instead of
     * waiting for it, since only then does its status have the reason, such as a refused port or an expired
     * certificate.
     */
    public GrpcConnection newConnection(GrpcConnection.Listener listener) {
        CallOptions options = CallOptions.DEFAULT
                .withExecutor(channel.executor())
                .withOnReadyThreshold(READY_THRESHOLD)
                .withMaxInboundMessageSize(ServerMessage.MAX_SIZE);
        ManagedChannel grpc = channel.channel();
        if (isBroken(grpc)) {
            // Otherwise the call would fail with the old reason, without another attempt to connect.
            grpc.enterIdle();
        }
        return new GrpcConnection(grpc, options, where, listener, faults);
    }

    private static boolean isBroken(ManagedChannel grpc) {
        try {
            return grpc.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
        } catch (UnsupportedOperationException e) {
            // The channel of an application may not implement it.
            return false;
        }
    }

    /** Opens a connection and sends the create message. Callbacks may come before this returns. */
    public void open(GrpcConnection connection, Map<String, String> headers) {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        connection.start(metadata, RequestHeaders.secrets(headers), RequestFrame.encoded(create.toByteArray()));
    }

    /** Makes the next call use a new connection, where the peer of the present one may have vanished silently. */
    public void discardConnection() {
        channel.channel().enterIdle();
    }
}
