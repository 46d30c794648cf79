package io.github.zerobus.embedded;

import static io.github.zerobus.embedded.PlainCall.TABLE;
import static io.github.zerobus.embedded.PlainCall.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which streams a script selects. */
@Timeout(60)
class FaultScriptTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();
    private final FaultScript script = server.onTable(TABLE);

    @AfterEach
    void close() {
        server.close();
    }

    /** Opens streams one after the other, and returns the names of the codes with which they ended. */
    private List<String> outcomes(int streams) {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            try (PlainCall call = new PlainCall(server, TABLE, "token-" + i)) {
                call.create(json());
                call.requests.onCompleted();
                outcomes.add(call.awaitEnd().getCode().name());
            }
        }
        return outcomes;
    }

    private List<String> outcomesWith(Consumer<FaultScript> faults) {
        faults.accept(script);
        return outcomes(3);
    }

    @Test
    void streamSelectsOneIndex() {
        assertThat(outcomesWith(faults -> faults.stream(1).refuse(StatusCode.NOT_FOUND)))
                .containsExactly("OK", "NOT_FOUND", "OK");
    }

    @Test
    void streamsFromSelectsLaterStreams() {
        assertThat(outcomesWith(faults -> faults.streamsFrom(1).refuse(StatusCode.NOT_FOUND)))
                .containsExactly("OK", "NOT_FOUND", "NOT_FOUND");
    }

    @Test
    void everyStreamSelectsAll() {
        assertThat(outcomesWith(faults -> faults.everyStream().refuse(StatusCode.NOT_FOUND)))
                .containsExactly("NOT_FOUND", "NOT_FOUND", "NOT_FOUND");
    }

    @Test
    void streamsWithSelectsByHeader() {
        assertThat(outcomesWith(faults ->
                        faults.streamsWith("authorization", "Bearer token-2").refuse(StatusCode.NOT_FOUND)))
                .containsExactly("OK", "OK", "NOT_FOUND");
    }

    @Test
    void nextStreamsSelectsStreamsFromNowOn() {
        outcomes(1);

        assertThat(outcomesWith(faults -> faults.nextStreams(2).refuse(StatusCode.NOT_FOUND)))
                .containsExactly("NOT_FOUND", "NOT_FOUND", "OK");
    }

    @Test
    void nextStreamsSelectsSameStreamsForAllFaults() {
        assertThat(outcomesWith(faults -> {
                    StreamFaults next = faults.nextStreams(2);
                    next.ackEvery(2);
                    next.refuse(StatusCode.NOT_FOUND);
                }))
                .containsExactly("NOT_FOUND", "NOT_FOUND", "OK");
    }

    @Test
    void lastFaultWins() {
        assertThat(outcomesWith(faults -> {
                    faults.everyStream().refuse(StatusCode.NOT_FOUND);
                    faults.stream(0).refuse(StatusCode.ABORTED);
                }))
                .containsExactly("ABORTED", "NOT_FOUND", "NOT_FOUND");
    }

    @Test
    void clearRemovesFaults() {
        assertThat(outcomesWith(faults -> {
                    faults.everyStream().refuse(StatusCode.NOT_FOUND);
                    faults.clear();
                }))
                .containsExactly("OK", "OK", "OK");
    }

    @Test
    void faultsOfOtherTablesDoNotApply() {
        server.onTable("main.test.others").everyStream().refuse(StatusCode.NOT_FOUND);

        assertThat(outcomes(1)).containsExactly("OK");
    }
}
