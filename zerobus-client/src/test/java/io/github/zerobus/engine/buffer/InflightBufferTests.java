package io.github.zerobus.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.Payload;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.conformance.Conformance;
import io.github.zerobus.engine.time.ThreadTimers;
import org.junit.jupiter.api.Test;

class InflightBufferTests {

    private final InflightBuffer buffer = new InflightBuffer(
            0, StreamOptions.builder().build(), 0, new ThreadTimers("buffer"), () -> {}, positions -> {});

    /** A caller may have checked the state of the stream before it was closed. */
    @Test
    @Conformance(122)
    void closedBufferAdmitsNothing() {
        Payload record = Payload.json("{}");
        assertThat(buffer.tryAdmit(record, null, InflightBuffer.NOT_STORED, null))
                .isNotNull();

        buffer.closeAdmission(() -> ZerobusException.transientFailure("closed", null));

        assertThatThrownBy(() -> buffer.tryAdmit(record, null, InflightBuffer.NOT_STORED, null))
                .hasMessage("closed");
        assertThatThrownBy(() -> buffer.queueForRoom(record, null, InflightBuffer.NOT_STORED, null))
                .hasMessage("closed");
        assertThat(buffer.inflightRequests()).isEqualTo(1);
    }
}
