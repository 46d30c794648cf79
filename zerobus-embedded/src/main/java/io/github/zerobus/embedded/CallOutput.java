package io.github.zerobus.embedded;

import io.github.zerobus.proto.CloseStreamSignal;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.Optional;

/** What a physical stream says to its client. Not thread-safe: the stream calls it step by step. */
final class CallOutput {

    private final ServerCallStreamObserver<EphemeralStreamResponse> call;
    private final Runnable drop;
    private boolean ended;

    CallOutput(ServerCallStreamObserver<EphemeralStreamResponse> call, Runnable drop) {
        this.call = call;
        this.drop = drop;
        call.disableAutoRequest();
    }

    void onCancel(Runnable handler) {
        call.setOnCancelHandler(handler);
    }

    /** Reads one more message. */
    void request() {
        call.request(1);
    }

    void created(String streamId) {
        send(EphemeralStreamResponse.newBuilder()
                .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder().setStreamId(streamId))
                .build());
    }

    void ack(long wireOffset) {
        send(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(wireOffset))
                .build());
    }

    void closeSignal(Optional<Duration> duration) {
        CloseStreamSignal.Builder signal = CloseStreamSignal.newBuilder();
        duration.ifPresent(time -> signal.setDuration(com.google.protobuf.Duration.newBuilder()
                .setSeconds(time.getSeconds())
                .setNanos(time.getNano())));
        send(EphemeralStreamResponse.newBuilder().setCloseStreamSignal(signal).build());
    }

    private void send(EphemeralStreamResponse response) {
        if (!ended && !call.isCancelled()) {
            call.onNext(response);
        }
    }

    void end(Status status) {
        if (!ended && !call.isCancelled()) {
            ended = true;
            if (status.isOk()) {
                call.onCompleted();
            } else {
                call.onError(status.asRuntimeException());
            }
        }
    }

    /** Resets the TCP connection. */
    void drop() {
        ended = true;
        drop.run();
    }
}
