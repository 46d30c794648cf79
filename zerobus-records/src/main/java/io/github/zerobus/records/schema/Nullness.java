package io.github.zerobus.records.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a property is required: by annotations of any library on the property, or else by JSpecify's
 * annotations on its class, the enclosing classes, the package and the module.
 */
final class Nullness {

    private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull");
    private static final Set<String> NON_NULL = Set.of("NonNull", "NotNull", "Nonnull");

    private Nullness() {}

    /** @param places where annotations of the property may be */
    static boolean isRequired(Class<?> declaring, Stream<? extends AnnotatedElement> places) {
        Set<String> names = places.flatMap(place -> Arrays.stream(place.getAnnotations()))
                .map(Annotation::annotationType)
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        if (names.stream().anyMatch(NULLABLE::contains)) {
            return false;
        }
        return names.stream().anyMatch(NON_NULL::contains) || isNullMarked(declaring);
    }

    private static boolean isNullMarked(Class<?> declaring) {
        Stream<AnnotatedElement> around =
                Stream.concat(enclosing(declaring), Stream.of(declaring.getPackage(), declaring.getModule()));
        return around.filter(place ->
                        place.isAnnotationPresent(NullMarked.class) || place.isAnnotationPresent(NullUnmarked.class))
                .findFirst()
                .map(place -> place.isAnnotationPresent(NullMarked.class))
                .orElse(false);
    }

    /** Returns the class and its enclosing classes, innermost first. */
    private static Stream<Class<?>> enclosing(@Nullable Class<?> type) {
        return type == null ? Stream.empty() : Stream.concat(Stream.of(type), enclosing(type.getEnclosingClass()));
    }
}
