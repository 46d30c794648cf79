package io.github.zerobus.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.concurrent.TimeUnit;

/**
 * Counts the frames of a server that carry nothing: empty DATA, informational HEADERS, PING, SETTINGS, PRIORITY and
 * unknown ones. A server sends a few per second, and one of them costs as much as a message. WINDOW_UPDATE does not
 * count: a fast server sends one for each frame of records. Used on the event loop of its connection.
 */
final class FrameLimit extends Http2FrameListenerDecorator {

    /** Even a server that sends a ping for each of its messages stays far below it. */
    static final int MAX_PER_SECOND = 10_000;

    private final Runnable close;
    private int frames;
    private long since = System.nanoTime();

    /**
     * Wraps the listener of a connection.
     *
     * @param close closes the connection after the present frame
     */
    FrameLimit(Http2FrameListener listener, Runnable close) {
        super(listener);
        this.close = close;
    }

    /** Reads the clock once in many frames. */
    private void count() throws Http2Exception {
        if (++frames < MAX_PER_SECOND) {
            return;
        }
        frames = 0;
        long now = System.nanoTime();
        long elapsed = now - since;
        since = now;
        if (elapsed < TimeUnit.SECONDS.toNanos(1)) {
            close.run();
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "the server sent %d frames without content within a second",
                    MAX_PER_SECOND);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean last)
            throws Http2Exception {
        if (!data.isReadable() && !last) {
            count();
        }
        return super.onDataRead(context, stream, data, padding, last);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean last)
            throws Http2Exception {
        count();
        super.onHeadersRead(context, stream, headers, padding, last);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last)
            throws Http2Exception {
        count();
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, last);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int stream, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        count();
        super.onPriorityRead(context, stream, dependency, weight, exclusive);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        count();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        count();
        super.onSettingsAckRead(context);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        count();
        super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        count();
        super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int lastStream, long error, ByteBuf debug)
            throws Http2Exception {
        count();
        super.onGoAwayRead(context, lastStream, error, debug);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        count();
        super.onUnknownFrame(context, type, stream, flags, payload);
    }
}
