package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.github.zerobus.proto.EphemeralStreamRequest;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordBatchRequest;
import io.github.zerobus.proto.JsonRecordBatch;
import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a live stream shows, and the actions that tests perform on it. */
@Timeout(60)
class ObservedStreamTests {

    private final EmbeddedZerobusServer server =
            EmbeddedZerobusServer.builder().ackDelay(Duration.ZERO).start();
    private final PlainCall call = PlainCall.created(server);
    private final ObservedStream stream = server.table(TABLE).liveStreams().get(0);

    @BeforeEach
    void drainAnswerToCreate() {
        call.answers.clear();
    }

    @AfterEach
    void close() {
        call.close();
        server.close();
    }

    private EphemeralStreamResponse nextAnswer() {
        call.awaitAnswers(1);
        return call.answers.remove(0);
    }

    @Test
    void streamShowsCreateMessageAndHeaders() {
        ObservedStream.CreateRequest create = stream.create().orElseThrow();

        assertThat(create.tableName()).isEqualTo(TABLE);
        assertThat(create.recordType()).isEqualTo("JSON");
        assertThat(create.descriptor()).isEmpty();
        assertThat(stream.header("X-Databricks-Zerobus-Table-Name")).contains(TABLE);
        assertThat(stream.header("other")).isEmpty();
        assertThat(stream.streamId()).isPresent();
        assertThat(stream.index()).isZero();
        assertThat(stream.openedAtNanos()).isLessThanOrEqualTo(System.nanoTime());
        assertThat(stream).hasToString("ObservedStream[0, LIVE]");
    }

    @Test
    void streamShowsBatches() {
        call.requests.onNext(EphemeralStreamRequest.newBuilder()
                .setIngestRecordBatch(IngestRecordBatchRequest.newBuilder()
                        .setOffsetId(0)
                        .setJsonBatch(
                                JsonRecordBatch.newBuilder().addRecords("{}").addRecords("{\"a\":1}")))
                .build());
        await().until(() -> stream.messageCount() == 1);

        ObservedStream.Message message = stream.messages().get(0);
        assertThat(message.batch()).isTrue();
        assertThat(message.wireOffset()).isZero();
        assertThat(message.records())
                .containsExactly(ByteString.copyFromUtf8("{}"), ByteString.copyFromUtf8("{\"a\":1}"));
        assertThat(message).hasToString("Message[0, 2 records]");
    }

    @Test
    void messagesArriveAsSent() {
        stream.sendAck(7);
        assertThat(nextAnswer().getIngestRecordResponse().getDurabilityAckUpToOffset())
                .isEqualTo(7);
        stream.sendCreatedAgain();
        assertThat(nextAnswer().hasCreateStreamResponse()).isTrue();
        stream.sendEmptyMessage();
        assertThat(nextAnswer()).isEqualTo(EphemeralStreamResponse.getDefaultInstance());
        assertThat(stream.ackedMessages()).isZero();
        assertThat(stream.isLive()).isTrue();
    }

    @Test
    void announcementsOfTheEndArriveAsSent() {
        stream.closeSignal();
        assertThat(nextAnswer().getCloseStreamSignal().hasDuration()).isFalse();
        stream.closeSignal(Duration.ofMillis(1500));
        com.google.protobuf.Duration duration =
                nextAnswer().getCloseStreamSignal().getDuration();
        assertThat(Duration.ofSeconds(duration.getSeconds(), duration.getNanos()))
                .isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void ackUpToAcksWhileAcksAreStopped() {
        stream.stopAcks();
        for (int i = 0; i < 4; i++) {
            call.json(i, "{}");
        }
        await().until(() -> stream.messageCount() == 4);
        assertThat(stream.ackedMessages()).isZero();

        stream.ackUpTo(1);
        assertThat(nextAnswer().getIngestRecordResponse().getDurabilityAckUpToOffset())
                .isEqualTo(1);
        assertThat(server.table(TABLE).durableRecords()).isEqualTo(2);

        stream.releaseAcks();
        assertThat(nextAnswer().getIngestRecordResponse().getDurabilityAckUpToOffset())
                .isEqualTo(3);
    }

    @Test
    void resumeReadingDeliversWhatWasSentMeanwhile() {
        stream.stopReading();
        // The first message is requested already.
        call.json(0, "{}");
        call.json(1, "{}");
        await().until(() -> stream.messageCount() == 1);

        stream.resumeReading();

        await().until(() -> stream.messageCount() == 2);
    }

    @Test
    void resetStreamKeepsConnection() {
        stream.resetStream();

        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(stream.termination()).contains(Termination.RESET_BY_SERVER);
        assertThat(server.connectionsOpen()).isEqualTo(1);
    }

    @Test
    void dropConnectionClosesConnection() {
        stream.dropConnection();

        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stream.termination()).contains(Termination.DROPPED_BY_SERVER);
        await().until(() -> server.connectionsOpen() == 0);
    }

    @Test
    void goAwayLetsStreamFinish() {
        stream.goAway();
        call.json(0, "{}");
        call.requests.onCompleted();

        assertThat(call.awaitEnd().isOk()).isTrue();
        assertThat(stream.termination()).contains(Termination.HALF_CLOSED_BY_CLIENT);
        await().until(() -> server.connectionsOpen() == 0);
    }

    @Test
    void goAwayAtOnceExcludesStream() {
        stream.goAwayAtOnce();

        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stream.termination()).contains(Termination.DROPPED_BY_SERVER);
    }

    @Test
    void cancellationOfClientEndsStream() {
        call.close();

        await().until(() -> !stream.isLive());
        assertThat(stream.termination()).contains(Termination.CANCELLED_BY_CLIENT);
        assertThat(stream).hasToString("ObservedStream[0, CANCELLED_BY_CLIENT]");
    }

    @Test
    void failHasNoEffectOnEndedStream() {
        stream.fail(StatusCode.ABORTED, "first");
        stream.fail(StatusCode.NOT_FOUND, "second");

        assertThat(call.awaitEnd().getDescription()).isEqualTo("first");
        assertThat(server.table(TABLE).liveStreams()).isEmpty();
    }
}
