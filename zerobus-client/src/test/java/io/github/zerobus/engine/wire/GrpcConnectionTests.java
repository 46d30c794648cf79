package io.github.zerobus.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.ZerobusException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call, on a channel that only counts. */
class GrpcConnectionTests {

    private final CountingCall call = new CountingCall();
    private final List<ZerobusException> failures = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private long delivered;

    private GrpcConnection start() {
        GrpcConnection connection = new GrpcConnection(
                call,
                CallOptions.DEFAULT,
                "",
                new GrpcConnection.Listener() {
                    @Override
                    public void onMessage(ServerMessage message) {
                        delivered++;
                    }

                    @Override
                    public void onClosed(boolean ok, ZerobusException failure) {
                        failures.add(failure);
                    }
                },
                faults::add);
        connection.start(new Metadata(), List.of(), RequestFrame.encoded(new byte[0]));
        return connection;
    }

    @Test
    void messagesAreRequestedAsTheyArrive() {
        GrpcConnection connection = start();
        ServerMessage ack = new ServerMessage.Ack(0L);
        for (int i = 0; i < 5_000_000; i++) {
            assertThat(call.requested).isPositive();
            call.requested--;
            connection.onMessage(ack);
        }

        assertThat(delivered).isEqualTo(5_000_000);
        assertThat(call.requested).isGreaterThan(10_000).isLessThan(1_000_000);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gRPC message exceeds maximum size 1048576: 104857600",
                "Decompressed gRPC message exceeds maximum size 1048576"
            })
    void oversizedMessageIsProtocolFailure(String text) {
        start().onClose(Status.RESOURCE_EXHAUSTED.withDescription(text), new Metadata());

        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
            assertThat(failure.isRetryable()).isTrue();
        });
    }

    @Test
    void throttlingIsNoProtocolFailure() {
        start().onClose(Status.RESOURCE_EXHAUSTED.withDescription("quota exceeded"), new Metadata());

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.THROTTLED));
    }

    private static final class CountingCall extends Channel {

        private long requested;

        @Override
        @SuppressWarnings("unchecked") // the only method
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return (ClientCall<Q, R>) new Call();
        }

        @Override
        public String authority() {
            return "test";
        }

        private final class Call extends ClientCall<Object, Object> {

            @Override
            public void start(Listener<Object> listener, Metadata headers) {}

            @Override
            public void request(int messages) {
                requested += messages;
            }

            @Override
            public void cancel(String message, Throwable cause) {}

            @Override
            public void halfClose() {}

            @Override
            public void sendMessage(Object message) {}
        }
    }
}
