package io.github.zerobus.autoconfigure.stream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.MessageLite;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import io.github.zerobus.schema.RecordSchema;
import io.github.zerobus.template.RecordConverter;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * The protobuf message of a stream's records.
 *
 * @param descriptor null where nothing says what it is
 * @param schema null unless it is made of a record or bean class
 */
record RecordMessage(
        @Nullable Descriptor descriptor, @Nullable RecordSchema schema) {

    /** For streams of JSON. */
    static final RecordMessage NONE = new RecordMessage(null, null);

    /** The class that is named comes before the bean. */
    static RecordMessage of(String prefix, ZerobusProperties.Stream properties, @Nullable Descriptor bean) {
        Class<?> type = properties.getRecordClass();
        if (type == null) {
            return new RecordMessage(bean, null);
        }
        if (MessageLite.class.isAssignableFrom(type)) {
            return new RecordMessage(generated(prefix, type), null);
        }
        try {
            RecordSchema schema = RecordSchema.of(type, properties.getRecordNaming());
            return new RecordMessage(schema.descriptor(), schema);
        } catch (IllegalArgumentException e) {
            throw new ZerobusConfigurationException(
                    prefix + ".record-class cannot be used: " + e.getMessage() + ".",
                    "Change the class, or name another: a record, a bean, or a class that protoc generated for a message.");
        }
    }

    private static Descriptor generated(String prefix, Class<?> type) {
        Method method = ReflectionUtils.findMethod(type, "getDescriptor");
        if (method == null || !(ReflectionUtils.invokeMethod(method, null) instanceof Descriptor descriptor)) {
            throw new ZerobusConfigurationException(
                    prefix + ".record-class is " + type.getName() + ", a message that does not tell its descriptor",
                    "Name a class that protoc generated for a message, not for the lite runtime.");
        }
        return descriptor;
    }

    /** @param prefix of the stream's keys */
    Descriptor requiredDescriptor(String prefix) {
        if (descriptor == null) {
            throw new ZerobusConfigurationException(
                    prefix + ".record-type is proto, but nothing says which message the records are",
                    "Set " + prefix
                            + ".record-class to a record, a bean or a generated message class, or give a bean of"
                            + " type com.google.protobuf.Descriptors.Descriptor.");
        }
        return descriptor;
    }

    /** For records and beans. */
    Optional<RecordConverter> converter() {
        return Optional.ofNullable(schema).map(RecordConverter::of);
    }
}
