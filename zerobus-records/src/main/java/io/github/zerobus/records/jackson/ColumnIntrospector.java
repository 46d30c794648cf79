package io.github.zerobus.records.jackson;

import io.github.zerobus.records.annotation.ColumnName;
import io.github.zerobus.records.annotation.NotColumn;
import io.github.zerobus.records.schema.ClassProperties;
import io.github.zerobus.records.schema.Property;
import io.github.zerobus.records.schema.Unsigned;
import java.lang.ref.WeakReference;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;

/** Adds accessors that Jackson does not find itself, and the annotations of this library. */
final class ColumnIntrospector extends AnnotationIntrospector {

    /** Weak, since a class of this library in a class of another loader would keep the loader of this library alive. */
    private static final ClassValue<AtomicReference<WeakReference<ClassProperties>>> CLASSES = new ClassValue<>() {
        @Override
        protected AtomicReference<WeakReference<ClassProperties>> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    static ClassProperties properties(Class<?> type) {
        AtomicReference<WeakReference<ClassProperties>> cached = CLASSES.get(type);
        WeakReference<ClassProperties> last = cached.get();
        ClassProperties known = last == null ? null : last.get();
        if (known == null) {
            known = ClassProperties.of(type);
            cached.set(new WeakReference<>(known));
        }
        return known;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
        return member.hasAnnotation(NotColumn.class);
    }

    @Override
    public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
        ColumnName column = annotated.getAnnotation(ColumnName.class);
        if (column != null) {
            return PropertyName.construct(column.value());
        }
        // A method that Jackson does not take for a getter; the name is the implicit one.
        return annotated instanceof AnnotatedMethod method && !isPlainGetter(method) && property(method) != null
                ? PropertyName.USE_DEFAULT
                : null;
    }

    @Override
    public @Nullable String findImplicitPropertyName(MapperConfig<?> config, AnnotatedMember member) {
        if (!(member instanceof AnnotatedMethod method) || method.getParameterCount() != 0) {
            return null;
        }
        boolean kotlin = Property.isKotlin(method.getDeclaringClass());
        Property property = kotlin || !isPlainGetter(method) ? property(method) : null;
        return property == null || property.named() ? null : property.name();
    }

    @Override
    public @Nullable Object findSerializer(MapperConfig<?> config, Annotated annotated) {
        Unsigned unsigned =
                annotated instanceof AnnotatedMethod method && method.getName().indexOf('-') > 0
                        ? Unsigned.of(method.getAnnotated())
                        : null;
        return unsigned == null ? null : new UnsignedSerializer(unsigned);
    }

    private static boolean isPlainGetter(AnnotatedMethod method) {
        String name = method.getName();
        int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
        return prefix > 0
                && name.length() > prefix
                && !Character.isLowerCase(name.charAt(prefix))
                && name.indexOf('-') < 0
                && name.indexOf('$') < 0;
    }

    private static @Nullable Property property(AnnotatedMethod method) {
        if (method.getParameterCount() != 0 || method.getDeclaringClass().isRecord()) {
            return null;
        }
        Method getter = method.getAnnotated();
        return find(properties(method.getDeclaringClass()), getter);
    }

    static @Nullable Property find(ClassProperties properties, Member member) {
        return properties.properties().stream()
                .filter(property -> member.equals(property.getter()) || member.equals(property.field()))
                .findFirst()
                .orElse(null);
    }
}
