package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Composes method handles of writers and accessors into one handle for a whole message. */
public final class WriterFactory {

    /** Type of the writer of a whole message, or of an element whose static type is erased. */
    public static final MethodType UNTYPED = MethodType.methodType(void.class, WireBuffer.class, Object.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle LIST = findForColumn(ListWriter.class, Collection.class);
    private static final MethodHandle MAP = findForColumn(MapWriter.class, Map.class);
    private static final MethodHandle MESSAGE = findForColumn(MessageWriter.class, Object.class);
    private static final MethodHandle OPTIONAL = find(OptionalWriter.class, UNTYPED);
    private static final MethodHandle GROUP = find(FieldGroupWriter.class, UNTYPED);
    private static final MethodHandle AS_LIST = findAsList();
    private static final MethodHandle IS_NULL =
            find(NullWriter.class, "isNull", MethodType.methodType(boolean.class, Object.class));
    private static final MethodHandle WRITE_NULL =
            find(NullWriter.class, "write", MethodType.methodType(void.class, Column.class));

    private WriterFactory() {}

    /**
     * Creates the writer of a collection.
     *
     * @return {@code (WireBuffer, Collection)void}
     */
    public static MethodHandle list(ElementWriter element, Column column) {
        return MethodHandles.insertArguments(LIST, 0, new ListWriter(element), column);
    }

    /**
     * Creates the writer of an array of objects.
     *
     * @return {@code (WireBuffer, Object[])void}
     */
    public static MethodHandle array(ElementWriter element, Column column) {
        MethodHandle list = list(element, column);
        return MethodHandles.filterArguments(list.asType(list.type().changeParameterType(1, List.class)), 1, AS_LIST);
    }

    /**
     * Creates the writer of a map.
     *
     * @return {@code (WireBuffer, Map)void}
     */
    public static MethodHandle map(ElementWriter key, ElementWriter value, Column column) {
        return MethodHandles.insertArguments(MAP, 0, new MapWriter(key, value), column);
    }

    /**
     * Creates the writer of a nested message.
     *
     * @param fields writer of all fields of the message, as {@link #fields} returns it
     * @return {@code (Column, WireBuffer, Object)void}
     */
    public static MethodHandle message(MethodHandle fields) {
        return MESSAGE.bindTo(new MessageWriter(fields));
    }

    /**
     * Creates the writer of an Optional.
     *
     * @return {@code (WireBuffer, Object)void}
     */
    public static MethodHandle optional(ElementWriter content) {
        return OPTIONAL.bindTo(new OptionalWriter(content));
    }

    /**
     * Creates the writer of objects that wrap one value.
     *
     * @param writer of the value, {@code (Column, WireBuffer, V)void}
     * @param getter of the value, {@code (T)value}
     * @param type of the objects
     * @return {@code (Column, WireBuffer, T)void}
     */
    public static MethodHandle unwrapped(MethodHandle writer, MethodHandle getter, Class<?> type) {
        MethodType written = writer.type().changeParameterType(2, getter.type().returnType());
        MethodHandle present = MethodHandles.filterArguments(writer.asType(written), 2, getter);
        MethodType wrapped = written.changeParameterType(2, type);
        MethodHandle isNull = MethodHandles.dropArguments(
                IS_NULL.asType(IS_NULL.type().changeParameterType(0, type)), 0, Column.class, WireBuffer.class);
        MethodHandle absent = MethodHandles.dropArguments(WRITE_NULL, 1, WireBuffer.class, type);
        return MethodHandles.guardWithTest(isNull, absent, present.asType(wrapped));
    }

    /**
     * Creates the writer of one property of an object.
     *
     * @param writer of the value
     * @param getter of the value, {@code (T)value}
     * @return {@code (WireBuffer, Object)void}
     */
    public static MethodHandle property(MethodHandle writer, MethodHandle getter) {
        MethodType type = writer.type().changeParameterType(1, getter.type().returnType());
        return MethodHandles.filterArguments(writer.asType(type), 1, getter).asType(UNTYPED);
    }

    /**
     * Creates the writer of all fields of a message.
     *
     * @param properties at least one, as {@link #property} returns them
     * @return {@code (WireBuffer, Object)void}
     */
    public static MethodHandle fields(List<MethodHandle> properties) {
        if (properties.size() <= FieldGroupWriter.MAX_INLINED) {
            return sequence(properties);
        }
        List<MethodHandle> groups = new ArrayList<>();
        for (int start = 0; start < properties.size(); start += FieldGroupWriter.SIZE) {
            int end = Math.min(start + FieldGroupWriter.SIZE, properties.size());
            groups.add(GROUP.bindTo(new FieldGroupWriter(sequence(properties.subList(start, end)))));
        }
        return sequence(groups);
    }

    /** Runs writers in order. Joins them as a balanced tree, because the JIT gives up on calls nested too deeply. */
    private static MethodHandle sequence(List<MethodHandle> writers) {
        if (writers.size() == 1) {
            return writers.get(0);
        }
        int half = writers.size() / 2;
        MethodHandle first = sequence(writers.subList(0, half));
        return MethodHandles.foldArguments(sequence(writers.subList(half, writers.size())), first);
    }

    private static MethodHandle findForColumn(Class<?> writer, Class<?> value) {
        return find(writer, MethodType.methodType(void.class, Column.class, WireBuffer.class, value));
    }

    private static MethodHandle find(Class<?> writer, MethodType signature) {
        try {
            return LOOKUP.findVirtual(writer, "write", signature);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(writer.getName(), e);
        }
    }

    private static MethodHandle findAsList() {
        return find(ArrayWriters.class, "asList", MethodType.methodType(List.class, Object[].class));
    }

    private static MethodHandle find(Class<?> owner, String name, MethodType signature) {
        try {
            return LOOKUP.findStatic(owner, name, signature);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(owner.getName() + "." + name, e);
        }
    }
}
