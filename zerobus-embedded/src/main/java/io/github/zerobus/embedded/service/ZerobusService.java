package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.time.ServerTimers;
import io.github.zerobus.embedded.transport.CallInterceptor;
import io.github.zerobus.embedded.transport.Connections;
import io.github.zerobus.embedded.transport.Http2Line;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.ZerobusGrpc;
import io.grpc.Metadata;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Predicate;

/** The gRPC service: each call of its single method becomes a physical stream. */
public final class ZerobusService extends ZerobusGrpc.ZerobusImplBase {

    private final StreamRegistry registry;
    private final Connections connections;
    private final ServerTimers timers;
    private final boolean validateRecords;
    private final Predicate<String> tokens;

    /**
     * Creates the service.
     *
     * @param registry registers each physical stream
     * @param connections finds the connection under a call
     * @param timers the only source of time
     * @param validateRecords whether to validate the content of records
     * @param tokens tests the bearer token of a call, which is empty if the call has none
     */
    public ZerobusService(
            StreamRegistry registry,
            Connections connections,
            ServerTimers timers,
            boolean validateRecords,
            Predicate<String> tokens) {
        this.registry = registry;
        this.connections = connections;
        this.timers = timers;
        this.validateRecords = validateRecords;
        this.tokens = tokens;
    }

    @Override
    public StreamObserver<EphemeralStreamRequest> ephemeralStream(StreamObserver<EphemeralStreamResponse> responses) {
        ServerCallStreamObserver<EphemeralStreamResponse> call =
                (ServerCallStreamObserver<EphemeralStreamResponse>) responses;
        Metadata metadata = Optional.ofNullable(CallInterceptor.METADATA.get()).orElseGet(Metadata::new);
        Runnable sendHeaders =
                Optional.ofNullable(CallInterceptor.SEND_HEADERS.get()).orElse(() -> {});
        Http2Line line = Optional.ofNullable(CallInterceptor.PEER.get())
                .flatMap(connections::of)
                .map(Http2Line::current)
                .orElse(null);
        CallOutput output = new CallOutput(call, sendHeaders, line);
        return new ServerStream(registry, timers, validateRecords, tokens, metadata, output);
    }
}
