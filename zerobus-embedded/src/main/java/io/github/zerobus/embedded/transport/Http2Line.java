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
 * What lies under one call: its TCP connection and the number of its HTTP/2 stream. For faults that gRPC would never
 * make; it is left to believe that the client did.
 */
public record Http2Line(Channel channel, int stream) {

    /** Under the call that the connection is just starting: to be called on its event loop. */
    public static Http2Line current(Channel channel) {
        Http2ConnectionHandler handler = channel.pipeline().get(Http2ConnectionHandler.class);
        return new Http2Line(channel, handler.connection().remote().lastStreamCreated());
    }

    /** Resets the connection, under the pipeline: gRPC's handlers would say good-bye and wait for calls. */
    static void drop(Channel channel) {
        channel.eventLoop().execute(() -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.unsafe().close(channel.voidPromise());
            }
        });
    }

    public void drop() {
        drop(channel);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the client tells whether it arrived
    public void reset() {
        onConnection((handler, context) ->
                handler.resetStream(context, stream, Http2Error.INTERNAL_ERROR.code(), context.newPromise()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the client tells whether it arrived
    public void goAway(boolean keepStreams) {
        int lastStream = keepStreams ? Integer.MAX_VALUE : 0;
        onConnection((handler, context) -> {
            handler.goAway(
                    context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
            context.flush();
            // As servers do; gRPC's client leaves its side of a connection open for as long as the server does.
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
                // After the frame that ended the stream.
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
