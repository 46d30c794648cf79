package io.github.zerobus.benchmarks.server;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.ZerobusGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts records and acks them on two event loops; keeps nothing and checks nothing. */
final class IngestServer {

    private static final int LOOPS = 2;
    private static final int DEFAULT_WINDOW = 1 << 20;
    private static final int MAX_MESSAGE = 64 << 20;

    private final ServerOptions options;
    private final @Nullable ServerCertificate certificate;
    private final LongAdder records;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());

    /** Without a certificate, clients connect in plaintext. */
    IngestServer(ServerOptions options, @Nullable ServerCertificate certificate, LongAdder records) {
        this.options = options;
        this.certificate = certificate;
        this.records = records;
    }

    int start() throws IOException {
        Class<? extends ServerChannel> type =
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(type)
                .directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE)
                .addService(service());
        if (certificate != null) {
            builder.sslContext(certificate.context());
        }
        if (options.window() > 0) {
            builder.flowControlWindow(options.window());
        } else {
            builder.initialFlowControlWindow(DEFAULT_WINDOW);
        }
        return builder.build().start().getPort();
    }

    private ServerServiceDefinition service() {
        MethodDescriptor<RequestCount, EphemeralStreamResponse> method =
                ZerobusGrpc.getEphemeralStreamMethod().toBuilder(
                                new RequestCount.Reader(),
                                ZerobusGrpc.getEphemeralStreamMethod().getResponseMarshaller())
                        .build();
        ServerCallHandler<RequestCount, EphemeralStreamResponse> handler = this::startCall;
        return ServerServiceDefinition.builder(ZerobusGrpc.SERVICE_NAME)
                .addMethod(method, handler)
                .build();
    }

    private ServerCall.Listener<RequestCount> startCall(
            ServerCall<RequestCount, EphemeralStreamResponse> call, Metadata headers) {
        // Before the first message: the official SDK waits for headers before it sends anything.
        call.sendHeaders(new Metadata());
        return new IngestCall(call, currentLoop(), options, records);
    }

    /** With the direct executor, each call stays on the loop of its connection. */
    private EventLoop currentLoop() {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop() && loop instanceof EventLoop found) {
                return found;
            }
        }
        throw new IllegalStateException("a call started outside the event loops");
    }
}
