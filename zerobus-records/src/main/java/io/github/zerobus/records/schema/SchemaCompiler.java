package io.github.zerobus.records.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import io.github.zerobus.records.encoding.ScalarType;
import io.github.zerobus.records.encoding.WriterHandles;
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

/**
 * Makes one message of a class: its descriptor, and one handle that writes all its fields. Types of nested messages
 * stand side by side in the outermost one, each once.
 */
public final class SchemaCompiler {

    private final Class<?> type;
    private final UnaryOperator<String> naming;
    private final TypeNames names;
    private final Unsupported unsupported;
    private final DescriptorProto.Builder root = DescriptorProto.newBuilder();
    private final Map<Class<?>, Value> nested = new HashMap<>();

    /** From the outermost class to the one at hand. */
    private final Deque<Class<?>> open = new ArrayDeque<>();

    /** @param naming from the name of a property to that of its column */
    public SchemaCompiler(Class<?> type, UnaryOperator<String> naming) {
        this.type = type;
        this.naming = naming;
        this.names = new TypeNames(type);
        this.unsupported = new Unsupported(type);
    }

    /** The writer of all fields, {@code (WireBuffer, Object)void}; to be called once. */
    public MethodHandle compile() {
        root.setName(names.root());
        return new MessageCompiler(this, root, "." + names.root(), "").compile(type);
    }

    /** To be called after compiling. */
    public DescriptorProto message() {
        return root.build();
    }

    Unsupported unsupported() {
        return unsupported;
    }

    /** Names of the columns, which Delta tells apart without case. */
    List<String> columns(List<Property> properties, String path) {
        List<String> columns = new ArrayList<>();
        Set<String> folded = new HashSet<>();
        for (Property property : properties) {
            String column = naming.apply(property.name());
            if (!TypeNames.isValid(column) || !folded.add(column.toLowerCase(Locale.ROOT))) {
                throw unsupported.refuse(
                        (path.isEmpty() ? "" : path + ".") + property.name() + " makes column " + column
                                + ", a name that is taken or has other characters than ASCII letters, digits and _",
                        "rename it");
            }
            columns.add(column);
        }
        if (open.size() == 1) {
            columns.forEach(names::reserve);
        }
        return columns;
    }

    void open(Class<?> message, String path) {
        unsupported.checkMessage(path, message);
        if (open.contains(message)) {
            throw unsupported.at(path, message, "around itself, and columns have no recursion", "leave it out");
        }
        open.push(message);
    }

    void close() {
        open.pop();
    }

    /** One value of a declared type: a scalar or a message. */
    Value value(DeclaredType declared, String path) {
        Class<?> raw = declared.raw();
        ScalarType scalar = ScalarType.of(raw);
        if (scalar != null) {
            return new Value(raw, scalar.type(), "", scalar.writer());
        }
        if (declared.isList() || declared.isMap() || declared.isOptional()) {
            throw unsupported.at(path, raw, "a container in a container", "put it into a record of its own");
        }
        Value known = nested.get(raw);
        return known != null ? known : message(raw, path);
    }

    private Value message(Class<?> raw, String path) {
        String name = names.nested(raw);
        String fullName = "." + names.root() + "." + name;
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        MethodHandle fields = new MessageCompiler(this, message, fullName, path).compile(raw);
        root.addNestedType(message);
        Value value = new Value(raw, FieldDescriptorProto.Type.TYPE_MESSAGE, fullName, WriterHandles.message(fields));
        nested.put(raw, value);
        return value;
    }
}
