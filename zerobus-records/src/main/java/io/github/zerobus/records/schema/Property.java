package io.github.zerobus.records.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, or a property of a bean: a field with a public getter.
 *
 * @param type returned by the getter
 * @param required whether null is rejected
 */
record Property(String name, Type type, Method getter, boolean required) {

    /**
     * Returns the properties of a class in the order of declaration, inherited ones first.
     *
     * @return empty for classes that are neither records nor beans
     */
    static List<Property> of(Class<?> type) {
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(component -> of(type, component))
                    .toList();
        }
        List<Property> properties = new ArrayList<>();
        collect(type, type, properties);
        return properties;
    }

    private static void collect(Class<?> type, @Nullable Class<?> level, List<Property> properties) {
        if (level == null || isPlatformType(level)) {
            return;
        }
        collect(type, level.getSuperclass(), properties);
        for (Field field : level.getDeclaredFields()) {
            Method getter = getter(type, field);
            if (getter != null) {
                Stream<AnnotatedElement> places =
                        Stream.of(field, field.getAnnotatedType(), getter, getter.getAnnotatedReturnType());
                properties.add(of(field.getName(), level, getter, places));
            }
        }
    }

    /** Whether a class belongs to the JDK, so that it has no properties. */
    static boolean isPlatformType(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static Property of(Class<?> type, RecordComponent component) {
        Method getter = component.getAccessor();
        Stream<AnnotatedElement> places =
                Stream.of(component, component.getAnnotatedType(), getter, getter.getAnnotatedReturnType());
        return of(component.getName(), type, getter, places);
    }

    private static Property of(String name, Class<?> declaring, Method getter, Stream<AnnotatedElement> places) {
        boolean required = getter.getReturnType().isPrimitive() || Nullness.isRequired(declaring, places);
        return new Property(name, getter.getGenericReturnType(), getter, required);
    }

    private static @Nullable Method getter(Class<?> type, Field field) {
        if (field.isSynthetic() || (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) != 0) {
            return null;
        }
        String name = field.getName();
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        boolean flag = field.getType() == boolean.class || field.getType() == Boolean.class;
        return Stream.of("get" + capital, flag ? "is" + capital : name, name)
                .flatMap(candidate -> publicMethod(type, candidate))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Method> publicMethod(Class<?> type, String name) {
        try {
            Method method = type.getMethod(name);
            boolean reads = !Modifier.isStatic(method.getModifiers()) && method.getReturnType() != void.class;
            return reads ? Stream.of(method) : Stream.empty();
        } catch (NoSuchMethodException e) {
            return Stream.empty();
        }
    }

    /**
     * Returns a handle of the getter, {@code (T)type}.
     *
     * @throws IllegalArgumentException if the module of the class does not open its package to this module
     */
    MethodHandle handle() {
        Class<?> declaring = getter.getDeclaringClass();
        try {
            return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup())
                    .unreflect(getter);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "the getters of " + declaring.getName() + " are not accessible; open package "
                            + declaring.getPackageName() + " to " + Property.class.getModule(),
                    e);
        }
    }
}
