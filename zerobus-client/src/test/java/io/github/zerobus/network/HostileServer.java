package io.github.zerobus.network;

import com.google.common.util.concurrent.Uninterruptibles;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * A server that sends frames of HTTP/2 as bytes, valid or not. It acks settings and pings and gives the client a large
 * window; everything else is a script's.
 */
final class HostileServer implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final byte[] PREFACE_OF_CLIENT = new byte[24];

    private final ServerSocket socket;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    HostileServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    private HostileServer(ServerSocket socket, Script script) {
        this.script = script;
        this.socket = socket;
        start("accept", this::accept);
    }

    /** A server that speaks TLS with this certificate. */
    static HostileServer overTls(X509Bundle certificate, Script script) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        return new HostileServer(socket, script);
    }

    /** What the server does with the messages of a client. */
    @FunctionalInterface
    interface Script {

        /**
         * A message has arrived.
         *
         * @param index 0 for the create message, then 1 and more for ingest messages of this physical stream
         */
        void onMessage(Connection connection, int stream, int index) throws IOException;
    }

    String endpoint() {
        return (socket instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The client has closed the connection, or the test has ended.
                    }
                },
                "hostile-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Connection connection = new Connection(socket.accept());
            connections.incrementAndGet();
            start("connection", connection::run);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : sockets) {
            each.close();
        }
        for (Thread thread : threads) {
            Uninterruptibles.joinUninterruptibly(thread);
        }
    }

    @FunctionalInterface
    private interface Task {

        void run() throws IOException;
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** A gRPC message whose announced length may differ from the true one. */
    static byte[] message(int announced, byte... bytes) {
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) 0)
                .putInt(announced)
                .put(bytes)
                .array();
    }

    /** A block of literal headers that are not indexed. */
    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            text(block, namesAndValues[i]);
            text(block, namesAndValues[i + 1]);
        }
        return block.toByteArray();
    }

    private static void text(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 0x7f) | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** One connection of a client. */
    final class Connection {

        private final Socket peer;
        private final OutputStream out;
        private volatile boolean reading = true;
        private int messages;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();

        Connection(Socket peer) throws IOException {
            this.peer = peer;
            this.out = peer.getOutputStream();
            sockets.add(peer);
        }

        private void run() throws IOException {
            DataInputStream in = new DataInputStream(peer.getInputStream());
            in.readFully(PREFACE_OF_CLIENT);
            send(frame(SETTINGS, 0, 0, (byte) 0, (byte) 4, (byte) 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff));
            send(frame(WINDOW_UPDATE, 0, 0, (byte) 0x7f, (byte) 0, (byte) 0, (byte) 0));
            while (reading) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = new byte[length];
                in.readFully(payload);
                onFrame(type, flags, stream, payload);
            }
        }

        private void onFrame(int type, int flags, int stream, byte[] payload) throws IOException {
            if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
                send(frame(type, ACK, 0, type == PING ? payload : new byte[0]));
            } else if (type == HEADERS) {
                messages = 0;
                data.reset();
            } else if (type == DATA) {
                onData(stream, payload);
            }
        }

        private void onData(int stream, byte[] payload) throws IOException {
            data.writeBytes(payload);
            ByteBuffer bytes = ByteBuffer.wrap(data.toByteArray());
            while (bytes.remaining() >= 5 && bytes.remaining() >= 5 + bytes.getInt(bytes.position() + 1)) {
                bytes.position(bytes.position() + 5 + bytes.getInt(bytes.position() + 1));
                script.onMessage(this, stream, messages++);
            }
            byte[] rest = new byte[bytes.remaining()];
            bytes.get(rest);
            data.reset();
            data.writeBytes(rest);
        }

        void send(byte[] frame) throws IOException {
            synchronized (out) {
                out.write(frame);
            }
        }

        /** Headers of a response in one frame, or in several if they are larger. */
        void headers(int stream, int flags, byte[] block) throws IOException {
            synchronized (out) {
                for (int start = 0; start < Math.max(1, block.length); start += 16_384) {
                    int end = Math.min(block.length, start + 16_384);
                    int all = end == block.length ? END_HEADERS : 0;
                    byte[] part = java.util.Arrays.copyOfRange(block, start, end);
                    out.write(
                            start == 0
                                    ? frame(HEADERS, flags | all, stream, part)
                                    : frame(CONTINUATION, all, stream, part));
                }
            }
        }

        /** Accepts a call and names its physical stream. */
        void accept(int stream) throws IOException {
            headers(stream, 0, block(":status", "200", "content-type", "application/grpc"));
            answer(stream, (byte) 0x0a, (byte) 3, (byte) 0x0a, (byte) 1, (byte) 'i');
        }

        void ack(int stream, int wireOffset) throws IOException {
            answer(stream, (byte) 0x12, (byte) 2, (byte) 8, (byte) wireOffset);
        }

        void answer(int stream, byte... bytes) throws IOException {
            send(frame(DATA, 0, stream, message(bytes.length, bytes)));
        }

        /** Sends this frame again and again until the connection has gone. */
        void flood(byte[] frame) {
            byte[] many = new byte[frame.length * 1_000];
            for (int i = 0; i < 1_000; i++) {
                System.arraycopy(frame, 0, many, i * frame.length, frame.length);
            }
            start("flood", () -> {
                while (true) {
                    send(many);
                }
            });
        }

        void close() throws IOException {
            peer.close();
        }

        void stopReading() {
            reading = false;
        }
    }
}
