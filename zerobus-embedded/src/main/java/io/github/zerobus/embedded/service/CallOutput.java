package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.transport.Http2Line;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/** What a physical stream says to its client. Not thread-safe: the stream calls it step by step. */
final class CallOutput {

    private final ServerCallStreamObserver<EphemeralStreamResponse> call;
    private final Runnable sendHeaders;
    /** What lies under the call; nothing in process. */
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

    /** Sends the response headers, unless they have gone. */
    void sendHeaders() {
        if (isOpen() && !headersSent) {
            headersSent = true;
            sendHeaders.run();
        }
    }

    /** Reads one more message. */
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

    /** Resets the TCP connection; without one, ends the call as gRPC would on the client's side. */
    void drop() {
        if (line == null) {
            end(Status.UNAVAILABLE.withDescription("io exception"), new Metadata());
        } else {
            ended = true;
            line.drop();
        }
    }

    /** Resets the HTTP/2 stream. */
    void reset() {
        if (line == null) {
            end(Status.INTERNAL.withDescription("HTTP/2 stream reset"), new Metadata());
        } else {
            ended = true;
            line.reset();
        }
    }

    /** Announces that the connection takes no more streams; in process there is none that could say so. */
    void goAway(boolean keepStreams) {
        if (line != null) {
            ended |= !keepStreams;
            line.goAway(keepStreams);
        } else if (!keepStreams) {
            end(Status.UNAVAILABLE.withDescription("connection closed by the server"), new Metadata());
        }
    }
}
