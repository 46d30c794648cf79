package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ErrorKind;
import io.github.zerobus.MessageId;
import io.github.zerobus.Payload;
import io.github.zerobus.embedded.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Exception messages contain stream, limits and remedy, and the documentation covers each exception and kind. */
class ErrorMessagesTests {

    private final Simulation simulation = new Simulation();

    private static void assertMessage(ThrowingCallable call, String... facts) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage())
                .contains("stream 'default'")
                .contains(TABLE)
                .contains(facts);
    }

    @Test
    void rejectedPayloadMessageContainsSizeLimitAndRemedy() {
        MultiplexedStream stream = simulation.open(Simulation.options(1).maxPayloadSize(100));
        assertMessage(
                () -> stream.ingest(Payload.json("{\"k\":\"" + "x".repeat(200) + "\"}")),
                "208 bytes",
                "max-payload-size",
                "100 bytes",
                "send it in parts");
        assertMessage(() -> stream.ingest(Payload.json("[1]")), "JSON objects");
        assertMessage(() -> stream.ingestBatch(List.of()), "no records");
        assertMessage(() -> stream.await(EngineAccess.messageId(7, 1)), "7-1", "only 1", "another stream");
    }

    @Test
    void inflightLimitMessageContainsBothLimitsAndOptions() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream =
                simulation.open(Simulation.options(1).maxInflightRequests(1).maxBlock(Duration.ofSeconds(2)));
        stream.ingest(record(1));
        assertMessage(
                () -> stream.ingest(record(2)),
                "sub-stream 0",
                "2000 ms",
                "max-block PT2S",
                "1 of 1 requests",
                "bytes",
                "max-inflight-requests");
    }

    @Test
    void awaitTimeoutMessageContainsIdAndState() {
        simulation.faults().everyStream().neverAck();
        MultiplexedStream stream = simulation.open(1);
        MessageId id = stream.ingest(record(1));
        assertMessage(() -> stream.await(id, Duration.ofSeconds(3)), "sub-stream 0", "0-0", "PT3S", "still in flight");
        assertMessage(stream::unackedBatches, "OPEN", "close it first");
        assertMessage(() -> stream.close(Duration.ofSeconds(1)), "1 requests", "unackedBatches()");
        assertMessage(() -> stream.ingest(record(2)), "closed");
    }

    @Test
    void poisonMessageContainsSubStreamCauseAndRemedy() {
        MultiplexedStream stream = simulation.open(2);
        simulation.newestOf(1).fail(StatusCode.NOT_FOUND, "no such table");
        simulation.time.pass(Duration.ofSeconds(1));
        assertMessage(() -> stream.ingest(record(1)), "sub-stream 1", "NOT_FOUND", "no such table", "unackedBatches()");
    }

    @Test
    void openFailureMessageContainsSubStreamAttemptsAndCause() {
        simulation.faults().everyStream().refuse(StatusCode.NOT_FOUND, "no such table");
        assertMessage(() -> simulation.open(1), "sub-stream 0", "1 times", "NOT_FOUND", "no such table");
    }

    /** Covers the exceptions of all modules that applications use, not those of the sample. */
    @Test
    void docsExplainEachExceptionAndKind() throws IOException {
        String text = Files.readString(Path.of("../docs/errors.md"));
        assertThat(publicExceptions())
                .contains("ZerobusException", "UnsupportedRecordException")
                .allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
        for (ErrorKind kind : ErrorKind.values()) {
            assertThat(text).as("row of %s", kind).containsPattern("(?m)^\\| [^|]*`" + kind + "`[^|]*\\|");
        }
    }

    private static List<String> publicExceptions() throws IOException {
        try (Stream<Path> files =
                Files.find(Path.of(".."), 20, (path, about) -> path.toString().endsWith("Exception.java"))) {
            List<String> names = new ArrayList<>();
            // The exceptions of the encoding do not reach callers.
            for (Path file : files.filter(path -> path.toString().contains("src/main/java"))
                    .filter(path -> !path.toString().contains("/records/encoding/"))
                    .toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!file.startsWith("../sample-app")
                        && Files.readString(file).matches("(?s).*\npublic [a-z ]*class " + name + ".*")) {
                    names.add(name);
                }
            }
            return names;
        }
    }
}
