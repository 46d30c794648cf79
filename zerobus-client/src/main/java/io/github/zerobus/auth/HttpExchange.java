package io.github.zerobus.auth;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ForeignText;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** One request and its response over a connection of its own. Its steps run on the loop; the caller waits for them. */
final class HttpExchange {

    private static final int MAX_HEAD_BYTES = 16_384;
    private static final int MAX_CHUNK_BYTES = 8_192;

    private final EventLoop loop;
    private final FullHttpRequest request;
    private final int maxBodyBytes;
    private final AddressResolverGroup<InetSocketAddress> names;
    private final CompletableFuture<HttpReply> reply = new CompletableFuture<>();

    /** How far the exchange is. Written on the loop. */
    private volatile HttpStage stage = HttpStage.ROUTE;

    /** Null until the stage after {@code ROUTE}. Written on the loop. */
    private volatile @Nullable Route route;

    HttpExchange(
            EventLoop loop, FullHttpRequest request, int maxBodyBytes, AddressResolverGroup<InetSocketAddress> names) {
        this.loop = loop;
        this.request = request;
        this.maxBodyBytes = maxBodyBytes;
        this.names = names;
    }

    /** Supplies what may block, or need input from outside. */
    @FunctionalInterface
    interface Setup<T> {

        T get() throws Exception;
    }

    /**
     * Starts the exchange.
     *
     * @param routes selects the way
     * @param tls the context, or null for plaintext
     */
    void start(Setup<Route> routes, @Nullable Setup<SSLContext> tls) {
        try {
            Route selected = routes.get();
            SSLContext context = tls == null ? null : tls.get();
            route = selected;
            stage = HttpStage.NAME;
            names.getResolver(loop).resolve(selected.hop()).addListener((Future<InetSocketAddress> found) -> {
                if (found.isSuccess()) {
                    connect(selected, found.getNow(), context);
                } else {
                    reply.completeExceptionally(found.cause());
                }
            });
        } catch (Throwable e) {
            reply.completeExceptionally(e);
        }
    }

    private void connect(Route selected, InetSocketAddress hop, @Nullable SSLContext tls) {
        if (reply.isDone()) {
            return;
        }
        stage = HttpStage.CONNECTION;
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // The target behind a proxy is resolved by the proxy.
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel.pipeline(), selected, hop, tls);
                    }
                })
                .connect(selected.isDirect() ? hop : selected.target())
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        reply.completeExceptionally(connected.cause());
                    }
                });
    }

    private void initialize(ChannelPipeline pipeline, Route selected, InetSocketAddress hop, @Nullable SSLContext tls) {
        selected.tunnel(hop).ifPresent(tunnel -> {
            tunnel.setConnectTimeoutMillis(0);
            pipeline.addLast(tunnel);
        });
        if (tls != null) {
            pipeline.addLast(tlsHandler(tls, selected.target()));
        }
        pipeline.addLast(
                new HttpClientCodec(MAX_HEAD_BYTES, MAX_HEAD_BYTES, MAX_CHUNK_BYTES),
                new HttpReplyHandler(
                        request, maxBodyBytes, reply, !selected.isDirect(), tls != null, next -> stage = next));
    }

    private static SslHandler tlsHandler(SSLContext tls, InetSocketAddress target) {
        SSLEngine engine = tls.createSSLEngine(target.getHostString(), target.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    /**
     * Waits for the response.
     *
     * @throws IOException if there is none; a {@link io.github.zerobus.ProxyException} if the proxy is the reason
     */
    HttpReply await(Duration limit) throws IOException {
        try {
            return reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure(new IOException("no response within " + limit + ", " + stage.missing()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            reply.cancel(false);
        }
    }

    private IOException failure(Throwable cause) {
        Route used = route;
        if (used != null && !used.isDirect() && stage.compareTo(HttpStage.TUNNEL) <= 0) {
            InetSocketAddress at = used.hop();
            String text = ForeignText.of(cause.getMessage(), used.secrets());
            return EngineAccess.proxyFailure(
                    "the proxy at " + at.getHostString() + ":" + at.getPort() + " did not open a tunnel: " + text,
                    ForeignText.cause(cause, used.secrets()));
        }
        return cause instanceof IOException failure ? failure : new IOException(cause.toString(), cause);
    }
}
