package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import io.github.zerobus.records.encoding.RecordEncoder;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.ScalarTypes;
import io.github.zerobus.records.encoding.UnsupportedValues;
import io.github.zerobus.records.encoding.WriterFactory;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a record or bean class into the declaration of a message and an encoder. All nested message types are
 * declared side by side in the outermost message, once each.
 */
public final class SchemaCompiler {

    private final PropertySource source;
    private final UnaryOperator<String> naming;
    private final TypeNames names;
    private final SchemaErrors errors;
    private final DescriptorProto.Builder root = DescriptorProto.newBuilder();
    private final Map<Class<?>, ValueType> nested = new HashMap<>();

    /** Classes that are being compiled, innermost first. Used to detect recursion. */
    private final Deque<Class<?>> enclosing = new ArrayDeque<>();

    private SchemaCompiler(Class<?> type, PropertySource source, UnaryOperator<String> naming) {
        this.source = source;
        this.naming = naming;
        this.names = new TypeNames(type);
        this.errors = new SchemaErrors(type);
    }

    /**
     * Compiles the schema of a class.
     *
     * @param type record or bean class
     * @param source of the properties of all classes
     * @param naming returns the name of the column for the name of a property
     * @return declaration and encoder
     * @throws IllegalArgumentException if the class cannot be a message; names path, problem and remedy
     */
    public static CompiledSchema compile(Class<?> type, PropertySource source, UnaryOperator<String> naming) {
        return new SchemaCompiler(type, source, naming).compile(type);
    }

    private CompiledSchema compile(Class<?> type) {
        root.setName(names.root());
        MessageFields fields = compile(type, root, "." + names.root(), "");
        return new CompiledSchema(root.build(), fields.columns(), new RecordEncoder(type, fields.writer()));
    }

    private MessageFields compile(Class<?> type, DescriptorProto.Builder message, String fullName, String path) {
        errors.checkMessage(path, type);
        if (enclosing.contains(type)) {
            throw errors.type(path, type, "is recursive, which a column cannot be", "remove this property");
        }
        enclosing.push(type);
        List<Property> properties = properties(type, path);
        List<String> columns = columns(properties, path);
        MessageFields fields =
                new MessageCompiler(this::valueType, errors, message, fullName, path).compile(properties, columns);
        enclosing.pop();
        return fields;
    }

    private List<Property> properties(Class<?> type, String path) {
        List<Property> properties;
        try {
            properties = source.properties(type);
        } catch (SchemaProblem e) {
            throw errors.type(path, type, e.problem(), e.remedy());
        }
        if (properties.isEmpty()) {
            throw errors.type(path, type, "has neither components nor public getters nor public fields", "add one");
        }
        return properties;
    }

    /** Returns the names of the columns. They must differ in more than case, because Delta ignores case. */
    private List<String> columns(List<Property> properties, String path) {
        List<String> columns = new ArrayList<>();
        Set<String> lowerCase = new HashSet<>();
        for (Property property : properties) {
            String column = property.named() ? property.name() : naming.apply(property.name());
            String subject = (path.isEmpty() ? "" : path + ".") + property.name() + " has the column name " + column;
            if (!TypeNames.isValid(column)) {
                throw errors.schema(
                        subject + ", which contains characters other than ASCII letters, digits and _", "rename it");
            }
            if (!lowerCase.add(column.toLowerCase(Locale.ROOT))) {
                throw errors.schema(subject + ", which another property already has if case is ignored", "rename it");
            }
            columns.add(column);
        }
        if (enclosing.size() == 1) {
            columns.forEach(names::reserve);
        }
        return columns;
    }

    private ValueType valueType(DeclaredType declared, String path) {
        Class<?> raw = declared.raw();
        if (raw.isEnum()) {
            return constants(raw, path);
        }
        ScalarType scalar = ScalarTypes.of(raw);
        if (scalar != null) {
            return ValueType.scalar(raw, scalar);
        }
        if (declared.isList() || declared.isMap() || declared.isOptional()) {
            throw errors.type(path, raw, "is a container in a container", "wrap it in a record");
        }
        ValueType known = nested.get(raw);
        if (known != null) {
            return known;
        }
        String problem = UnsupportedValues.problem(raw);
        if (problem != null) {
            throw errors.type(path, raw, problem, "declare another type");
        }
        Property single = single(raw, path);
        return single != null ? wrapper(raw, single, path) : messageType(raw, path);
    }

    private ValueType constants(Class<?> raw, String path) {
        try {
            return ValueType.scalar(raw, ScalarTypes.ofEnum(source.constants(raw)));
        } catch (SchemaProblem e) {
            throw errors.type(path, raw, e.problem(), e.remedy());
        }
    }

    private @Nullable Property single(Class<?> raw, String path) {
        try {
            return source.single(raw);
        } catch (SchemaProblem e) {
            throw errors.type(path, raw, e.problem(), e.remedy());
        }
    }

    /** Returns the type of objects that are written as the one value that they wrap. */
    private ValueType wrapper(Class<?> raw, Property single, String path) {
        DeclaredType declared = DeclaredType.of(single.type());
        if (declared == null || enclosing.contains(raw)) {
            throw errors.type(path, raw, "wraps a value of a generic or recursive type", "declare another type");
        }
        enclosing.push(raw);
        ValueType value = valueType(declared, path);
        enclosing.pop();
        MethodHandle writer = WriterFactory.unwrapped(value.writer(), single.handle(), raw);
        return new ValueType(raw, value.type(), value.messageName(), value.columnType(), writer);
    }

    private ValueType messageType(Class<?> raw, String path) {
        String name = names.nested(raw);
        String fullName = "." + names.root() + "." + name;
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        MessageFields fields = compile(raw, message, fullName, path);
        root.addNestedType(message);
        ValueType type = ValueType.message(raw, fullName, fields.columns(), WriterFactory.message(fields.writer()));
        nested.put(raw, type);
        return type;
    }
}
