package io.github.zerobus.engine.wire;

import io.github.zerobus.ZerobusException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gRPC call: frames out, answers in; no queue, no retry. Everything runs on the serial executor of the sub-stream,
 * including the callbacks, since the call is opened with that executor.
 *
 * <p>Messages are read and written by hand, so interceptors that expect protobuf messages do not work on this call.
 */
public final class GrpcConnection extends ClientCall.Listener<ServerMessage> {

    private static final Logger log = LoggerFactory.getLogger(GrpcConnection.class);

    /** Full name on the wire (docs/protocol.md#1.1). */
    private static final MethodDescriptor<RequestFrame, ServerMessage> METHOD = MethodDescriptor.newBuilder(
                    new FrameMarshaller(), new MessageMarshaller())
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("databricks.zerobus.Zerobus/EphemeralStream")
            .build();

    /**
     * How many messages gRPC may deliver before the client requests more. Large, since answers are small and each
     * request is a task of the transport.
     */
    private static final int REQUESTED = 1 << 16;

    private final ClientCall<RequestFrame, ServerMessage> call;
    /** Prefix of failure messages. */
    private final String where;
    /** gRPC would swallow what a callback throws, or end the call with another reason. */
    private final Consumer<Throwable> faults;

    private Listener listener;
    /** Values that the text of the server must not repeat. */
    private Collection<String> secrets = List.of();
    /** Messages since the last request for more. */
    private int received;

    GrpcConnection(Channel channel, CallOptions options, String where, Listener listener, Consumer<Throwable> faults) {
        this.call = channel.newCall(METHOD, options);
        this.where = where;
        this.faults = faults;
        this.listener = listener;
    }

    /** Receives the callbacks of one call, on the serial executor. */
    public interface Listener {

        /** The server sent a message. */
        void onMessage(ServerMessage message);

        /** The transport accepts more messages again. */
        default void onReady() {}

        /**
         * The call has ended; no callback follows.
         *
         * @param ok whether the server ended it with status OK
         * @param failure the status as an exception, also for OK
         */
        void onClosed(boolean ok, ZerobusException failure);
    }

    /** Replaces the listener. */
    void listen(Listener next) {
        listener = next;
    }

    /** Opens the call and sends the first frame without waiting for the server's headers. */
    void start(Metadata headers, Collection<String> secrets, RequestFrame create) {
        this.secrets = secrets;
        call.start(this, headers);
        call.request(REQUESTED);
        call.sendMessage(create);
    }

    boolean isReady() {
        return call.isReady();
    }

    void send(RequestFrame frame) {
        call.sendMessage(frame);
    }

    /** Ends the client's side; the server may still ack. */
    void halfClose() {
        call.halfClose();
    }

    /** Ends the call immediately and ignores all further callbacks. */
    public void cancel(String reason) {
        listener = Detached.INSTANCE;
        try {
            call.cancel(reason, null);
        } catch (VirtualMachineError e) {
            // The caller tries again when there is memory.
            throw e;
        } catch (Throwable e) {
            // An interceptor may throw. The call is abandoned anyway.
            log.warn("{}failed to cancel a call", where, e);
        }
    }

    @Override
    public void onMessage(ServerMessage message) {
        try {
            listener.onMessage(message);
            requestMore();
        } catch (Throwable e) {
            faults.accept(e);
        }
    }

    private void requestMore() {
        if (++received == REQUESTED / 2) {
            received = 0;
            call.request(REQUESTED / 2);
        }
    }

    @Override
    public void onReady() {
        try {
            listener.onReady();
        } catch (Throwable e) {
            faults.accept(e);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        try {
            listener.onClosed(status.isOk(), GrpcStatusClassifier.failure(where, status, trailers, secrets));
        } catch (Throwable e) {
            faults.accept(e);
        }
    }

    /** Ignores the callbacks of a call that is no longer in use. */
    private enum Detached implements Listener {
        INSTANCE;

        @Override
        public void onMessage(ServerMessage message) {}

        @Override
        public void onClosed(boolean ok, ZerobusException failure) {}
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
            return ServerMessage.read(stream);
        }
    }
}
