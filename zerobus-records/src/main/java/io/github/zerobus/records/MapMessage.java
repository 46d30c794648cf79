package io.github.zerobus.records;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.github.zerobus.records.encoding.InvalidValueException;
import io.github.zerobus.records.encoding.RefusedValueException;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.ScalarTypes;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts maps with the names of columns into the message of a descriptor. Null values are left out. */
final class MapMessage {

    private final Descriptor root;

    MapMessage(Descriptor root) {
        this.root = root;
    }

    Message convert(Map<?, ?> map) {
        try {
            return message(root, "", map);
        } catch (InvalidValueException e) {
            throw new RefusedValueException(
                    "the record cannot be encoded as " + root.getFullName() + ": " + e.getMessage(), null);
        }
    }

    private Message message(Descriptor type, String path, Map<?, ?> map) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        map.forEach((key, value) -> {
            FieldDescriptor field = type.findFieldByName(String.valueOf(key));
            if (field == null) {
                throw new InvalidValueException(
                        path.isEmpty() ? "it" : path,
                        "has a key that is no field of " + type.getFullName() + "; remove it, or add the field");
            }
            set(message, field, path.isEmpty() ? field.getName() : path + "." + field.getName(), value);
        });
        if (!message.isInitialized()) {
            throw new InvalidValueException(
                    path.isEmpty() ? "it" : path,
                    "lacks the required fields " + String.join(", ", message.findInitializationErrors())
                            + "; add them");
        }
        return message.build();
    }

    private void set(DynamicMessage.Builder message, FieldDescriptor field, String path, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (field.isMapField()) {
            message.setField(field, entries(field, path, value));
        } else if (field.isRepeated()) {
            message.setField(field, elements(field, path, value));
        } else {
            message.setField(field, single(field, path, value));
        }
    }

    private List<Message> entries(FieldDescriptor field, String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(path, value, "a Map");
        }
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor content = field.getMessageType().findFieldByNumber(2);
        List<Message> entries = new ArrayList<>();
        map.forEach((name, object) -> entries.add(DynamicMessage.newBuilder(field.getMessageType())
                .setField(key, single(key, path + ".key", name))
                .setField(content, single(content, path + ".value", object))
                .build()));
        return entries;
    }

    private List<Object> elements(FieldDescriptor field, String path, Object value) {
        List<Object> elements = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            for (Object element : collection) {
                elements.add(single(field, path + "[" + elements.size() + "]", element));
            }
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(single(field, path + "[" + i + "]", Array.get(value, i)));
            }
        } else {
            throw wrong(path, value, "a Collection or an array");
        }
        return elements;
    }

    private Object single(FieldDescriptor field, String path, @Nullable Object value) {
        if (value == null) {
            throw new InvalidValueException(path, "is null, but required; leave it out");
        }
        return switch (field.getJavaType()) {
            case MESSAGE -> nested(field, path, value);
            case ENUM -> constant(field, path, value);
            case FLOAT -> float32(path, value);
            case DOUBLE -> float64(path, value);
            case INT -> (int) integer(path, notA("TIMESTAMP", path, value), Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> integer(path, notA("DATE", path, value), Long.MIN_VALUE, Long.MAX_VALUE);
            case BOOLEAN -> bool(path, value);
            case STRING -> text(path, value);
            case BYTE_STRING -> bytes(path, value);
        };
    }

    private Object nested(FieldDescriptor field, String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return message(field.getMessageType(), path, map);
        }
        if (value instanceof Message message && message.getDescriptorForType() == field.getMessageType()) {
            return message;
        }
        throw wrong(path, value, "a Map");
    }

    private static EnumValueDescriptor constant(FieldDescriptor field, String path, Object value) {
        EnumValueDescriptor constant = value instanceof Number number
                ? field.getEnumType().findValueByNumber(number.intValue())
                : field.getEnumType().findValueByName(value instanceof Enum<?> named ? named.name() : value.toString());
        if (constant == null) {
            throw wrong(path, value, "a constant of " + field.getEnumType().getFullName());
        }
        return constant;
    }

    /** Returns the form of both encodings: times as numbers, decimals as text. */
    private static Object form(String path, Object value) {
        ScalarType scalar = ScalarTypes.of(value.getClass());
        if (scalar == null || scalar.json() == null || value instanceof Double || value instanceof Float) {
            return value;
        }
        try {
            return scalar.json().apply(value);
        } catch (InvalidValueException e) {
            throw e.at(path);
        }
    }

    /** Days in place of microseconds, and the other way round, are numbers too, but of another time. */
    private static Object notA(String column, String path, Object value) {
        ScalarType scalar = value instanceof Number ? null : ScalarTypes.of(value.getClass());
        if (scalar != null && scalar.column().equals(column)) {
            throw wrong(
                    path, value, column.equals("DATE") ? "microseconds, such as an Instant" : "days, as a LocalDate");
        }
        return value;
    }

    private static Float float32(String path, Object value) {
        Number number = number(path, value);
        float nearest = number.floatValue();
        if (Float.isInfinite(nearest) && !isInfinite(number)) {
            throw wrong(path, value, "a number of at most " + Float.MAX_VALUE);
        }
        return nearest;
    }

    private static Double float64(String path, Object value) {
        Number number = number(path, value);
        double nearest = number.doubleValue();
        if (Double.isInfinite(nearest) && !isInfinite(number)) {
            throw wrong(path, value, "a number of at most " + Double.MAX_VALUE);
        }
        return nearest;
    }

    private static boolean isInfinite(Number number) {
        return (number instanceof Double || number instanceof Float) && Double.isInfinite(number.doubleValue());
    }

    private static Number number(String path, Object value) {
        if (value instanceof Number number) {
            return number;
        }
        throw wrong(path, value, "a number");
    }

    private static long integer(String path, Object value, long min, long max) {
        Object form = value instanceof Number ? value : form(path, value);
        if (!(form instanceof Number number)) {
            throw wrong(path, value, "an integer");
        }
        try {
            long exact = form instanceof Long || form instanceof Integer
                    ? number.longValue()
                    : new BigDecimal(number.toString()).longValueExact();
            if (exact >= min && exact <= max) {
                return exact;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(path, value, "an integer from " + min + " to " + max);
        }
        throw wrong(path, value, "an integer from " + min + " to " + max);
    }

    private static Boolean bool(String path, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(path, value, "a boolean");
    }

    private static String text(String path, Object value) {
        Object form = form(path, value);
        ScalarType scalar = ScalarTypes.of(value.getClass());
        if (scalar == null || form instanceof Number || form instanceof Boolean || form instanceof byte[]) {
            throw wrong(path, value, "text");
        }
        String text = value instanceof Enum<?> constant ? constant.name() : form.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidValueException(path, "contains an unpaired surrogate, which UTF-8 cannot encode");
        }
        return text;
    }

    private static ByteString bytes(String path, Object value) {
        if (value instanceof ByteString bytes) {
            return bytes;
        }
        if (form(path, value) instanceof byte[] bytes) {
            return ByteString.copyFrom(bytes);
        }
        throw wrong(path, value, "bytes");
    }

    private static InvalidValueException wrong(String path, Object value, String expected) {
        return new InvalidValueException(
                path, "is an object of " + value.getClass().getName() + "; the field takes " + expected);
    }
}
