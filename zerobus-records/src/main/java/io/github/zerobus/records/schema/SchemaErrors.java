package io.github.zerobus.records.schema;

import com.google.protobuf.MessageLite;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions for classes that cannot be protobuf messages. They name path, problem and remedy. */
final class SchemaErrors {

    private static final String SUPPORTED_TYPES =
            "use a primitive or its box, text, an enum, a UUID, bytes, a date or time of java.time, a BigDecimal or"
                    + " BigInteger, a record or bean, or a collection, array, map or Optional of these, or convert such"
                    + " records with a RecordConverter";

    private final Class<?> root;

    SchemaErrors(Class<?> root) {
        this.root = root;
    }

    /**
     * Creates an exception for the type of a property, or for the class of the schema.
     *
     * @param path of the property; empty for the class of the schema
     * @param problem predicate whose subject is the type
     * @param remedy imperative
     */
    IllegalArgumentException type(String path, Type type, String problem, String remedy) {
        String subject = path.isEmpty() ? "it" : path + " is of " + type.getTypeName() + ", which";
        return schema(subject + " " + problem, remedy);
    }

    /**
     * Creates an exception for something else in the schema.
     *
     * @param problem whole clause
     * @param remedy imperative
     */
    IllegalArgumentException schema(String problem, String remedy) {
        return new IllegalArgumentException(
                root.getName() + " cannot be mapped to a protobuf message: " + problem + "; " + remedy);
    }

    /**
     * Checks that a class is a record or bean.
     *
     * @throws IllegalArgumentException if it is not
     */
    void checkMessage(String path, Class<?> type) {
        String problem = problem(type);
        if (problem != null) {
            throw type(path, type, problem, SUPPORTED_TYPES);
        }
    }

    private static @Nullable String problem(Class<?> type) {
        if (type.isPrimitive() || type.isArray() || type.isEnum() || Property.isPlatformType(type)) {
            return "is neither a record nor a bean, nor another supported type";
        }
        if (MessageLite.class.isAssignableFrom(type)) {
            return "is a generated message, whose descriptor cannot be nested";
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return "is abstract, so that the properties of its objects are unknown";
        }
        return type.isAnonymousClass() ? "is anonymous" : null;
    }
}
