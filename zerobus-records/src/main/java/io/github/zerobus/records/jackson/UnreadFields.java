package io.github.zerobus.records.jackson;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.zerobus.records.schema.ClassProperties;
import io.github.zerobus.records.schema.PlainProperties;
import io.github.zerobus.records.schema.Property;
import io.github.zerobus.records.schema.SchemaProblem;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.cfg.ConfigOverride;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.ser.PropertyWriter;

/** Finds the fields of a class that a mapper leaves out although nothing marks them. */
final class UnreadFields {

    private final SerializationConfig config;
    private final BeanDescription bean;
    private final Set<String> ignored;
    /** Names of the only properties that are written; null if all are. */
    private final @Nullable Set<String> included;

    private UnreadFields(SerializationConfig config, BeanDescription bean) {
        this.config = config;
        this.bean = bean;
        this.ignored = new HashSet<>(bean.getIgnoredPropertyNames());
        JsonIgnoreProperties.Value names = config.getDefaultPropertyIgnorals(bean.getBeanClass(), bean.getClassInfo());
        if (names != null) {
            ignored.addAll(names.findIgnoredForSerialization());
        }
        JsonIncludeProperties.Value only =
                config.getDefaultPropertyInclusions(bean.getBeanClass(), bean.getClassInfo());
        this.included = only == null ? null : only.getIncluded();
    }

    static @Nullable SchemaProblem problem(
            SerializationConfig config, BeanDescription bean, Collection<? extends PropertyWriter> writers) {
        ClassProperties found = ColumnIntrospector.properties(bean.getBeanClass());
        Set<Member> read = new HashSet<>();
        writers.forEach(writer -> {
            if (writer.getMember() != null) {
                read.add(writer.getMember().getMember());
            }
        });
        if (bean.findAnyGetter() != null) {
            read.add(bean.findAnyGetter().getMember());
        }
        List<Field> unread = new UnreadFields(config, bean).find(found, read);
        return unread.isEmpty() ? null : PlainProperties.unread(unread);
    }

    private List<Field> find(ClassProperties found, Set<Member> read) {
        List<Field> unread = new ArrayList<>();
        for (Field field : found.unread()) {
            if (!read.contains(field) && !isMarked(field, field.getName())) {
                unread.add(field);
            }
        }
        for (Property property : found.properties()) {
            Field field = property.field();
            if (field != null
                    && !read.contains(field)
                    && !read.contains(property.member())
                    && !isMarked(property, field)) {
                unread.add(field);
            }
        }
        return unread;
    }

    private boolean isMarked(Property property, Field field) {
        return isMarked(field, property.name()) || isMarked(property.member(), field.getName());
    }

    private boolean isMarked(Member member, String name) {
        if (ignored.contains(name) || ignored.contains(member.getName())) {
            return true;
        }
        if (included != null && !included.contains(name)) {
            return true;
        }
        AnnotatedMember known = member instanceof Field
                ? field(member)
                : bean.getClassInfo().findMethod(member.getName(), new Class<?>[0]);
        AnnotationIntrospector introspector = config.getAnnotationIntrospector();
        return known != null
                && (introspector.hasIgnoreMarker(config, known)
                        || introspector.findPropertyAccess(config, known) == JsonProperty.Access.WRITE_ONLY
                        || isIgnoredType(known.getRawType()));
    }

    private @Nullable AnnotatedMember field(Member member) {
        for (AnnotatedField known : bean.getClassInfo().fields()) {
            if (known.getAnnotated().equals(member)) {
                return known;
            }
        }
        return null;
    }

    private boolean isIgnoredType(Class<?> type) {
        ConfigOverride override = config.findConfigOverride(type);
        if (override != null && override.getIsIgnoredType() != null) {
            return override.getIsIgnoredType();
        }
        AnnotatedClass annotated = AnnotatedClassResolver.resolveWithoutSuperTypes(config, type);
        return Boolean.TRUE.equals(config.getAnnotationIntrospector().isIgnorableType(config, annotated));
    }
}
