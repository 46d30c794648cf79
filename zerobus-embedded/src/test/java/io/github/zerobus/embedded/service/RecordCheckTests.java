package io.github.zerobus.embedded.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.RecordType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCheckTests {

    private static final DescriptorProto ROW = DescriptorProto.newBuilder()
            .setName("Row")
            .addField(FieldDescriptorProto.newBuilder()
                    .setName("id")
                    .setNumber(1)
                    .setType(FieldDescriptorProto.Type.TYPE_INT64)
                    .setLabel(FieldDescriptorProto.Label.LABEL_REQUIRED))
            .build();
    private static final ByteString VALID_ROW = ByteString.copyFrom(new byte[] {8, 1});

    private static CreateIngestStreamRequest.Builder create(RecordType type) {
        return CreateIngestStreamRequest.newBuilder()
                .setTableName("main.test.rows")
                .setRecordType(type);
    }

    private static RecordCheck jsonCheck() {
        return RecordCheck.of(create(RecordType.JSON).build(), true, Long.MAX_VALUE, null);
    }

    private static RecordCheck protoCheck(DescriptorProto descriptor) {
        return RecordCheck.of(
                create(RecordType.PROTO)
                        .setDescriptorProto(descriptor.toByteString())
                        .build(),
                true,
                Long.MAX_VALUE,
                null);
    }

    private static Received json(String... records) {
        return new Received(
                0, true, true, Stream.of(records).map(ByteString::copyFromUtf8).toList());
    }

    private static Received proto(ByteString record) {
        return new Received(0, false, false, List.of(record));
    }

    private static void assertInvalid(ThrowingCallable check, String text) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(check)
                .satisfies(failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rows",
                "test.rows",
                "a.main.test.rows",
                "main..rows",
                ".test.rows",
                "main.test.",
                "..",
                "main.te st.rows",
                "main.test/a.rows",
                "main.test.rows\n"
            })
    void createFailsOnTableNameWithoutThreeParts(String name) {
        assertInvalid(
                () -> RecordCheck.of(create(RecordType.JSON).setTableName(name).build(), true, 100, null),
                "three parts");
    }

    @Test
    void createFailsOnInvalidRecordTypeOrDescriptor() {
        assertInvalid(
                () -> RecordCheck.of(create(RecordType.RECORD_TYPE_UNSPECIFIED).build(), true, 100, null),
                "PROTO or JSON");
        assertInvalid(() -> RecordCheck.of(create(RecordType.PROTO).build(), true, 100, null), "requires a descriptor");
        assertInvalid(
                () -> RecordCheck.of(
                        create(RecordType.PROTO)
                                .setDescriptorProto(ByteString.copyFromUtf8("x"))
                                .build(),
                        true,
                        100,
                        null),
                "invalid descriptor");
    }

    @Test
    void jsonRecordsMustBeObjects() {
        assertThatCode(() -> jsonCheck().check(json("{}", " {\"a\": [1, null]} ")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "{",
                "{}{}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}",
                "{\"a\":01}",
                "{\"a\":\"\\x\"}",
                "\uFEFF{}",
                "{]",
                "{\"a\":[1,]}",
                "{} x"
            })
    void otherJsonIsInvalid(String record) {
        assertInvalid(() -> jsonCheck().check(json("{}", record)), "not a JSON object");
    }

    @Test
    void jsonMustBeUtf8() {
        ByteString latin1 = ByteString.copyFrom("{\"a\":\"\u00e4\"}", StandardCharsets.ISO_8859_1);

        assertThatCode(() -> jsonCheck().check(json("{\"a\":\"\u00e4\"}"))).doesNotThrowAnyException();
        assertInvalid(() -> jsonCheck().check(new Received(0, true, false, List.of(latin1))), "not a JSON object");
    }

    @Test
    void recordsMustHaveTypeOfStream() {
        assertInvalid(() -> jsonCheck().check(proto(VALID_ROW)), "not the record type of the stream");
        assertInvalid(() -> protoCheck(ROW).check(json("{}")), "not the record type of the stream");
    }

    @Test
    void messageMustHaveRecords() {
        assertInvalid(() -> jsonCheck().check(json()), "no records");
    }

    @Test
    void protobufRecordsMustMatchDescriptor() {
        assertThatCode(() -> protoCheck(ROW).check(proto(VALID_ROW))).doesNotThrowAnyException();
        assertInvalid(() -> protoCheck(ROW).check(proto(ByteString.EMPTY)), "required field");
        assertInvalid(
                () -> protoCheck(ROW).check(proto(ByteString.copyFrom(new byte[] {8}))),
                "does not match the descriptor");
    }

    @Test
    void descriptorMayReferToItsNestedTypesByFullName() {
        DescriptorProto nested = DescriptorProto.newBuilder()
                .setName("Row")
                .addNestedType(DescriptorProto.newBuilder().setName("Inner"))
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("inner")
                        .setNumber(1)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".com.example.Row.Inner")
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL))
                .build();

        assertThatCode(() -> protoCheck(nested).check(proto(ByteString.copyFrom(new byte[] {10, 0}))))
                .doesNotThrowAnyException();
    }

    @Test
    void sizeIsLimitedByServiceAndByFault() {
        long serviceLimit = 10 * 1024 * 1024;
        RecordCheck unlimited = RecordCheck.of(create(RecordType.JSON).build(), false, Long.MAX_VALUE, null);
        RecordCheck limited = RecordCheck.of(create(RecordType.JSON).build(), false, 3, null);

        assertThatCode(() -> unlimited.check(json("x".repeat((int) serviceLimit))))
                .doesNotThrowAnyException();
        assertInvalid(() -> unlimited.check(json("x".repeat((int) serviceLimit), "x")), "more than 10485760");
        assertThatCode(() -> limited.check(json("x", "xx"))).doesNotThrowAnyException();
        assertInvalid(() -> limited.check(json("xx", "xx")), "more than 3 record bytes");
    }

    @Test
    void contentIsNotValidatedWhenSwitchedOff() {
        RecordCheck check = RecordCheck.of(create(RecordType.JSON).build(), false, Long.MAX_VALUE, null);

        assertThatCode(() -> check.check(json("not json"))).doesNotThrowAnyException();
        assertInvalid(() -> check.check(proto(VALID_ROW)), "not the record type of the stream");
    }
}
