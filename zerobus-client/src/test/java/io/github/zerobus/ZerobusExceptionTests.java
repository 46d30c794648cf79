package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZerobusExceptionTests {

    private static final Duration WAITED = Duration.ofSeconds(3);
    private final IOException cause = new IOException("refused");

    @Test
    void transientFailureIsRetryable() {
        ZerobusException failure = ZerobusException.transientFailure("no answer", cause);

        assertThat(failure).hasMessage("no answer").hasCause(cause);
        assertThat(failure.kind()).isEqualTo(ErrorKind.TRANSIENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.grpcCode()).isEmpty();
    }

    @Test
    void permanentFailureIsNotRetryable() {
        ZerobusException failure = ZerobusException.permanentFailure("wrong secret", null);

        assertThat(failure).hasMessage("wrong secret").hasNoCause();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.grpcCode()).isEmpty();
    }

    @Test
    void deserializedExceptionsHaveAllValues() throws Exception {
        SchemaFault fault = new SchemaFault(List.of(SchemaFault.Cause.FIELD_NOT_IN_TABLE), "8001");
        SchemaException schema =
                copy(EngineAccess.schemaFailure(false, GrpcCode.INVALID_ARGUMENT, "schema", fault, cause));
        assertThat(schema.fault()).isEqualTo(fault);
        assertThat(schema.grpcCode()).contains(GrpcCode.INVALID_ARGUMENT);

        TableName table = TableName.parse("main.iot.readings");
        StreamOpenException open = copy(EngineAccess.openFailure("open", table, List.of("id int64"), 3, schema));
        assertThat(open.table()).isEqualTo(table);
        assertThat(open.columns()).containsExactly("id int64");
        assertThat(open.attempts()).isEqualTo(3);
        assertThat(open.kind()).isEqualTo(ErrorKind.INVALID_DATA);

        StreamPoisonedException poisoned = copy(EngineAccess.streamPoisoned("poisoned", 2, schema));
        assertThat(poisoned.subStream()).isEqualTo(2);
        assertThat(poisoned.firstCause()).hasMessage("schema").isSameAs(poisoned.getCause());

        MessageId id = MessageId.parse("3-7");
        AwaitTimeoutException await = copy(EngineAccess.awaitTimeout("await", id, WAITED));
        assertThat(await.id()).isEqualTo(id);
        assertThat(await.waited()).isEqualTo(WAITED);

        InflightLimitException.Usage usage = new InflightLimitException.Usage(5, 6);
        InflightLimitException limit = copy(EngineAccess.inflightLimit("limit", usage, usage, WAITED));
        assertThat(limit.requests()).isEqualTo(usage);
        assertThat(limit.bytes()).isEqualTo(usage);

        InvalidOptionException option = copy(EngineAccess.invalidOption("table", "x", "name it"));
        assertThat(option.option()).isEqualTo("table");
        assertThat(option.remedy()).isEqualTo("name it");
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
