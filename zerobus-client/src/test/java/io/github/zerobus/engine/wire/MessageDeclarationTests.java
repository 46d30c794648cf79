package io.github.zerobus.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.TimestampProto;
import io.github.zerobus.InvalidOptionException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageDeclarationTests {

    private static final FileDescriptor COMMON = file(FileDescriptorProto.newBuilder()
            .setName("common.proto")
            .setPackage("corp")
            .addEnumType(level())
            .addMessageType(message("Place")
                    .addEnumType(level().setName("Kind"))
                    .addNestedType(message("Point").addField(field("x", FieldDescriptorProto.Type.TYPE_DOUBLE, "")))
                    .addNestedType(message("NamesEntry")
                            .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                            .addField(field("key", FieldDescriptorProto.Type.TYPE_STRING, ""))
                            .addField(field("value", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Level")
                                    .setNumber(2)))
                    .addField(field("kind", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Place.Kind"))
                    .addField(field("point", FieldDescriptorProto.Type.TYPE_MESSAGE, ".corp.Place.Point")
                            .setNumber(2))
                    .addField(field("names", FieldDescriptorProto.Type.TYPE_MESSAGE, ".corp.Place.NamesEntry")
                            .setNumber(3)
                            .setLabel(Label.LABEL_REPEATED))));

    private static EnumDescriptorProto.Builder level() {
        return EnumDescriptorProto.newBuilder()
                .setName("Level")
                .addValue(EnumValueDescriptorProto.newBuilder().setName("LOW").setNumber(0))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("HIGH").setNumber(1));
    }

    private static DescriptorProto.Builder message(String name) {
        return DescriptorProto.newBuilder().setName(name);
    }

    private static FieldDescriptorProto.Builder field(String name, FieldDescriptorProto.Type type, String typeName) {
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(1)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
        return typeName.isEmpty() ? field : field.setTypeName(typeName);
    }

    private static FileDescriptor file(FileDescriptorProto.Builder file, FileDescriptor... imports) {
        Arrays.stream(imports).forEach(imported -> file.addDependency(imported.getName()));
        try {
            return FileDescriptor.buildFrom(file.build(), imports);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the first message of a file that may use {@link #COMMON}, its own types and Timestamp. */
    private static Descriptor record(DescriptorProto.Builder... messages) {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("r.proto")
                .setPackage("iot")
                .setSyntax("proto3")
                .addEnumType(level());
        Arrays.stream(messages).forEach(file::addMessageType);
        return file(file, COMMON, TimestampProto.getDescriptor())
                .getMessageTypes()
                .get(0);
    }

    private static Stream<Descriptor> typesElsewhere() {
        return Stream.of(
                record(message("R").addField(field("level", FieldDescriptorProto.Type.TYPE_ENUM, ".iot.Level"))),
                record(message("R").addField(field("level", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Level"))),
                record(message("R").addField(field("kind", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Place.Kind"))),
                record(message("R")
                        .addNestedType(message("N")
                                .addField(field("level", FieldDescriptorProto.Type.TYPE_ENUM, ".iot.Level")))
                        .addField(field("n", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.N"))),
                record(
                        message("R").addField(field("p", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.P")),
                        message("P").addField(field("x", FieldDescriptorProto.Type.TYPE_DOUBLE, ""))),
                record(message("R").addField(field("place", FieldDescriptorProto.Type.TYPE_MESSAGE, ".corp.Place"))),
                record(message("R")
                        .addField(field("at", FieldDescriptorProto.Type.TYPE_MESSAGE, ".google.protobuf.Timestamp"))));
    }

    @ParameterizedTest
    @MethodSource("typesElsewhere")
    void typesElsewhereAreCopiedIntoTheMessage(Descriptor original) throws InvalidProtocolBufferException {
        Descriptor alone = file(FileDescriptorProto.newBuilder()
                        .setName("alone.proto")
                        .setPackage("iot")
                        .setSyntax("proto3")
                        .addMessageType(MessageDeclaration.of(original)))
                .getMessageTypes()
                .get(0);
        DynamicMessage sent = filled(original);

        DynamicMessage read = DynamicMessage.parseFrom(alone, sent.toByteString());

        assertThat(read.getUnknownFields().asMap()).isEmpty();
        assertThat(read.toString()).isEqualTo(sent.toString()).isNotEmpty();
    }

    private static DynamicMessage filled(Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            Object value = value(field);
            if (field.isRepeated()) {
                message.addRepeatedField(field, value);
            } else {
                message.setField(field, value);
            }
        }
        return message.build();
    }

    private static Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> 7;
            case LONG -> 8L;
            case FLOAT -> 1.5f;
            case DOUBLE -> 2.5;
            case BOOLEAN -> true;
            case STRING -> "text";
            case BYTE_STRING -> ByteString.copyFromUtf8("bytes");
            case ENUM -> field.getEnumType().getValues().get(1);
            case MESSAGE -> filled(field.getMessageType());
        };
    }

    @Test
    void enumsWithTheSameConstantAreRefused() {
        Descriptor descriptor = record(message("R")
                .addEnumType(level().setName("Own"))
                .addField(field("a", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Level")));

        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> MessageDeclaration.of(descriptor))
                .withMessageContaining("two constants LOW");
    }

    @Test
    void messageWithoutOtherTypesIsDeclaredUnchanged() {
        assertThat(MessageDeclaration.of(Any.getDescriptor()))
                .isEqualTo(Any.getDescriptor().toProto());
    }

    private static Stream<Descriptor> recursive() {
        return Stream.of(
                Struct.getDescriptor(),
                record(message("R").addField(field("next", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R"))),
                record(message("R")
                        .addNestedType(message("N")
                                .addField(field("next", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.N")))
                        .addField(field("n", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.N"))),
                record(message("R")
                        .addNestedType(
                                message("A").addField(field("b", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.B")))
                        .addNestedType(
                                message("B").addField(field("c", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.C")))
                        .addNestedType(
                                message("C").addField(field("a", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.A")))
                        .addField(field("a", FieldDescriptorProto.Type.TYPE_MESSAGE, ".iot.R.A"))));
    }

    @ParameterizedTest
    @MethodSource("recursive")
    void recursiveMessageIsRefused(Descriptor descriptor) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> MessageDeclaration.of(descriptor))
                .withMessageContaining(descriptor.getFullName())
                .withMessageContaining("contains itself")
                .withMessageContaining("remove one of the fields");
    }

    private static Stream<Descriptor> clashes() {
        DescriptorProto.Builder both = message("R")
                .addField(field("a", FieldDescriptorProto.Type.TYPE_ENUM, ".iot.Level"))
                .addField(field("b", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Level")
                        .setNumber(2));
        DescriptorProto.Builder nested = message("R")
                .addEnumType(level())
                .addField(field("a", FieldDescriptorProto.Type.TYPE_ENUM, ".corp.Level"));
        return Stream.of(record(both), record(nested));
    }

    @ParameterizedTest
    @MethodSource("clashes")
    void typesThatNeedTheSameNameAreRefused(Descriptor descriptor) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> MessageDeclaration.of(descriptor))
                .withMessageContaining("corp.Level")
                .withMessageContaining("rename one of them");
    }
}
