package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.transport.Http2Line;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Output of one call: headers, messages, the end of the call, and faults below gRPC. Messages and the end are held back
 * until the headers are sent, since they would carry the headers along. Used in the stream's context only.
 */
final class CallOutput {

    private final ServerCallStreamObserver<EphemeralStreamResponse> call;
    private final Runnable sendHeaders;
    /** HTTP/2 stream of the call; null in process. */
    private final @Nullable Http2Line line;

    private final Queue<Runnable> held = new ArrayDeque<>();

    private boolean headersSent;
    /** Whether an end is sent or held back. */
    private boolean ended;

    private boolean closed;
    /** Whether nothing may be sent any more, not even what is held back. */
    private boolean abandoned;

    CallOutput(ServerCallStreamObserver<EphemeralStreamResponse> call, Runnable sendHeaders, @Nullable Http2Line line) {
        this.call = call;
        this.sendHeaders = sendHeaders;
        this.line = line;
        call.disableAutoRequest();
    }

    void onCancel(Runnable handler) {
        call.setOnCancelHandler(handler);
    }

    /** Sends the response headers, then what was held back. Must be called once. */
    void sendHeaders() {
        headersSent = true;
        if (!abandoned && !call.isCancelled()) {
            sendHeaders.run();
        }
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    private void afterHeaders(Runnable step) {
        Runnable guarded = () -> {
            if (!call.isCancelled()) {
                step.run();
            }
        };
        if (headersSent) {
            guarded.run();
        } else {
            held.add(guarded);
        }
    }

    /** Requests one more message from the client. */
    void request() {
        call.request(1);
    }

    void send(EphemeralStreamResponse response) {
        if (!ended) {
            afterHeaders(() -> call.onNext(response));
        }
    }

    void end(Status status, Metadata trailers) {
        if (!ended) {
            ended = true;
            afterHeaders(() -> close(status, trailers));
        }
    }

    /** Ends the call without waiting for the headers, and without what was held back. */
    void endNow(Status status) {
        if (!closed && !call.isCancelled()) {
            close(status, new Metadata());
        }
        abandon();
    }

    private void close(Status status, Metadata trailers) {
        closed = true;
        if (status.isOk()) {
            call.onCompleted();
        } else {
            call.onError(status.asRuntimeException(trailers));
        }
    }

    /** Discards what is held back. */
    private void abandon() {
        ended = true;
        abandoned = true;
        held.clear();
    }

    /** Resets the TCP connection. In process, ends the call with the status that a client reports for a reset. */
    void drop() {
        if (line == null) {
            endNow(Status.UNAVAILABLE.withDescription("io exception"));
        } else {
            abandon();
            line.drop();
        }
    }

    /** Resets the HTTP/2 stream. In process, ends the call with the status that a client reports for a reset. */
    void reset() {
        if (line == null) {
            endNow(Status.INTERNAL.withDescription("HTTP/2 stream reset"));
        } else {
            abandon();
            line.reset();
        }
    }

    /** Sends a GOAWAY. In process, it has no effect on a call that may continue. */
    void goAway(boolean keepStreams) {
        if (line != null) {
            if (!keepStreams) {
                abandon();
            }
            line.goAway(keepStreams);
        } else if (!keepStreams) {
            endNow(Status.UNAVAILABLE.withDescription("connection closed by the server"));
        }
    }
}
