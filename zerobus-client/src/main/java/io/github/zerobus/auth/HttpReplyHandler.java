package io.github.zerobus.auth;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request and completes its reply. Last in its pipeline, and passes nothing on: the end of a pipeline logs what
 * reaches it, with the headers.
 */
final class HttpReplyHandler extends ChannelInboundHandlerAdapter {

    private static final int MAX_INFORMATIONAL = 8;

    private final FullHttpRequest request;
    private final int maxBodyBytes;
    private final CompletableFuture<HttpReply> reply;
    private final boolean tunnel;
    private final boolean tls;
    private final Consumer<HttpStage> stage;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpResponse head;
    private int informational;

    HttpReplyHandler(
            FullHttpRequest request,
            int maxBodyBytes,
            CompletableFuture<HttpReply> reply,
            boolean tunnel,
            boolean tls,
            Consumer<HttpStage> stage) {
        this.request = request;
        this.maxBodyBytes = maxBodyBytes;
        this.reply = reply;
        this.tunnel = tunnel;
        this.tls = tls;
        this.stage = stage;
    }

    /** The handlers of the proxy and of TLS keep the request until they have done their part. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        stage.accept(tunnel ? HttpStage.TUNNEL : afterTunnel());
        ctx.writeAndFlush(request).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail(ctx, sent.cause());
            }
        });
    }

    private HttpStage afterTunnel() {
        return tls ? HttpStage.TLS : HttpStage.RESPONSE;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ProxyConnectionEvent) {
            stage.accept(afterTunnel());
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                stage.accept(HttpStage.RESPONSE);
            } else {
                fail(ctx, handshake.cause());
            }
        } else {
            ReferenceCountUtil.release(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
                reply.completeExceptionally(new InvalidReplyException(
                        "the response is not HTTP", part.decoderResult().cause()));
            } else if (message instanceof HttpResponse start) {
                begin(start);
            } else if (message instanceof HttpContent content && head != null) {
                append(head, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** The body of an error is not read: it may be long or slow, and is not shown. */
    private void begin(HttpResponse start) {
        HttpStatusClass type = start.status().codeClass();
        if (type == HttpStatusClass.INFORMATIONAL) {
            countInformational();
        } else if (type == HttpStatusClass.SUCCESS) {
            head = start;
        } else {
            reply.complete(reply(start));
        }
    }

    private void countInformational() {
        informational++;
        if (informational > MAX_INFORMATIONAL) {
            reply.completeExceptionally(new InvalidReplyException(
                    "there are more than " + MAX_INFORMATIONAL + " informational responses (HTTP 1xx)", null));
        }
    }

    private void append(HttpResponse start, HttpContent content) {
        if (body.size() + content.content().readableBytes() > maxBodyBytes) {
            reply.completeExceptionally(
                    new InvalidReplyException("the response is longer than " + maxBodyBytes + " bytes", null));
            return;
        }
        body.writeBytes(ByteBufUtil.getBytes(content.content()));
        if (content instanceof LastHttpContent) {
            reply.complete(reply(start));
        }
    }

    private HttpReply reply(HttpResponse start) {
        return new HttpReply(
                start.status().code(),
                start.headers().get(HttpHeaderNames.RETRY_AFTER),
                body.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Nothing is behind this handler.
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new IOException("the connection ended before the response was complete"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
    }

    /** A failure of the proxy says more than those that it causes, which may come first in the same step. */
    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof ProxyConnectException) {
            reply.completeExceptionally(cause);
        } else {
            ctx.executor().execute(() -> reply.completeExceptionally(withoutContent(cause)));
        }
    }

    /** Netty shows in hexadecimal digits what is not TLS. That may repeat credentials. */
    private static Throwable withoutContent(Throwable cause) {
        return cause instanceof NotSslRecordException ? new SSLException("the response is not TLS") : cause;
    }
}
