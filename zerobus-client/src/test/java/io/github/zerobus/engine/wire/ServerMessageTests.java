package io.github.zerobus.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Duration;
import io.github.zerobus.proto.CloseStreamSignal;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.github.zerobus.proto.IngestRecordResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what a server may send, whether it is a message or not. */
class ServerMessageTests {

    private static ServerMessage read(byte... bytes) {
        return ServerMessage.read(new ByteArrayInputStream(bytes));
    }

    private static ServerMessage ack(long offset) {
        return read(EphemeralStreamResponse.newBuilder()
                .setIngestRecordResponse(IngestRecordResponse.newBuilder().setDurabilityAckUpToOffset(offset))
                .build()
                .toByteArray());
    }

    private static ServerMessage created(String id) {
        return read(EphemeralStreamResponse.newBuilder()
                .setCreateStreamResponse(CreateIngestStreamResponse.newBuilder().setStreamId(id))
                .build()
                .toByteArray());
    }

    private static ServerMessage closeSignal(long seconds, int nanos) {
        return read(EphemeralStreamResponse.newBuilder()
                .setCloseStreamSignal(CloseStreamSignal.newBuilder()
                        .setDuration(Duration.newBuilder().setSeconds(seconds).setNanos(nanos)))
                .build()
                .toByteArray());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void messagesOfServiceAreRead() {
        assertThat(created("7b1d0c2e")).isEqualTo(new ServerMessage.Created("7b1d0c2e"));
        assertThat(ack(Long.MAX_VALUE)).isEqualTo(new ServerMessage.Ack(Long.MAX_VALUE));
        assertThat(closeSignal(3, 5))
                .isEqualTo(new ServerMessage.CloseSignal(
                        java.time.Duration.ofSeconds(3).plusNanos(5)));
        assertThat(read()).isEqualTo(new ServerMessage.Unknown());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void negativeOffsetIsMalformed(long offset) {
        assertThat(ack(offset))
                .isInstanceOfSatisfying(
                        ServerMessage.Malformed.class,
                        message -> assertThat(message.reason()).contains("negative", String.valueOf(offset)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\ny", "x\u001b[31m", "x\u2028", "\u202e"})
    void streamIdThatCannotBeLoggedIsMalformed(String id) {
        assertThat(created(id)).isInstanceOf(ServerMessage.Malformed.class);
    }

    @Test
    void streamIdHasALimit() {
        assertThat(created("x".repeat(ServerMessage.MAX_STREAM_ID))).isInstanceOf(ServerMessage.Created.class);
        assertThat(created("x".repeat(ServerMessage.MAX_STREAM_ID + 1))).isInstanceOf(ServerMessage.Malformed.class);
    }

    @Test
    void absurdCloseSignalIsReadOrMalformed() {
        assertThat(closeSignal(Long.MAX_VALUE, Integer.MAX_VALUE)).isInstanceOf(ServerMessage.CloseSignal.class);
        assertThat(closeSignal(-1, 0)).isInstanceOf(ServerMessage.Malformed.class);
        assertThat(closeSignal(0, -1)).isInstanceOf(ServerMessage.Malformed.class);
    }

    @Test
    void brokenBytesAreMalformed() {
        byte[][] broken = {
            bytes(0x12, 0x05, 0x08),
            bytes(0x12, 0xff, 0xff, 0xff, 0xff, 0x0f),
            bytes(0x12, 0x02, 0x08, 0x80),
            bytes(0x12, 0x0c, 0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01),
            bytes(0x0a, 0x03, 0x0a, 0x01, 0xff),
            bytes(0x00),
            bytes(0x1c),
            bytes(0x7b),
            bytes(0x8e, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
        };

        assertThat(Arrays.asList(broken))
                .allSatisfy(bytes -> assertThat(read(bytes)).isInstanceOf(ServerMessage.Malformed.class));
    }

    @Test
    void deeplyNestedGroupsAreMalformed() {
        byte[] groups = new byte[ServerMessage.MAX_SIZE];
        Arrays.fill(groups, (byte) 0x7b);

        assertThat(read(groups)).isInstanceOf(ServerMessage.Malformed.class);
    }

    @Test
    void unknownFieldsAreSkipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64(99, 7);
        out.writeByteArray(50, new byte[300]);
        out.writeByteArray(2, bytes(0x4a, 0x01, 0x00, 0x08, 0x09));
        out.flush();

        assertThat(read(bytes.toByteArray())).isEqualTo(new ServerMessage.Ack(9L));
    }

    /** An exception would end the call with a reason of gRPC's. */
    @Test
    void arbitraryBytesNeverThrow() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = (byte) (((1 + random.nextInt(3)) << 3) | 2);
                bytes[1] = (byte) random.nextInt(bytes.length);
            }
            assertThat(read(bytes)).isNotNull();
        }
    }
}
