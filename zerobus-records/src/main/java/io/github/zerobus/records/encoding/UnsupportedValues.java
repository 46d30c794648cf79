package io.github.zerobus.records.encoding;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Classes whose objects are no values of a row, and trees of JSON libraries, whose text is their document. */
public final class UnsupportedValues {

    private static final Set<String> DEFERRED = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.smallrye.mutiny.Uni",
            "kotlin.Lazy",
            "kotlin.sequences.Sequence",
            "kotlinx.coroutines.Job",
            "kotlinx.coroutines.flow.Flow");

    private static final Set<String> RESOURCES = Set.of(
            "java.lang.AutoCloseable",
            "java.util.Iterator",
            "java.util.Enumeration",
            "java.util.Spliterator",
            "org.springframework.core.io.InputStreamSource",
            "org.springframework.core.io.buffer.DataBuffer",
            "io.netty.util.ReferenceCounted",
            "java.lang.Thread",
            "java.lang.ClassLoader",
            "java.lang.Class",
            "java.util.concurrent.locks.Lock",
            "java.lang.ref.Reference",
            "java.lang.ThreadLocal",
            "kotlin.time.Duration",
            "kotlin.UIntArray",
            "kotlin.ULongArray",
            "kotlin.UShortArray",
            "kotlin.UByteArray");

    private static final Set<String> TREES = Set.of(
            "com.fasterxml.jackson.databind.JsonNode",
            "com.google.gson.JsonElement",
            "org.json.JSONObject",
            "org.json.JSONArray",
            "jakarta.json.JsonValue",
            "javax.json.JsonValue",
            "io.vertx.core.json.JsonObject",
            "io.vertx.core.json.JsonArray",
            "kotlinx.serialization.json.JsonElement");

    private static final Pattern TREE_NAME =
            Pattern.compile("(Json|JSON|Bson)(Node|Element|Object|Array|Value|Document|Primitive|Tree)");

    /** An index of {@link Kind}: a value of the JDK, since a class of this library would keep its loader alive. */
    private static final ClassValue<Integer> KINDS = new ClassValue<>() {
        @Override
        @SuppressWarnings("EnumOrdinal") // an index of the constants in the same JVM
        protected Integer computeValue(Class<?> type) {
            return kind(type).ordinal();
        }
    };

    private static final Kind[] ALL_KINDS = Kind.values();

    private enum Kind {
        VALUE,
        TREE,
        UNKNOWN_TREE,
        DEFERRED,
        RESOURCE
    }

    private UnsupportedValues() {}

    /** Whether the text of the objects is the JSON document that they represent. */
    public static boolean isTree(Class<?> type) {
        return known(type) == Kind.TREE;
    }

    /**
     * Returns why objects of a class are not sent.
     *
     * @param type run-time class of a value
     * @return predicate with the remedy; null for all other classes
     */
    public static @Nullable String problem(Class<?> type) {
        return switch (known(type)) {
            case VALUE, TREE -> null;
            case UNKNOWN_TREE -> subject(type) + "a JSON tree of an unknown library; send its text, or a Map";
            case DEFERRED -> subject(type) + "which only produces values; wait for them, and send each one";
            case RESOURCE -> subject(type) + "which is no value; read it, and send its content";
        };
    }

    private static String subject(Class<?> type) {
        return "is an object of " + type.getName() + ", ";
    }

    private static Kind known(Class<?> type) {
        return ALL_KINDS[KINDS.get(type)];
    }

    private static Kind kind(Class<?> type) {
        Set<String> names = new HashSet<>();
        addNames(type, names);
        if (names.stream().anyMatch(TREES::contains)) {
            return Kind.TREE;
        }
        if (names.stream().anyMatch(DEFERRED::contains)) {
            return Kind.DEFERRED;
        }
        // Jackson's own trees and documents that are maps need no knowledge of their library.
        boolean known = names.contains("tools.jackson.core.TreeNode")
                || Map.class.isAssignableFrom(type)
                || Collection.class.isAssignableFrom(type);
        if (!known && TREE_NAME.matcher(type.getSimpleName()).matches()) {
            return Kind.UNKNOWN_TREE;
        }
        return !known && names.stream().anyMatch(RESOURCES::contains) ? Kind.RESOURCE : Kind.VALUE;
    }

    private static void addNames(@Nullable Class<?> type, Set<String> names) {
        if (type == null || !names.add(type.getName())) {
            return;
        }
        addNames(type.getSuperclass(), names);
        for (Class<?> implemented : type.getInterfaces()) {
            addNames(implemented, names);
        }
    }
}
