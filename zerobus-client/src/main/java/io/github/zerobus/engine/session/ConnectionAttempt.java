package io.github.zerobus.engine.session;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.LoopTimer;
import io.github.zerobus.engine.wire.CallOpener;
import io.github.zerobus.engine.wire.GrpcConnection;
import io.github.zerobus.engine.wire.ServerMessage;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a physical stream: headers, call, create message and first answer, within the time limit of the
 * recovery options. Runs on the serial executor, except for the headers, since their provider may block. Reports its
 * outcome exactly once.
 */
final class ConnectionAttempt implements GrpcConnection.Listener, Credentials.Receiver {

    private final int index;
    private final StreamContext context;
    private final CallOpener calls;
    private final Credentials credentials;
    private final Outcome outcome;
    private final LoopTimer limit;
    private @Nullable GrpcConnection connection;
    private boolean connected;
    private @Nullable ZerobusException earlier;
    private boolean done;

    ConnectionAttempt(SubStreamContext subStream, CallOpener calls, Credentials credentials, Outcome outcome) {
        this.index = subStream.index();
        this.context = subStream.stream();
        this.calls = calls;
        this.credentials = credentials;
        this.outcome = outcome;
        this.limit = subStream.newTimer();
    }

    /** Receives the outcome of an attempt. */
    interface Outcome {

        /** The server has accepted the call and named its physical stream. */
        void opened(GrpcConnection connection, String streamId);

        void failed(ZerobusException failure);
    }

    /**
     * Starts the attempt.
     *
     * @param earlierFailure why the transport failed before, if it did
     */
    void start(@Nullable ZerobusException earlierFailure) {
        earlier = earlierFailure;
        limit.start(context.options().recovery().timeout(), this::expire);
        try {
            credentials.fetch(this);
        } catch (RejectedExecutionException e) {
            fail(Failures.transientFailure(where() + "the stream is closing", e));
        }
    }

    /** Ends the attempt without an outcome. */
    void abandon() {
        settle();
        if (connection != null) {
            connection.cancel("the attempt was abandoned");
        }
    }

    @Override
    public void fetchFailed(Throwable cause) {
        fail(credentials.failure(cause));
    }

    @Override
    public void fetched(Map<String, String> headers) {
        GrpcConnection next = calls.newConnection(this);
        connection = next;
        calls.open(next, headers);
    }

    @Override
    public void onReady() {
        connected = true;
    }

    @Override
    public void onMessage(ServerMessage message) {
        if (done || connection == null) {
            return;
        }
        if (message instanceof ServerMessage.Created created && created.streamId() != null) {
            settle();
            outcome.opened(connection, created.streamId());
        } else if (message instanceof ServerMessage.Malformed malformed) {
            connection.cancel("the server's first answer is malformed");
            fail(Failures.malformed(where(), malformed));
        } else {
            connection.cancel("the server's first answer is not a stream id");
            fail(Failures.protocolFault(where() + "the server's first answer is not a stream id", true));
        }
    }

    @Override
    public void onClosed(boolean ok, ZerobusException failure) {
        fail(failure);
    }

    private void expire() {
        String message = where() + "no physical stream within recovery.timeout, "
                + context.options().recovery().timeout() + ": " + missing()
                + (earlier == null ? "" : "; last failure: " + earlier.getMessage());
        if (connection != null) {
            connection.cancel("no answer in time");
            // As after silence on an open stream. A provider that hangs says nothing about the connection.
            calls.discardConnection();
        }
        fail(Failures.timeout(message, earlier));
    }

    private String missing() {
        if (connection == null) {
            return "the headers provider did not return";
        }
        return connected ? "the server did not answer" : "there was no connection to the server";
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
        credentials.abandonFetch();
    }

    private String where() {
        return context.where(index);
    }
}
