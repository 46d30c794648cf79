package io.github.zerobus.embedded;

import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.ZerobusGrpc;
import io.grpc.Metadata;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/** The one method of the service: each call becomes a physical stream. */
final class ZerobusService extends ZerobusGrpc.ZerobusImplBase {

    private final ServerSettings settings;
    private final ServerTables tables;
    private final Connections connections;
    private final ServerTimers timers;

    ZerobusService(ServerSettings settings, ServerTables tables, Connections connections, ServerTimers timers) {
        this.settings = settings;
        this.tables = tables;
        this.connections = connections;
        this.timers = timers;
    }

    @Override
    public StreamObserver<EphemeralStreamRequest> ephemeralStream(StreamObserver<EphemeralStreamResponse> responses) {
        ServerCallStreamObserver<EphemeralStreamResponse> call =
                (ServerCallStreamObserver<EphemeralStreamResponse>) responses;
        Metadata metadata = Optional.ofNullable(CallStart.METADATA.get()).orElseGet(Metadata::new);
        Runnable sendHeaders = Optional.ofNullable(CallStart.SEND_HEADERS.get()).orElse(() -> {});
        Http2Line line = Optional.ofNullable(CallStart.PEER.get())
                .flatMap(connections::of)
                .map(Http2Line::current)
                .orElse(null);
        CallOutput output = new CallOutput(call, sendHeaders, line);
        return new ServerStream(settings, tables, timers, metadata, output);
    }
}
