package io.github.zerobus.records.schema;

import io.github.zerobus.records.encoding.ScalarType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at by reflection when a schema is made and records are encoded, for a native image, which must be told
 * when it is built.
 */
public final class ReflectedMembers {

    private final Set<Class<?>> messages = new HashSet<>();
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final Set<Method> getters = new LinkedHashSet<>();

    private ReflectedMembers() {}

    /** Of a record or bean class; a class that no schema can be made of is looked at as far as it is understood. */
    public static ReflectedMembers of(Class<?> type) {
        ReflectedMembers members = new ReflectedMembers();
        members.addMessage(type);
        return members;
    }

    /**
     * Records and beans, wherever they stand in each other, their superclasses, the classes around them and the
     * {@code package-info} of their packages.
     */
    public Set<Class<?>> types() {
        return types;
    }

    /** What is called on records and beans. */
    public Set<Method> getters() {
        return getters;
    }

    private void addMessage(Class<?> type) {
        if (Property.isOfThePlatform(type) || !messages.add(type)) {
            return;
        }
        for (Class<?> level = type; level != null && !Property.isOfThePlatform(level); level = level.getSuperclass()) {
            addMarked(level);
        }
        for (Property property : Property.of(type)) {
            getters.add(property.getter());
            addValue(property.type());
        }
    }

    /** Fields are looked for in it, and marks of null-safety on it and around it. */
    private void addMarked(Class<?> type) {
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            types.add(around);
        }
        Class<?> packageInfo = packageInfo(type);
        if (packageInfo != null) {
            types.add(packageInfo);
        }
    }

    private static @Nullable Class<?> packageInfo(Class<?> type) {
        try {
            return Class.forName(type.getPackageName() + ".package-info", false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private void addValue(Type type) {
        DeclaredType declared = DeclaredType.of(type);
        if (declared == null || ScalarType.of(declared.raw()) != null) {
            return;
        }
        if (declared.raw().isArray()) {
            addValue(declared.raw().getComponentType());
        } else if (declared.isList() || declared.isMap() || declared.isOptional()) {
            declared.arguments().forEach(this::addValue);
        } else {
            addMessage(declared.raw());
        }
    }
}
