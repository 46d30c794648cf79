package io.github.zerobus.engine.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One call, which is one physical stream: frames out, answers in; no queue, no retry. Everything runs on the serial
 * executor, the callbacks too, since the call is opened with it.
 *
 * <p>Messages are read and written by hand, so interceptors that need protobuf messages do not work on this call.
 */
public final class GrpcConnection extends ClientCall.Listener<ServerMessage> {

    /** Full name on the wire (protocol 1.1). */
    private static final MethodDescriptor<RequestFrame, ServerMessage> METHOD = MethodDescriptor.newBuilder(
                    new FrameMarshaller(), new MessageMarshaller())
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("databricks.zerobus.Zerobus/EphemeralStream")
            .build();

    private final ClientCall<RequestFrame, ServerMessage> call;
    private Events events;

    public GrpcConnection(Channel channel, CallOptions options, Events events) {
        this.call = channel.newCall(METHOD, options);
        this.events = events;
    }

    /** What a call tells; each with the connection, so that news of an old one can be told apart. */
    public interface Events {

        void onMessage(GrpcConnection connection, ServerMessage message);

        /** The transport takes more again. */
        default void onReady(GrpcConnection connection) {}

        /** The last that is heard of this call. */
        void onClosed(GrpcConnection connection, Status status, Metadata trailers);
    }

    /** Gives the news to somebody else from now on. */
    public void handOver(Events to) {
        events = to;
    }

    /** Opens the call and sends the first frame; not waiting for the server's headers. */
    public void start(Metadata headers, RequestFrame create) {
        call.start(this, headers);
        // Answers are few and small; what bounds memory is what we send.
        call.request(Integer.MAX_VALUE);
        call.sendMessage(create);
    }

    public boolean isReady() {
        return call.isReady();
    }

    public void send(RequestFrame frame) {
        call.sendMessage(frame);
    }

    /** Tells the server that nothing follows; it may still ack. */
    public void halfClose() {
        call.halfClose();
    }

    /** Ends the call at once. */
    public void cancel(String reason, @Nullable Throwable cause) {
        call.cancel(reason, cause);
    }

    @Override
    public void onMessage(ServerMessage message) {
        events.onMessage(this, message);
    }

    @Override
    public void onReady() {
        events.onReady(this);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        events.onClosed(this, status, trailers);
    }

    private static final class FrameMarshaller implements MethodDescriptor.Marshaller<RequestFrame> {

        @Override
        public InputStream stream(RequestFrame frame) {
            return frame;
        }

        @Override
        public RequestFrame parse(InputStream stream) {
            throw new IllegalStateException("a client reads no requests");
        }
    }

    private static final class MessageMarshaller implements MethodDescriptor.Marshaller<ServerMessage> {

        @Override
        public InputStream stream(ServerMessage message) {
            throw new IllegalStateException("a client writes no responses");
        }

        @Override
        public ServerMessage parse(InputStream stream) {
            try {
                return ServerMessage.read(stream);
            } catch (IOException e) {
                throw new UncheckedIOException("the server's message cannot be read", e);
            }
        }
    }
}
