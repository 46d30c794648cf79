package io.github.zerobus.records.schema;

import io.github.zerobus.records.annotation.ColumnName;
import io.github.zerobus.records.annotation.NotColumn;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The readable properties of a class: components of records, public getters, public fields, and accessors that are
 * named like their field. A property and its field count as one.
 *
 * @param properties those with a field first, in the order of declaration, inherited ones first; then computed ones by
 *     name
 * @param unread fields that nothing reads, and that are not marked to be left out
 */
public record ClassProperties(List<Property> properties, List<Field> unread) {

    /**
     * Returns the properties of a class.
     *
     * @param type any class
     * @return empty for classes of the JDK
     */
    public static ClassProperties of(Class<?> type) {
        return new Collector(type).collect();
    }

    /**
     * Returns the property that a Kotlin value class wraps.
     *
     * @param type any class
     * @return null for all other classes
     */
    public static @Nullable Property wrapped(Class<?> type) {
        if (!KotlinNames.isValueClass(type)) {
            return null;
        }
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("unbox-impl"))
                .map(method -> new Property("value", false, method, null))
                .findFirst()
                .orElse(null);
    }

    /** Collects the properties of one class. */
    private static final class Collector {

        private final Class<?> type;
        private final Map<String, Method> getters = new LinkedHashMap<>();
        private final List<Property> properties = new ArrayList<>();
        private final List<Field> unread = new ArrayList<>();

        Collector(Class<?> type) {
            this.type = type;
        }

        ClassProperties collect() {
            if (!Property.isPlatformType(type) && !type.isArray()) {
                addGetters();
                addFields(type);
                getters.values().stream()
                        .distinct()
                        .forEach(getter -> add(new Property(name(getter), false, getter, null)));
            }
            return new ClassProperties(List.copyOf(properties), List.copyOf(unread));
        }

        /** Adds the getters by their suffix, such as {@code Id} of {@code getId}. */
        private void addGetters() {
            Stream<Method> methods = Arrays.stream(type.getMethods())
                    .filter(method -> isAccessor(method) && !Property.isPlatformType(method.getDeclaringClass()))
                    .sorted(Comparator.comparing(Method::getName));
            methods.forEach(method -> {
                String name = KotlinNames.plain(method.getName());
                if (name.startsWith("get") && name.length() > 3) {
                    getters.put(name.substring(3), method);
                } else if (name.startsWith("is") && name.length() > 2 && isFlag(method.getReturnType())) {
                    getters.putIfAbsent(name.substring(2), method);
                }
            });
            getters.remove("MetaClass");
        }

        private static boolean isAccessor(Method method) {
            return method.getParameterCount() == 0
                    && method.getReturnType() != void.class
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge()
                    && !method.isSynthetic();
        }

        private static boolean isFlag(Class<?> type) {
            return type == boolean.class || type == Boolean.class;
        }

        private void addFields(@Nullable Class<?> level) {
            if (level == null || Property.isPlatformType(level)) {
                return;
            }
            addFields(level.getSuperclass());
            Arrays.stream(level.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers())
                            && !field.isSynthetic()
                            && !field.getName().startsWith("$"))
                    .forEach(this::addField);
        }

        private void addField(Field field) {
            Method getter = getter(field);
            boolean readable = getter != null || Modifier.isPublic(field.getModifiers());
            if (Modifier.isTransient(field.getModifiers()) || field.isAnnotationPresent(NotColumn.class)) {
                return;
            }
            if (readable && (getter == null || !KotlinNames.isOpaque(getter))) {
                add(new Property(propertyName(field), false, getter, field));
            } else if (getter != null || !isKnown(propertyName(field))) {
                unread.add(field);
            }
        }

        /** Whether a field is hidden by one of a subclass or superclass, with one getter for both. */
        private boolean isKnown(String name) {
            return properties.stream()
                    .anyMatch(known ->
                            known.field() != null && propertyName(known.field()).equals(name));
        }

        /** Kotlin keeps the delegate of a property in a field of its own. */
        private static String propertyName(Field field) {
            String name = field.getName();
            return name.endsWith("$delegate") ? name.substring(0, name.length() - "$delegate".length()) : name;
        }

        /** Returns the getter of a field, and removes it from those that are computed. */
        private @Nullable Method getter(Field field) {
            String name = propertyName(field);
            Method component = type.isRecord() ? method(name) : null;
            String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            boolean prefixed = isFlag(field.getType()) && name.startsWith("is") && name.length() > 2;
            List<String> suffixes = prefixed ? List.of(capital, name, name.substring(2)) : List.of(capital, name);
            Method found = component;
            // The accessor of a component may look like a getter of another property.
            getters.values().remove(component);
            for (String suffix : suffixes) {
                Method getter = getters.remove(suffix);
                found = found != null ? found : getter;
            }
            return found != null ? found : fluent(field);
        }

        /**
         * Returns the method that is named like a field and only reads it. A method that changes the field may have its
         * name too, so that the field must be final, or have a setter of the same name.
         */
        private @Nullable Method fluent(Field field) {
            Method method = method(field.getName());
            if (method == null || !method.getGenericReturnType().equals(field.getGenericType())) {
                return null;
            }
            boolean settable = Arrays.stream(type.getMethods())
                    .anyMatch(other -> other.getName().equals(field.getName())
                            && Arrays.equals(other.getParameterTypes(), new Class<?>[] {field.getType()}));
            return settable || Modifier.isFinal(field.getModifiers()) ? method : null;
        }

        private @Nullable Method method(String name) {
            return Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals(name) && isAccessor(method))
                    .findFirst()
                    .orElse(null);
        }

        private static String name(Method getter) {
            String name = KotlinNames.plain(getter.getName());
            String suffix = name.substring(name.startsWith("is") ? 2 : 3);
            // As the JavaBeans rules: URL stays as it is.
            boolean acronym = suffix.length() > 1
                    && Character.isUpperCase(suffix.charAt(0))
                    && Character.isUpperCase(suffix.charAt(1));
            return acronym ? suffix : suffix.substring(0, 1).toLowerCase(Locale.ROOT) + suffix.substring(1);
        }

        private void add(Property property) {
            if (property.annotation(NotColumn.class) != null) {
                return;
            }
            ColumnName column = property.annotation(ColumnName.class);
            properties.add(column == null ? property : property.withColumn(column.value()));
        }
    }
}
