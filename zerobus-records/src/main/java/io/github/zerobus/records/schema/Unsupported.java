package io.github.zerobus.records.schema;

import com.google.protobuf.MessageLite;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Says what cannot be a column, where, and what to do instead. */
final class Unsupported {

    private static final String LISTED =
            "use a type listed in docs/records.md, or write such records with a RecordConverter";

    private final Class<?> root;

    Unsupported(Class<?> root) {
        this.root = root;
    }

    IllegalArgumentException at(String path, Type type, String problem, String remedy) {
        String place = path.isEmpty() ? "it is" : path + " is of " + type.getTypeName() + ", which is";
        return refuse(place + " " + problem, remedy);
    }

    IllegalArgumentException refuse(String problem, String remedy) {
        return new IllegalArgumentException(
                root.getName() + " cannot be a protobuf message: " + problem + "; " + remedy);
    }

    /** Refuses what is neither a record nor a bean. */
    void checkMessage(String path, Class<?> type) {
        String problem = problem(type);
        if (problem != null) {
            throw at(path, type, problem, LISTED);
        }
    }

    private static @Nullable String problem(Class<?> type) {
        if (type.isPrimitive() || type.isArray() || type.isEnum() || Property.isOfThePlatform(type)) {
            return "neither a record nor a bean, nor of another type that can be a column";
        }
        if (MessageLite.class.isAssignableFrom(type)) {
            return "a generated message, whose descriptor cannot be nested here";
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return "abstract, which does not say what its objects hold";
        }
        return type.isAnonymousClass() ? "anonymous" : null;
    }
}
