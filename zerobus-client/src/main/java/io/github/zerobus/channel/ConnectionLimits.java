package io.github.zerobus.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;

/**
 * Ends a connection whose server would exhaust memory or processor: with frames that the client must answer while the
 * server does not read, or with frames without content. gRPC limits neither on the client's side. The first handler of
 * a connection. Used on its event loop.
 */
final class ConnectionLimits extends ChannelInboundHandlerAdapter {

    /**
     * Maximum bytes that wait for the network above the limit at which gRPC and Netty stop sending records, so that
     * all of it is answers to frames, about 9,000.
     */
    private static final long MAX_ANSWERS = 1 << 20;

    private boolean watching;

    /** Adds the handler to a connection that is not registered yet. */
    static <C extends Channel> C limited(C connection) {
        connection.pipeline().addLast(new ConnectionLimits());
        return connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        Http2ConnectionHandler http2 = watching ? null : context.pipeline().get(Http2ConnectionHandler.class);
        if (http2 != null) {
            watching = true;
            http2.decoder().frameListener(new FrameLimit(http2.decoder().frameListener(), () -> closeLater(context)));
        }
        if (answersWaiting(context.channel())) {
            ReferenceCountUtil.release(bytes);
            end(context);
        } else {
            context.fireChannelRead(bytes);
        }
    }

    private static boolean answersWaiting(Channel connection) {
        ChannelOutboundBuffer waiting = connection.unsafe().outboundBuffer();
        return waiting != null
                && waiting.totalPendingWriteBytes()
                        > MAX_ANSWERS + connection.config().getWriteBufferHighWaterMark();
    }

    private static void end(ChannelHandlerContext context) {
        ChannelHandlerContext http2 = context.pipeline().context(Http2ConnectionHandler.class);
        if (http2 != null) {
            ((Http2ConnectionHandler) http2.handler())
                    .onError(
                            http2,
                            false,
                            Http2Exception.connectionError(
                                    Http2Error.ENHANCE_YOUR_CALM,
                                    "the server sends frames that must be answered, but does not read"));
        }
        close(context);
    }

    /** After the present frame, whose decoder must not be closed below it. */
    private static void closeLater(ChannelHandlerContext context) {
        context.executor().execute(() -> close(context));
    }

    /** Closes the connection at once: HTTP/2 would wait until the server has read the reason. */
    @SuppressWarnings("FutureReturnValueIgnored") // Netty reports the end to the handlers
    private static void close(ChannelHandlerContext context) {
        context.close();
    }
}
