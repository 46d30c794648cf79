package io.github.zerobus.records.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.zerobus.records.schema.SchemaProblem;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/** Refuses annotations for JSON that have no equal in protobuf, so that no column differs without notice. */
final class UnsupportedForms {

    private static final Set<JsonInclude.Include> HIDING =
            Set.of(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.CUSTOM);

    private final SerializationContext context;
    private final SerializationConfig config;
    private final AnnotationIntrospector introspector;
    private final BeanDescription bean;

    UnsupportedForms(SerializationContext context, BeanDescription bean) {
        this.context = context;
        this.config = context.getConfig();
        this.introspector = context.getAnnotationIntrospector();
        this.bean = bean;
    }

    /** Creates the problem of a form that protobuf does not have. */
    static SchemaProblem problem(String form) {
        return new SchemaProblem(
                "has " + form + ", which protobuf records do not support",
                "remove it, send JSON, or convert such records with a RecordConverter");
    }

    void checkClass(BeanSerializerBase serializer) {
        refuse(bean.findAnyGetter() != null, "@JsonAnyGetter");
        refuse(serializer.usesObjectId(), "@JsonIdentityInfo");
        refuse(serializer.getFilterId() != null, "@JsonFilter");
        refuse(context.findTypeSerializer(bean.getType(), bean.getClassInfo()) != null, "@JsonTypeInfo");
        refuse(hasFormat(bean.getClassInfo()), "@JsonFormat");
        refuse(hides(bean.getClassInfo()), "@JsonInclude of empty or default values");
        refuse(
                HIDING.contains(config.getDefaultPropertyInclusion().getValueInclusion()),
                "a mapper that leaves out empty or default values");
    }

    void checkProperty(PropertyWriter writer) {
        AnnotatedMember member = writer.getMember();
        refuse(!isReadable(member), "the computed property " + writer.getName());
        String of = " on " + writer.getName();
        refuse(introspector.findUnwrappingNameTransformer(config, member) != null, "@JsonUnwrapped" + of);
        refuse(writer instanceof BeanPropertyWriter typed && typed.getTypeSerializer() != null, "@JsonTypeInfo" + of);
        refuse(member.hasAnnotation(JsonRawValue.class), "@JsonRawValue" + of);
        refuse(hasSerializer(member), "@JsonSerialize" + of);
        refuse(hasFormat(member), "@JsonFormat" + of);
        refuse(
                member.hasAnnotation(JsonIgnoreProperties.class) || member.hasAnnotation(JsonIncludeProperties.class),
                "@JsonIgnoreProperties or @JsonIncludeProperties" + of);
        refuse(hides(member), "@JsonInclude of empty or default values" + of);
    }

    private static boolean isReadable(@Nullable AnnotatedMember member) {
        return member != null && (member.getMember() instanceof Method || member.getMember() instanceof Field);
    }

    private boolean hasSerializer(AnnotatedMember member) {
        Object serializer = introspector.findSerializer(config, member);
        return (serializer != null && !(serializer instanceof UnsignedSerializer))
                || introspector.findContentSerializer(config, member) != null
                || introspector.findKeySerializer(config, member) != null
                || introspector.findSerializationConverter(config, member) != null
                || introspector.findSerializationContentConverter(config, member) != null;
    }

    private boolean hasFormat(Annotated annotated) {
        JsonFormat.Value format = introspector.findFormat(config, annotated);
        return format != null && (format.hasShape() || format.hasPattern());
    }

    private boolean hides(Annotated annotated) {
        JsonInclude.Value inclusion = introspector.findPropertyInclusion(config, annotated);
        return inclusion != null
                && (HIDING.contains(inclusion.getValueInclusion()) || HIDING.contains(inclusion.getContentInclusion()));
    }

    private static void refuse(boolean unsupported, String form) {
        if (unsupported) {
            throw problem(form);
        }
    }
}
