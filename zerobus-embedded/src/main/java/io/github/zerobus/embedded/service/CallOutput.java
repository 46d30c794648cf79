package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.transport.Http2Line;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Output of one call: headers, messages, the end of the call, and faults below gRPC. Used in the stream's context only.
 */
final class CallOutput {

    private final ServerCallStreamObserver<EphemeralStreamResponse> call;
    private final Runnable sendHeaders;
    /** HTTP/2 stream of the call; null in process. */
    private final @Nullable Http2Line line;

    private boolean headersSent;
    private boolean ended;

    CallOutput(ServerCallStreamObserver<EphemeralStreamResponse> call, Runnable sendHeaders, @Nullable Http2Line line) {
        this.call = call;
        this.sendHeaders = sendHeaders;
        this.line = line;
        call.disableAutoRequest();
    }

    void onCancel(Runnable handler) {
        call.setOnCancelHandler(handler);
    }

    /** Sends the response headers unless they have been sent. */
    void sendHeaders() {
        if (isOpen() && !headersSent) {
            headersSent = true;
            sendHeaders.run();
        }
    }

    /** Requests one more message from the client. */
    void request() {
        call.request(1);
    }

    void send(EphemeralStreamResponse response) {
        sendHeaders();
        if (isOpen()) {
            call.onNext(response);
        }
    }

    void end(Status status, Metadata trailers) {
        if (isOpen()) {
            ended = true;
            if (status.isOk()) {
                call.onCompleted();
            } else {
                call.onError(status.asRuntimeException(trailers));
            }
        }
    }

    private boolean isOpen() {
        return !ended && !call.isCancelled();
    }

    /** Resets the TCP connection. In process, ends the call with the status that a client reports for a reset. */
    void drop() {
        if (line == null) {
            end(Status.UNAVAILABLE.withDescription("io exception"), new Metadata());
        } else {
            ended = true;
            line.drop();
        }
    }

    /** Resets the HTTP/2 stream. In process, ends the call with the status that a client reports for a reset. */
    void reset() {
        if (line == null) {
            end(Status.INTERNAL.withDescription("HTTP/2 stream reset"), new Metadata());
        } else {
            ended = true;
            line.reset();
        }
    }

    /** Sends a GOAWAY. In process, it has no effect on a call that may continue. */
    void goAway(boolean keepStreams) {
        if (line != null) {
            ended |= !keepStreams;
            line.goAway(keepStreams);
        } else if (!keepStreams) {
            end(Status.UNAVAILABLE.withDescription("connection closed by the server"), new Metadata());
        }
    }
}
