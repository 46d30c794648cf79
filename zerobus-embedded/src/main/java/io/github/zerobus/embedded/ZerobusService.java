package io.github.zerobus.embedded;

import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.ZerobusGrpc;
import io.grpc.Metadata;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.SocketAddress;
import java.util.Optional;

/** The one method of the service: each call becomes a physical stream. */
final class ZerobusService extends ZerobusGrpc.ZerobusImplBase {

    private final ServerSettings settings;
    private final ServerTables tables;
    private final Connections connections;
    private final AckTimer timer;

    ZerobusService(ServerSettings settings, ServerTables tables, Connections connections, AckTimer timer) {
        this.settings = settings;
        this.tables = tables;
        this.connections = connections;
        this.timer = timer;
    }

    @Override
    public StreamObserver<EphemeralStreamRequest> ephemeralStream(StreamObserver<EphemeralStreamResponse> responses) {
        ServerCallStreamObserver<EphemeralStreamResponse> call =
                (ServerCallStreamObserver<EphemeralStreamResponse>) responses;
        Metadata metadata = Optional.ofNullable(CallStart.METADATA.get()).orElseGet(Metadata::new);
        SocketAddress peer = CallStart.PEER.get();
        CallOutput output = new CallOutput(call, () -> {
            if (peer != null) {
                connections.drop(peer);
            }
        });
        return new PhysicalStream(settings, tables, timer, metadata, output);
    }
}
