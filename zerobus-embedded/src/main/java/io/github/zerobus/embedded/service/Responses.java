package io.github.zerobus.embedded.service;

import io.github.zerobus.proto.CloseStreamSignal;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordResponse;
import java.time.Duration;
import java.util.Optional;

/** Messages of the server, valid and invalid ones. */
public final class Responses {

    private Responses() {}

    public static EphemeralStreamResponse created(String streamId) {
        return EphemeralStreamResponse.newBuilder()
                .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder().setStreamId(streamId))
                .build();
    }

    public static EphemeralStreamResponse createdWithoutId() {
        return EphemeralStreamResponse.newBuilder()
                .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder())
                .build();
    }

    public static EphemeralStreamResponse ack(long wireOffset) {
        return EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(wireOffset))
                .build();
    }

    public static EphemeralStreamResponse ackWithoutOffset() {
        return EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder())
                .build();
    }

    public static EphemeralStreamResponse closeSignal(Optional<Duration> duration) {
        CloseStreamSignal.Builder signal = CloseStreamSignal.newBuilder();
        duration.ifPresent(time -> signal.setDuration(com.google.protobuf.Duration.newBuilder()
                .setSeconds(time.getSeconds())
                .setNanos(time.getNano())));
        return EphemeralStreamResponse.newBuilder().setCloseStreamSignal(signal).build();
    }

    public static EphemeralStreamResponse empty() {
        return EphemeralStreamResponse.getDefaultInstance();
    }
}
