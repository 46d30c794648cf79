package io.github.zerobus.benchmarks.client;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.ZerobusGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** A grpc-java call with all known optimizations: epoll, direct executor, custom marshaller, high ready threshold. */
final class BareCall {

    private static final MethodDescriptor<InputStream, EphemeralStreamResponse> METHOD =
            ZerobusGrpc.getEphemeralStreamMethod().toBuilder(
                            new Unchanged(),
                            ZerobusGrpc.getEphemeralStreamMethod().getResponseMarshaller())
                    .build();
    private static final int READY_THRESHOLD = 1 << 20;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final ManagedChannel channel;
    private final ClientCall<InputStream, EphemeralStreamResponse> call;

    BareCall(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .eventLoopGroup(group)
                .channelType(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .directExecutor()
                .disableRetry()
                .build();
        call = channel.newCall(METHOD, CallOptions.DEFAULT.withOnReadyThreshold(READY_THRESHOLD));
    }

    /** Callbacks of a call, on its event loop. */
    interface Events {

        void onMessage(EphemeralStreamResponse message);

        void onReady();

        void onClosed(Status status);
    }

    void start(Events events) {
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(EphemeralStreamResponse message) {
                        events.onMessage(message);
                    }

                    @Override
                    public void onReady() {
                        events.onReady();
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        events.onClosed(status);
                    }
                },
                new Metadata());
        call.request(Integer.MAX_VALUE);
    }

    EventLoop loop() {
        return (EventLoop) group.iterator().next();
    }

    boolean isReady() {
        return call.isReady();
    }

    void send(InputStream message) {
        call.sendMessage(message);
    }

    void close() {
        call.halfClose();
        channel.shutdown();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private static final class Unchanged implements MethodDescriptor.Marshaller<InputStream> {

        @Override
        public InputStream stream(InputStream value) {
            return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
            throw new IllegalStateException("a client reads no requests");
        }
    }
}
