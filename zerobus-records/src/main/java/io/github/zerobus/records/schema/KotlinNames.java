package io.github.zerobus.records.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The names that Kotlin's compiler gives to getters: {@code getId-<hash>} and {@code getId$<module>}. */
final class KotlinNames {

    private static final String DURATION_HASH = "-UwyO8pc";

    private KotlinNames() {}

    /** Returns the name of a method without the hash of a value class or the module of an internal property. */
    static String plain(String method) {
        int end = method.indexOf('-');
        if (end < 0) {
            end = method.indexOf('$');
        }
        return end > 0 ? method.substring(0, end) : method;
    }

    /**
     * Whether the value that a method returns does not stand for itself: unsigned arrays have the type of signed ones,
     * and a duration is a number in a form of Kotlin's own.
     */
    static boolean isOpaque(Method method) {
        String name = method.getName();
        Class<?> type = method.getReturnType();
        return name.endsWith(DURATION_HASH)
                || (name.indexOf('-') > 0
                        && type.isArray()
                        && type.getComponentType().isPrimitive());
    }

    static boolean isKotlin(Class<?> type) {
        return has(type, "kotlin.Metadata");
    }

    static boolean isValueClass(Class<?> type) {
        return !type.isInterface() && has(type, "kotlin.jvm.JvmInline");
    }

    private static boolean has(Class<?> type, String annotation) {
        return Arrays.stream(type.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(found -> found.getName().equals(annotation));
    }
}
