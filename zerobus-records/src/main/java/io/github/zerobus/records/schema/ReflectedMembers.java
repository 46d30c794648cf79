package io.github.zerobus.records.schema;

import io.github.zerobus.records.encoding.ScalarTypes;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the classes and methods of an application that are accessed by reflection when a schema is compiled and
 * records are encoded.
 */
public final class ReflectedMembers {

    private final Set<Class<?>> messages = new HashSet<>();
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final Set<Method> getters = new LinkedHashSet<>();

    private ReflectedMembers() {}

    /**
     * Collects the members of a record or bean class, and of all records and beans in it.
     *
     * @param type may also be a class without a valid schema; unsupported types in it are skipped
     * @return members of all classes found
     */
    public static ReflectedMembers of(Class<?> type) {
        ReflectedMembers members = new ReflectedMembers();
        members.addMessage(type);
        return members;
    }

    /**
     * Returns the records and beans at any depth, their superclasses, enclosing classes, and the {@code package-info}
     * of their packages.
     *
     * @return unmodifiable
     */
    public Set<Class<?>> types() {
        return Collections.unmodifiableSet(types);
    }

    /**
     * Returns the accessors of the records and the getters of the beans.
     *
     * @return unmodifiable
     */
    public Set<Method> getters() {
        return Collections.unmodifiableSet(getters);
    }

    private void addMessage(Class<?> type) {
        if (Property.isPlatformType(type) || !messages.add(type)) {
            return;
        }
        for (Class<?> level = type; level != null && !Property.isPlatformType(level); level = level.getSuperclass()) {
            addClass(level);
        }
        Property wrapped = ClassProperties.wrapped(type);
        List<Property> properties =
                wrapped != null ? List.of(wrapped) : ClassProperties.of(type).properties();
        for (Property property : properties) {
            if (property.getter() != null) {
                getters.add(property.getter());
            }
            addValue(property.type());
        }
    }

    /** Adds a class whose fields are read, and everything that may carry JSpecify's annotations for it. */
    private void addClass(Class<?> type) {
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
        if (declared == null || ScalarTypes.of(declared.raw()) != null) {
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
