package io.github.zerobus.records.encoding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one handle of several. */
public final class WriterHandles {

    /** Of a whole message, and of an element whose static type is gone. */
    public static final MethodType UNTYPED = MethodType.methodType(void.class, WireBuffer.class, Object.class);

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle LIST = write(ListWriter.class, Collection.class);
    private static final MethodHandle MAP = write(MapWriter.class, Map.class);
    private static final MethodHandle MESSAGE = write(MessageWriter.class, Object.class);
    private static final MethodHandle BLOCK = find(FieldBlock.class, UNTYPED);
    private static final MethodHandle AS_LIST =
            find(ArrayWriters.class, "asList", MethodType.methodType(List.class, Object[].class));
    private static final MethodHandle UNWRAP = find(
            WriterHandles.class,
            "unwrap",
            MethodType.methodType(Object.class, Class.class, Column.class, Object.class));

    private WriterHandles() {}

    /** {@code (WireBuffer, Collection)void}. */
    public static MethodHandle list(ElementWriter element, Column column) {
        return MethodHandles.insertArguments(LIST, 0, new ListWriter(element), column);
    }

    /** {@code (WireBuffer, Object[])void}. */
    public static MethodHandle array(ElementWriter element, Column column) {
        MethodHandle list = list(element, column);
        return MethodHandles.filterArguments(list.asType(list.type().changeParameterType(1, List.class)), 1, AS_LIST);
    }

    /** {@code (WireBuffer, Map)void}. */
    public static MethodHandle map(ElementWriter key, ElementWriter value, Column column) {
        return MethodHandles.insertArguments(MAP, 0, new MapWriter(key, value), column);
    }

    /** {@code (Column, WireBuffer, Object)void}. */
    public static MethodHandle message(MethodHandle fields) {
        return MESSAGE.bindTo(new MessageWriter(fields));
    }

    /** {@code (WireBuffer, Object)void}. */
    public static MethodHandle optional(ElementWriter value) {
        MethodHandle unwrap = MethodHandles.insertArguments(UNWRAP, 0, value.type(), value.column());
        return MethodHandles.filterArguments(value.writer(), 1, unwrap);
    }

    /** The writer of what an accessor returns, {@code (WireBuffer, Object)void}. */
    public static MethodHandle property(MethodHandle writer, MethodHandle getter) {
        MethodType type = writer.type().changeParameterType(1, getter.type().returnType());
        return MethodHandles.filterArguments(writer.asType(type), 1, getter).asType(UNTYPED);
    }

    /** The writer of all fields of a message, {@code (WireBuffer, Object)void}. */
    public static MethodHandle fields(List<MethodHandle> writers) {
        if (writers.size() <= FieldBlock.IN_PLACE) {
            return sequence(writers);
        }
        List<MethodHandle> blocks = new ArrayList<>();
        for (int start = 0; start < writers.size(); start += FieldBlock.SIZE) {
            int end = Math.min(start + FieldBlock.SIZE, writers.size());
            blocks.add(BLOCK.bindTo(new FieldBlock(sequence(writers.subList(start, end)))));
        }
        return sequence(blocks);
    }

    /** One after the other. As a balanced tree: the JIT gives up on calls that are nested too deeply. */
    private static MethodHandle sequence(List<MethodHandle> writers) {
        if (writers.size() == 1) {
            return writers.get(0);
        }
        int half = writers.size() / 2;
        MethodHandle first = sequence(writers.subList(0, half));
        return MethodHandles.foldArguments(sequence(writers.subList(half, writers.size())), first);
    }

    /** A null in the place of an Optional is an empty one. */
    static @Nullable Object unwrap(Class<?> type, Column column, @Nullable Object optional) {
        Object value = optional instanceof Optional<?> present ? present.orElse(null) : null;
        if (value != null) {
            column.checkKind(value, type);
        }
        return value;
    }

    private static MethodHandle write(Class<?> writer, Class<?> value) {
        return find(writer, MethodType.methodType(void.class, Column.class, WireBuffer.class, value));
    }

    private static MethodHandle find(Class<?> writer, MethodType signature) {
        try {
            return LOOKUP.findVirtual(writer, "write", signature);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(writer.getName(), e);
        }
    }

    private static MethodHandle find(Class<?> type, String name, MethodType signature) {
        try {
            return LOOKUP.findStatic(type, name, signature);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
