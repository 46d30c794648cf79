package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static io.github.zerobus.embedded.PlainCall.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each fault does to a stream. */
@Timeout(60)
class StreamFaultsTests {

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().ackDelay(Duration.ZERO).start();
    private final StreamFaults faults = server.onTable(TABLE).everyStream();

    @AfterEach
    void close() {
        server.close();
    }

    private ObservedStream observed() {
        return server.table(TABLE).streams().get(0);
    }

    private long durable() {
        return server.table(TABLE).durableRecords();
    }

    private PlainCall opened() {
        PlainCall call = new PlainCall(server, TABLE, "some-token");
        call.create(json());
        return call;
    }

    private EphemeralStreamResponse firstAnswer() {
        try (PlainCall call = opened()) {
            call.awaitAnswers(1);
            return call.answers.get(0);
        }
    }

    @Test
    void refuseSendsDescription() {
        faults.refuse(StatusCode.PERMISSION_DENIED, "no grant");
        try (PlainCall call = opened()) {
            Status status = call.awaitEnd();
            assertThat(status.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(status.getDescription()).isEqualTo("no grant");
            assertThat(observed().streamId()).isEmpty();
            assertThat(observed().termination()).contains(Termination.ENDED_BY_SERVER);
        }
    }

    @Test
    void refuseTokensSeesBearerToken() {
        faults.refuseTokens("some-token"::equals);
        try (PlainCall call = opened();
                PlainCall other = new PlainCall(server, TABLE, "other-token")) {
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            other.create(json());
            other.awaitAnswers(1);
        }
    }

    @Test
    void neverAnswerKeepsCallOpen() {
        faults.neverAnswer();
        try (PlainCall call = opened()) {
            await().until(() ->
                    call.headers.get() != null && observed().create().isPresent());
            assertThat(call.answers).isEmpty();
            assertThat(observed().isLive()).isTrue();
        }
    }

    @Test
    void createMayBeAnsweredWithInvalidMessages() {
        faults.createWithoutId();
        assertThat(firstAnswer().getCreateStreamResponse().hasStreamId()).isFalse();
        faults.answerCreateWithAck();
        assertThat(firstAnswer().hasIngestRecordResponse()).isTrue();
        faults.answerCreateWithEmptyMessage();
        assertThat(firstAnswer()).isEqualTo(EphemeralStreamResponse.getDefaultInstance());
    }

    @Test
    void ackEveryWaitsForMessages() {
        faults.ackEvery(3);
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            call.json(1, "{}");
            await().until(() -> observed().messageCount() == 2);
            assertThat(durable()).isZero();

            call.json(2, "{}");

            call.awaitAnswers(2);
            assertThat(observed().ackedMessages()).isEqualTo(3);
            assertThat(durable()).isEqualTo(3);
        }
    }

