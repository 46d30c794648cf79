package io.github.zerobus.embedded.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.BiConsumer;

/**
 * The HTTP/2 stream of one call, for faults that gRPC itself never produces. The gRPC server takes them for actions of
 * the client. Methods run on the event loop of the connection and return immediately.
 *
 * @param channel TCP connection of the call
 * @param stream number of the HTTP/2 stream
 */
public record Http2Line(Channel channel, int stream) {

    /** Returns the stream of the call that the connection is starting. Must be called on its event loop. */
    public static Http2Line current(Channel channel) {
        Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
        return new Http2Line(channel, handler.connection().remote().lastStreamCreated());
    }

    /** Resets a connection below its pipeline, since gRPC's handlers would send a GOAWAY and wait for calls. */
    static void drop(Channel channel) {
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.voidPromise());
            }
        });
    }

    /** Resets the TCP connection. */
    public void drop() {
        drop(channel);
    }

    /** Resets the HTTP/2 stream with INTERNAL_ERROR. */
    @SuppressWarnings("FutureReturnValueIgnored") // visible at the client
    public void reset() {
        onConnection((handler, context) ->
                handler.resetStream(context, stream, Http2Error.INTERNAL_ERROR.code(), context.newPromise()));
    }

    /**
     * Sends a GOAWAY and closes the connection.
     *
     * @param keepStreams whether the present streams may end first; otherwise the GOAWAY excludes them
     */
    @SuppressWarnings("FutureReturnValueIgnored") // visible at the client
    public void goAway(boolean keepStreams) {
        int lastStream = keepStreams ? Integer.MAX_VALUE : 0;
        onConnection((handler, context) -> {
            handler.goAway(
                    context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
            context.flush();
            // As servers do: gRPC's client does not close the connection before the server does.
            if (!keepStreams || handler.connection().numActiveStreams() == 0) {
                channel.close();
            } else {
                handler.connection().addListener(new CloseAfterLastStream(handler.connection()));
            }
        });
    }

    private final class CloseAfterLastStream extends Http2ConnectionAdapter {

        private final Http2Connection connection;

        CloseAfterLastStream(Http2Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onStreamRemoved(Http2Stream closed) {
            if (connection.numActiveStreams() == 0) {
                // Deferred until the frame that ended the stream has been written.
                channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
            }
        }
    }

    private void onConnection(BiConsumer<Http2ConnectionHandler, ChannelHandlerContext> action) {
        channel.eventLoop().execute(() -> {
            Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
            if (handler != null && channel.isActive()) {
                ChannelHandlerContext context = channel.pipeline().context(handler);
                action.accept(handler, context);
                context.flush();
            }
        });
    }
}
