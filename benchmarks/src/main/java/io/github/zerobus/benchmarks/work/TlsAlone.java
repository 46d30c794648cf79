package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.server.ServerCertificate;
import io.grpc.netty.GrpcSslContexts;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;

/**
 * Netty's TLS handler encrypts and nothing is sent: the share of the cipher in what a record costs over TLS. Each round
 * is a full message of 256 KiB in frames of 16 KiB, as the client writes it.
 */
final class TlsAlone implements Work {

    private static final int FRAME = 16 << 10;
    private static final int FRAMES = 16;

    @Override
    public Arguments run(Arguments settings) throws Exception {
        SslProvider provider = SslProvider.valueOf(settings.text("provider"));
        ServerCertificate certificate = new ServerCertificate();
        SslContext trusting = GrpcSslContexts.configure(SslContextBuilder.forClient(), provider)
                .trustManager(certificate.root())
                .build();
        EmbeddedChannel server = channel(certificate.context(), false);
        EmbeddedChannel client = channel(trusting, true);
        connect(client, server);
        int size = settings.integer("size");
        encrypt(client, settings.number("warmup"));
        Window window = Window.open(settings);
        long bytes = encrypt(client, settings.number("seconds"));
        return window.close(bytes / size);
    }

    private static EmbeddedChannel channel(SslContext context, boolean client) {
        EmbeddedChannel channel = new EmbeddedChannel();
        SslHandler handler =
                client ? context.newHandler(channel.alloc(), "localhost", 443) : context.newHandler(channel.alloc());
        channel.pipeline().addLast(handler);
        return channel;
    }

    private static void connect(EmbeddedChannel client, EmbeddedChannel server) {
        SslHandler handler = client.pipeline().get(SslHandler.class);
        while (move(client, server) || move(server, client)) {
            // Continues until neither has anything to send.
        }
        if (!handler.handshakeFuture().isSuccess()) {
            throw new IllegalStateException(
                    "no handshake", handler.handshakeFuture().cause());
        }
    }

    private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        boolean moved = false;
        for (ByteBuf data = from.readOutbound(); data != null; data = from.readOutbound()) {
            to.writeInbound(data);
            moved = true;
        }
        return moved;
    }

    /** Returns the number of bytes. */
    @SuppressWarnings("FutureReturnValueIgnored") // what was not encrypted would be missing in the output
    private static long encrypt(EmbeddedChannel client, double seconds) {
        ByteBuf frame = client.alloc().directBuffer(FRAME).writeZero(FRAME);
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        long bytes = 0;
        do {
            for (int i = 0; i < FRAMES; i++) {
                client.write(frame.retainedDuplicate());
            }
            client.flush();
            long written = release(client);
            if (written <= FRAMES * FRAME) {
                throw new IllegalStateException("only " + written + " bytes of a message were encrypted");
            }
            bytes += FRAMES * FRAME;
        } while (System.nanoTime() < deadline);
        frame.release();
        return bytes;
    }

    /** Returns the number of bytes that would have been sent. */
    private static long release(EmbeddedChannel client) {
        long bytes = 0;
        for (ByteBuf out = client.readOutbound(); out != null; out = client.readOutbound()) {
            bytes += out.readableBytes();
            out.release();
        }
        return bytes;
    }
}
