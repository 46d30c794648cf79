package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Struct;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.Payload;
import io.github.zerobus.RecordType;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.proto.CreateIngestStreamResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProtoRecordsTests {

    private static MultiplexedStream stream(EmbeddedZerobusServer server, @Nullable Descriptor descriptor) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(2).recordType(RecordType.PROTO).build());
        return descriptor == null
                ? builder.build()
                : builder.descriptor(descriptor).build();
    }

    private static CreateIngestStreamResponse message(String text) {
        return CreateIngestStreamResponse.newBuilder().setStreamId(text).build();
    }

    @Test
    void messagesAndEncodedBytesAreAccepted() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            try (MultiplexedStream stream = stream(server, CreateIngestStreamResponse.getDescriptor())) {
                stream.await(stream.ingest(Payload.proto(message("a"))));
                stream.await(stream.ingestBatch(
                        List.of(Payload.proto(message("b").toByteArray()), Payload.proto(message("c")))));
                assertThatIllegalArgumentException().isThrownBy(() -> stream.ingest(Payload.json("{}")));
            }
            assertThat(server.table(TABLE).rows())
                    .extracting(row -> row.bytes())
                    .containsExactly(
                            message("a").toByteString(),
                            message("b").toByteString(),
                            message("c").toByteString());
        }
    }

    @Test
    void buildFailsWhenDescriptorIsMissing() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            assertThatThrownBy(() -> stream(server, null))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("descriptor");
        }
    }

    /** The service receives the descriptor of one message, and a column cannot contain itself. */
    @Test
    void buildFailsWhenMessageIsRecursive() {
        try (EmbeddedZerobusServer server = EmbeddedZerobusServer.start()) {
            assertThatThrownBy(() -> stream(server, Struct.getDescriptor()))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("google.protobuf.Struct");
        }
    }
}
