package io.github.zerobus.engine.session;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.GrpcCode;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.GrpcStatusClassifier;
import io.github.zerobus.engine.wire.RequestFrame;
import io.github.zerobus.engine.wire.RequestHeaders;
import io.github.zerobus.engine.wire.ServerMessage;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One try to open a physical stream: headers, call, create message, first answer, all within the recovery time limit.
 * Runs on the serial executor, except for the headers, whose provider may block; tells its outcome exactly once.
 */
final class ConnectionAttempt implements GrpcConnection.Events {

    /**
     * What lets sending go on while the transport is busy. gRPC's 32 KiB would halve the throughput; so much that a
     * second full message fits in is no faster, but makes messages smaller and so the garbage larger (benchmarks P1, P10).
     */
    private static final int READY_THRESHOLD = 1 << 17;

    private final int index;
    private final StreamContext context;
    private final GrpcChannel channel;
    private final HeadersProvider headers;
    private final Outcome outcome;
    private final LoopTimer limit;
    private @Nullable GrpcConnection connection;
    private @Nullable Future<?> fetching;
    private boolean freshChannel;
    private @Nullable ZerobusException earlier;
    private boolean done;

    ConnectionAttempt(int index, StreamContext context, GrpcChannel channel, HeadersProvider headers, Outcome outcome) {
        this.index = index;
        this.context = context;
        this.channel = channel;
        this.headers = headers;
        this.outcome = outcome;
        this.limit = new LoopTimer(context.timers(), channel.executor());
    }

    /** How the attempt ended. */
    interface Outcome {

        void opened(GrpcConnection connection, String streamId);

        void failed(ZerobusException failure);
    }

    /**
     * Starts. On a channel that was used before, the channel is told to connect at once and the call waits for it: a
     * plain call may fail on the spot with an old error, and retries would burn without a try.
     *
     * @param freshChannel whether this is the first attempt
     * @param earlier why the transport failed before, if it did
     */
    void start(boolean freshChannel, @Nullable ZerobusException earlier) {
        this.freshChannel = freshChannel;
        this.earlier = earlier;
        limit.start(context.options().recovery().timeout(), this::expire);
        try {
            fetching = context.workers().submit(this::fetchHeaders);
        } catch (RejectedExecutionException e) {
            fail(GrpcStatusClassifier.failure(GrpcCode.CANCELLED, where() + "the stream is closing", e));
        }
    }

    /** Ends the attempt without an outcome. */
    void abandon() {
        settle();
        if (connection != null) {
            connection.cancel("the attempt was given up", null);
        }
    }

    private void fetchHeaders() {
        try {
            Map<String, String> fetched = RequestHeaders.of(
                    context.table(), headers.headers(context.table().toString()));
            channel.executor().execute(() -> open(fetched));
        } catch (ZerobusException e) {
            channel.executor().execute(() -> fail(e));
        } catch (RuntimeException e) {
            String message =
                    where() + "the headers provider failed with " + e.getClass().getName();
            channel.executor()
                    .execute(() -> fail(EngineAccess.failure(ErrorKind.CONFIGURATION, false, null, message, e)));
        }
    }

    private void open(Map<String, String> fetched) {
        if (done) {
            return;
        }
        CallOptions options =
                CallOptions.DEFAULT.withExecutor(channel.executor()).withOnReadyThreshold(READY_THRESHOLD);
        ManagedChannel grpc = channel.channel();
        if (!freshChannel) {
            grpc.resetConnectBackoff();
            options = options.withWaitForReady();
        }
        Metadata metadata = new Metadata();
        fetched.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        connection = new GrpcConnection(grpc, options, this);
        connection.start(metadata, RequestFrame.encoded(context.create().toByteArray()));
    }

    @Override
    public void onMessage(GrpcConnection from, ServerMessage message) {
        if (done) {
            return;
        }
        if (message instanceof ServerMessage.Created created && created.streamId() != null) {
            settle();
            outcome.opened(from, created.streamId());
        } else {
            from.cancel("the server's first answer is not a stream id", null);
            fail(GrpcStatusClassifier.protocolFault(
                    GrpcCode.INTERNAL, where() + "the server's first answer is not a stream id"));
        }
    }

    @Override
    public void onClosed(GrpcConnection from, Status status, Metadata trailers) {
        fail(GrpcStatusClassifier.failure(where(), status, trailers));
    }

    private void expire() {
        String message = where() + "no physical stream within recovery.timeout, "
                + context.options().recovery().timeout()
                + (earlier == null ? "" : "; last: " + earlier.getMessage());
        if (connection != null) {
            connection.cancel("no answer in time", null);
        }
        fail(GrpcStatusClassifier.failure(GrpcCode.DEADLINE_EXCEEDED, message, earlier));
    }

    private void fail(ZerobusException failure) {
        if (!done) {
            settle();
            outcome.failed(failure);
        }
    }

    private void settle() {
        done = true;
        limit.stop();
        if (fetching != null) {
            // A provider that hangs would keep its thread for ever.
            fetching.cancel(true);
        }
    }

    private String where() {
        return context.where(index);
    }
}
