package io.github.zerobus.records.schema;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a readable property of a bean.
 *
 * @param name of the property, or of the column if it is named explicitly
 * @param named whether the name is that of the column, so that no naming strategy applies
 * @param getter null if a public field is read
 * @param field null if the property is computed
 */
public record Property(
        String name,
        boolean named,
        @Nullable Method getter,
        @Nullable Field field) {

    /**
     * Whether a class is written in Kotlin, where the name of a property is that of its field.
     *
     * @param type any class
     */
    public static boolean isKotlin(Class<?> type) {
        return KotlinNames.isKotlin(type);
    }

    /** Whether a class belongs to the JDK, so that it has no properties. */
    static boolean isPlatformType(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /**
     * Returns this property with the name of its column.
     *
     * @param column name that no naming strategy changes
     * @return a new property
     */
    public Property withColumn(String column) {
        return new Property(column, true, getter, field);
    }

    /**
     * Returns this property with another name.
     *
     * @param other name to which a naming strategy applies
     * @return a new property
     */
    public Property withName(String other) {
        return new Property(other, false, getter, field);
    }

    /**
     * Returns what is read.
     *
     * @return the getter if there is one
     */
    public Member member() {
        return getter != null ? getter : Objects.requireNonNull(field);
    }

    /** Returns the type of the values, after conversion. */
    Type type() {
        if (getter == null) {
            return Objects.requireNonNull(field).getGenericType();
        }
        Unsigned unsigned = Unsigned.of(getter);
        return unsigned != null ? unsigned.column() : getter.getGenericReturnType();
    }

    /** Whether null is rejected. */
    boolean required() {
        Class<?> raw = getter != null
                ? getter.getReturnType()
                : Objects.requireNonNull(field).getType();
        return raw.isPrimitive() || Nullness.isRequired(member().getDeclaringClass(), places());
    }

    /** Returns where annotations of the property may be. */
    Stream<AnnotatedElement> places() {
        Stream<AnnotatedElement> ofField = field == null ? Stream.empty() : Stream.of(field, field.getAnnotatedType());
        Stream<AnnotatedElement> ofGetter =
                getter == null ? Stream.empty() : Stream.of(getter, getter.getAnnotatedReturnType());
        return Stream.concat(ofField, ofGetter);
    }

    /** Returns an annotation of the field or the getter. */
    <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return places().map(place -> place.getAnnotation(type))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns a handle that reads the property, {@code (T)type}.
     *
     * @throws IllegalArgumentException if the module of the class does not open its package to this module
     */
    MethodHandle handle() {
        Class<?> declaring = member().getDeclaringClass();
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
            if (getter == null) {
                return lookup.unreflectGetter(Objects.requireNonNull(field));
            }
            MethodHandle handle = lookup.unreflect(getter);
            Unsigned unsigned = Unsigned.of(getter);
            return unsigned == null ? handle : MethodHandles.filterReturnValue(handle, unsigned.conversion());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "the properties of " + declaring.getName() + " are not accessible; open package "
                            + declaring.getPackageName() + " to " + Property.class.getModule(),
                    e);
        }
    }
}
