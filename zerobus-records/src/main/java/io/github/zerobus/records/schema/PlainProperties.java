package io.github.zerobus.records.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Properties without a JSON library. */
public final class PlainProperties implements PropertySource {

    private static final String REMEDY =
            "add a public getter with the name of the field, or mark the field as transient or"
                    + " with @NotColumn to leave it out";

    /**
     * Creates the problem of fields that would be left out.
     *
     * @param unread fields that nothing reads
     * @return problem with the names of the fields
     */
    public static SchemaProblem unread(List<Field> unread) {
        String names = unread.stream().map(Field::getName).collect(Collectors.joining(", "));
        return new SchemaProblem("has fields that nothing reads: " + names, REMEDY);
    }

    @Override
    public List<Property> properties(Class<?> type) {
        ClassProperties found = ClassProperties.of(type);
        checkAnnotations(
                Stream.concat(Stream.of(type), found.properties().stream().flatMap(Property::places)));
        if (!found.unread().isEmpty()) {
            throw unread(found.unread());
        }
        return found.properties();
    }

    /** Annotations of Jackson hide and rename properties, and only Jackson knows all their rules. */
    private static void checkAnnotations(Stream<? extends AnnotatedElement> places) {
        places.flatMap(place -> Arrays.stream(place.getAnnotations()))
                .map(Annotation::annotationType)
                .filter(type -> type.getName().startsWith("com.fasterxml.jackson.")
                        || type.getName().startsWith("tools.jackson."))
                .findFirst()
                .ifPresent(type -> {
                    throw new SchemaProblem(
                            "has the annotation @" + type.getSimpleName() + ", which needs Jackson 3",
                            "add tools.jackson.core:jackson-databind, or use @ColumnName and @NotColumn");
                });
    }

    @Override
    public @Nullable Property single(Class<?> type) {
        return ClassProperties.wrapped(type);
    }

    @Override
    public List<String> constants(Class<?> type) {
        checkAnnotations(Stream.concat(Stream.of(type), Arrays.stream(type.getFields())));
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }
}
