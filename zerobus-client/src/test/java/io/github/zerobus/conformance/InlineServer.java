package io.github.zerobus.conformance;

import io.github.zerobus.channel.GrpcChannel;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Channel without a network, which answers each message before the send call returns. */
final class InlineServer implements GrpcChannelProvider {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final AtomicInteger calls = new AtomicInteger();

    /** Returns the number of calls that were opened. */
    int calls() {
        return calls.get();
    }

    @Override
    public GrpcChannel channel(int subStream) {
        return new GrpcChannel(new InlineChannel(), executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static EphemeralStreamResponse answer(EphemeralStreamRequest request) {
        EphemeralStreamResponse.Builder answer = EphemeralStreamResponse.newBuilder();
        return request.hasCreateStream()
                ? answer.setCreateStreamResponse(
                                CreateIngestStreamResponse.newBuilder().setStreamId("inline"))
                        .build()
                : answer.setIngestRecordResponse(IngestRecordResponse.newBuilder()
                                .setDurabilityAckUpToOffset(
                                        request.getIngestRecord().getOffsetId()))
                        .build();
    }

    private static final class InlineCall<Q, R> extends ClientCall<Q, R> {

        private final MethodDescriptor<Q, R> method;
        private @Nullable Listener<R> listener;

        InlineCall(MethodDescriptor<Q, R> method) {
            this.method = method;
        }

        private Listener<R> listener() {
            return Objects.requireNonNull(listener, "not started");
        }

        @Override
        public void start(Listener<R> to, Metadata headers) {
            listener = to;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void sendMessage(Q message) {
            try (InputStream bytes = method.streamRequest(message)) {
                EphemeralStreamResponse answer = answer(EphemeralStreamRequest.parseFrom(bytes));
                listener().onMessage(method.parseResponse(answer.toByteString().newInput()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void halfClose() {
            listener().onClose(Status.OK, new Metadata());
        }

        @Override
        public void cancel(@Nullable String text, @Nullable Throwable cause) {
            listener().onClose(Status.CANCELLED, new Metadata());
        }
    }

    private final class InlineChannel extends ManagedChannel {

        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            calls.incrementAndGet();
            return new InlineCall<>(method);
        }

        @Override
        public String authority() {
            return "inline";
        }

        @Override
        public ManagedChannel shutdown() {
            return this;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return this;
        }

        @Override
        public boolean isShutdown() {
            return executor.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return executor.isTerminated();
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) throws InterruptedException {
            return executor.awaitTermination(time, unit);
        }
    }
}
