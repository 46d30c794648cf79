package io.github.zerobus.records.jackson;

import io.github.zerobus.records.schema.ClassProperties;
import io.github.zerobus.records.schema.PlainProperties;
import io.github.zerobus.records.schema.Property;
import io.github.zerobus.records.schema.PropertySource;
import io.github.zerobus.records.schema.SchemaProblem;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * Properties as a mapper of Jackson writes them, so that protobuf has the columns of JSON: what is hidden there is not
 * sent here. Forms without an equal in protobuf are refused.
 */
public final class JacksonProperties implements PropertySource {

    private final JsonMapper mapper;

    /**
     * Creates a source.
     *
     * @param mapper of the application; is not changed
     */
    public JacksonProperties(JsonMapper mapper) {
        this.mapper = ColumnJson.columnMapper(mapper, new ColumnModule(false));
    }

    /**
     * Creates a source with the defaults of Jackson.
     *
     * @return a new source
     */
    public static JacksonProperties standard() {
        return new JacksonProperties(JsonMapper.shared());
    }

    @Override
    public List<Property> properties(Class<?> type) {
        SerializationContextExt context = mapper._serializationContext();
        JavaType javaType = mapper.constructType(type);
        BeanDescription bean = describe(javaType);
        UnsupportedForms forms = new UnsupportedForms(context, bean);
        BeanSerializerBase serializer = serializer(context, javaType);
        if (serializer == null) {
            return none(type);
        }
        forms.checkClass(serializer);
        List<PropertyWriter> writers = new ArrayList<>();
        serializer.properties().forEachRemaining(writers::add);
        SchemaProblem problem = UnreadFields.problem(context.getConfig(), bean, writers);
        if (problem != null) {
            throw problem;
        }
        writers.forEach(forms::checkProperty);
        List<Member> order = declaredOrder(type);
        return writers.stream()
                .map(writer -> property(type, bean, writer))
                .sorted(Comparator.comparingInt(property -> position(order, property)))
                .toList();
    }

    private BeanDescription describe(JavaType type) {
        SerializationConfig config = mapper.serializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance();
        return introspector.introspectForSerialization(type, introspector.introspectClassAnnotations(type));
    }

    /** Returns null for a class without properties. */
    private static @Nullable BeanSerializerBase serializer(SerializationContextExt context, JavaType type) {
        ValueSerializer<Object> serializer;
        try {
            serializer = context.findValueSerializer(type);
        } catch (JacksonException e) {
            throw new SchemaProblem("cannot be written by Jackson: " + e.getOriginalMessage(), "change the class");
        }
        if (serializer instanceof BeanSerializerBase bean) {
            return bean;
        }
        if (serializer instanceof UnknownSerializer) {
            return null;
        }
        throw UnsupportedForms.problem("the serializer " + serializer.getClass().getName());
    }

    private static List<Property> none(Class<?> type) {
        List<Field> unread = ColumnIntrospector.properties(type).unread();
        if (!unread.isEmpty()) {
            throw PlainProperties.unread(unread);
        }
        return List.of();
    }

    private static List<Member> declaredOrder(Class<?> type) {
        return ColumnIntrospector.properties(type).properties().stream()
                .map(Property::member)
                .toList();
    }

    private static int position(List<Member> order, Property property) {
        int position = order.indexOf(property.member());
        return position < 0 ? order.size() : position;
    }

    private static Property property(Class<?> type, BeanDescription bean, PropertyWriter writer) {
        Member member = writer.getMember().getMember();
        Property property = find(type, member);
        return isRenamed(bean, writer)
                ? property.withColumn(writer.getName())
                : property.named() ? property : property.withName(writer.getName());
    }

    private static Property find(Class<?> type, Member member) {
        ClassProperties declared = ColumnIntrospector.properties(type);
        Property known = ColumnIntrospector.find(declared, member);
        return known != null ? known : plain(member);
    }

    private static Property plain(Member member) {
        return member instanceof Method method
                ? new Property(member.getName(), false, method, null)
                : new Property(member.getName(), false, null, (Field) member);
    }

    /** Whether an annotation or a strategy of the mapper gave the name. */
    private static boolean isRenamed(BeanDescription bean, PropertyWriter writer) {
        for (BeanPropertyDefinition definition : bean.findProperties()) {
            if (definition.getName().equals(writer.getName())) {
                return definition.isExplicitlyNamed()
                        || !definition.getInternalName().equals(definition.getName());
            }
        }
        return true;
    }

    @Override
    public @Nullable Property single(Class<?> type) {
        Property wrapped = ClassProperties.wrapped(type);
        if (wrapped != null) {
            return wrapped;
        }
        AnnotatedMember accessor = describe(mapper.constructType(type)).findJsonValueAccessor();
        return accessor == null ? null : plain(accessor.getMember());
    }

    @Override
    public List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(this::text).toList();
    }

    private String text(Object constant) {
        JsonNode node = mapper.valueToTree(constant);
        if (!node.isString()) {
            throw UnsupportedForms.problem("constants that are no text in JSON");
        }
        return node.stringValue();
    }
}
