package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTests {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 1_000_000, MessageId.MAX_OFFSET - 1, MessageId.MAX_OFFSET})
    void allIndicesRoundTrip(long offset) {
        for (int index = 0; index < MessageId.MAX_SUB_STREAMS; index++) {
            MessageId id = EngineAccess.messageId(index, offset);

            assertThat(id.subStream()).isEqualTo(index);
            assertThat(id.offset()).isEqualTo(offset);
            assertThat(MessageId.fromRaw(id.raw())).isEqualTo(id);
            assertThat(MessageId.parse(id.toString())).isEqualTo(id);
            assertThat(id.raw() < 0).isEqualTo(index >= 32);
        }
    }

    @Test
    void firstOfTheFirstIsZero() {
        assertThat(EngineAccess.messageId(0, 0).raw()).isZero();
    }

    @Test
    void sameOffsetOfAnotherSubStreamIsAnotherId() {
        assertThat(EngineAccess.messageId(1, 7))
                .isNotEqualTo(EngineAccess.messageId(2, 7))
                .hasToString("1-7");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineAccess.messageId(64, 0))
                .withMessageContaining("64");
        assertThatIllegalArgumentException().isThrownBy(() -> EngineAccess.messageId(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> EngineAccess.messageId(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> EngineAccess.messageId(0, MessageId.MAX_OFFSET + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "-", "a-b", "1-", "-1", "1-2-3", "64-0"})
    void textThatIsNoIdIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.parse(text));
    }
}
