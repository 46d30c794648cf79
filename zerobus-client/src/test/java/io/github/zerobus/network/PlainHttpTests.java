package io.github.zerobus.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.zerobus.GrpcCode;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.TestStreams;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An intermediary that speaks HTTP/2 but not gRPC: its HTTP status determines the failure. */
@Timeout(60)
class PlainHttpTests {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        loops.shutdownGracefully().syncUninterruptibly();
    }

    @ParameterizedTest
    @CsvSource({
        "404, UNIMPLEMENTED, 1",
        // Retried once with new headers (docs/protocol.md#2.5).
        "401, UNAUTHENTICATED, 2",
        "403, PERMISSION_DENIED, 2",
    })
    void openFailsWhenHttpStatusIsPermanent(int status, GrpcCode code, int attempts) {
        assertThat(failure(status)).satisfies(failure -> {
            assertThat(failure.grpcCode()).contains(code);
            assertThat(failure.attempts()).isEqualTo(attempts);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void openIsRetriedWhenHttpStatusIsTransient(int status) {
        assertThat(failure(status)).satisfies(failure -> {
            assertThat(failure.grpcCode()).contains(GrpcCode.UNAVAILABLE);
            assertThat(failure.attempts()).isGreaterThan(1);
        });
    }

    private StreamOpenException failure(int status) {
        int port = serve(status);
        return catchThrowableOfType(
                StreamOpenException.class,
                () -> MultiplexedStream.builder()
                        .endpoint("http://127.0.0.1:" + port)
                        .table(TestStreams.TABLE)
                        .options(TestStreams.options(1)
                                .startupTimeout(Duration.ofSeconds(2))
                                .build())
                        .headersProvider(table -> Map.of("authorization", "Bearer t"))
                        .build()
                        .open());
    }

    private int serve(int status) {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection
                                .pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer().build(),
                                        new Http2MultiplexHandler(new PageHandler(status)));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Responds to each request as soon as its headers arrive, like a proxy without a backend. */
    @io.netty.channel.ChannelHandler.Sharable
    private static final class PageHandler extends SimpleChannelInboundHandler<Http2HeadersFrame> {

        private final int status;

        PageHandler(int status) {
            this.status = status;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the test checks what the client received
        protected void channelRead0(ChannelHandlerContext context, Http2HeadersFrame request) {
            context.write(new DefaultHttp2HeadersFrame(
                    new DefaultHttp2Headers().status(Integer.toString(status)).set("content-type", "text/html")));
            context.writeAndFlush(
                    new DefaultHttp2DataFrame(Unpooled.copiedBuffer("<html>no</html>", StandardCharsets.UTF_8), true));
        }
    }
}