    @Test
    void loseAcksMakesRecordsDurableSilently() {
        faults.loseAcks();
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");

            await().until(() -> durable() == 1);
            assertThat(observed().ackedMessages()).isZero();
            call.requests.onCompleted();
            assertThat(call.awaitEnd().isOk()).isTrue();
            assertThat(call.answers).hasSize(1);
        }
    }

    @Test
    void neverAckHoldsAcksUntilRelease() {
        faults.neverAck();
        faults.ignoreHalfClose();
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            call.requests.onCompleted();
            await().until(() -> observed().messageCount() == 1);
            assertThat(durable()).isZero();

            observed().releaseAcks();

            call.awaitAnswers(2);
            assertThat(durable()).isEqualTo(1);
            assertThat(observed().isLive()).isTrue();
        }
    }

    @Test
    void neverReadHoldsMessagesUntilResumed() {
        faults.neverRead();
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");
            call.json(1, "{}");
            assertThat(observed().messageCount()).isZero();

            observed().resumeReading();

            await().until(() -> durable() == 2);
        }
    }

    @Test
    void refuseRequestsOverLowersSizeLimit() {
        faults.refuseRequestsOver(10);
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{\"a\":1}");
            call.awaitAnswers(2);
            call.json(1, "{\"a\":12345}");

            Status status = call.awaitEnd();
            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription()).contains("more than 10 record bytes");
        }
    }

    @Test
    void afterAcksStopsExactlyAtCount() {
        faults.ackEvery(5);
        faults.afterAcks(3).fail(StatusCode.ABORTED, "enough");
        try (PlainCall call = PlainCall.created(server)) {
            for (int i = 0; i < 5; i++) {
                call.json(i, "{}");
            }

            assertThat(call.awaitEnd().getDescription()).isEqualTo("enough");
            assertThat(observed().ackedMessages()).isEqualTo(3);
            assertThat(durable()).isEqualTo(3);
        }
    }

    @Test
    void afterActsOnceStreamIsCreated() {
        faults.after(Duration.ofMillis(1)).fail(StatusCode.ABORTED);
        try (PlainCall call = opened()) {
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(call.answers).hasSize(1);
        }
    }

    @Test
    void headersAfterHoldsBackAllOutput() {
        Gate gate = new Gate();
        faults.headersAfter(Duration.ofDays(1));
        faults.afterMessages(1).behind(gate).fail(StatusCode.ABORTED);
        try (PlainCall call = opened()) {
            call.json(0, "{}");
            await().until(() -> durable() == 1);
            gate.open();
            await().until(() -> !observed().isLive());

            assertThat(call.headers.get()).isNull();
            assertThat(call.answers).isEmpty();
            assertThat(call.end.get()).isNull();
        }
    }

    @Test
    void headersAfterSendsWhatItHeldBackInOrder() {
        faults.headersAfter(Duration.ofMillis(50));
        faults.afterMessages(1).sendEmptyMessage();
        try (PlainCall call = opened()) {
            call.json(0, "{}");

            call.awaitAnswers(3);
            assertThat(call.headers.get()).isNotNull();
            assertThat(call.answers.get(0).hasCreateStreamResponse()).isTrue();
            assertThat(call.answers.get(1)).isEqualTo(EphemeralStreamResponse.getDefaultInstance());
            assertThat(call.answers.get(2).hasIngestRecordResponse()).isTrue();
        }
    }

    @Test
    void announcedEndIsEnforcedAndAcksWhatIsPending() {
        faults.ackAfter(Duration.ofDays(1));
        faults.afterMessages(1).closeSignal(Duration.ofMillis(1));
        try (PlainCall call = PlainCall.created(server)) {
            call.json(0, "{}");

            assertThat(call.awaitEnd().isOk()).isTrue();
            assertThat(call.answers.get(2).getIngestRecordResponse().getDurabilityAckUpToOffset())
                    .isZero();
            assertThat(observed().termination()).contains(Termination.ENDED_BY_SERVER);
        }
    }

    @Test
    void detailsRepeatCodeAndDescription() throws Exception {
        faults.afterMessages(0).failSchema("8001", List.of("FIELD_NOT_IN_TABLE"));
        try (PlainCall call = opened()) {
            Status status = call.awaitEnd();
            Metadata trailers = Objects.requireNonNull(call.trailers.get());
            byte[] bytes = trailers.get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
            com.google.rpc.Status details = com.google.rpc.Status.parseFrom(bytes);

            assertThat(details.getCode()).isEqualTo(status.getCode().value());
            assertThat(details.getMessage()).isEqualTo(status.getDescription()).isNotEmpty();
        }
    }

    @Test
    void outOfMemoryIsReportedAsRetryable() {
        faults.refuseTokens(token -> {
            throw new OutOfMemoryError("thrown by a test");
        });
        try (PlainCall call = opened()) {
            assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(observed().termination()).contains(Termination.ENDED_BY_SERVER);
        }
    }
}
