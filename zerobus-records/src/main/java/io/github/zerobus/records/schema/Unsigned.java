package io.github.zerobus.records.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Kotlin's unsigned types. In classes they are signed primitives, and only names of getters show the difference. */
public enum Unsigned {
    /** 8 bits, in an INT. */
    U_BYTE("kotlin.UByte", "-w2LRezQ", byte.class, int.class),
    /** 16 bits, in an INT. */
    U_SHORT("kotlin.UShort", "-Mh2AYeg", short.class, int.class),
    /** 32 bits, in a BIGINT. */
    U_INT("kotlin.UInt", "-pVg5ArA", int.class, long.class),
    /** 64 bits, in a DECIMAL. */
    U_LONG("kotlin.ULong", "-s-VKNKU", long.class, BigInteger.class);

    private final String className;
    private final String hash;
    private final Class<?> column;
    private final MethodHandle conversion;

    Unsigned(String className, String hash, Class<?> primitive, Class<?> column) {
        this.className = className;
        this.hash = hash;
        this.column = column;
        try {
            conversion = MethodHandles.lookup()
                    .findStatic(Unsigned.class, "convert", MethodType.methodType(column, primitive));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(className, e);
        }
    }

    /**
     * Returns the unsigned type that a method returns.
     *
     * @param method getter, or the method that unwraps an unsigned object
     * @return null if the type is not unsigned
     */
    public static @Nullable Unsigned of(Method method) {
        String declaring = method.getDeclaringClass().getName();
        return Arrays.stream(values())
                .filter(type -> method.getReturnType().isPrimitive()
                        && (method.getName().endsWith(type.hash) || declaring.equals(type.className)))
                .findFirst()
                .orElse(null);
    }

    /** Returns the type of the converted value. */
    Class<?> column() {
        return column;
    }

    /** Returns a handle that converts the primitive. */
    MethodHandle conversion() {
        return conversion;
    }

    /**
     * Converts a boxed primitive.
     *
     * @param signed value as the getter returns it
     * @return an Integer, a Long or a BigInteger
     */
    public Number convert(Number signed) {
        return switch (this) {
            case U_BYTE -> convert(signed.byteValue());
            case U_SHORT -> convert(signed.shortValue());
            case U_INT -> convert(signed.intValue());
            case U_LONG -> convert(signed.longValue());
        };
    }

    private static int convert(byte value) {
        return Byte.toUnsignedInt(value);
    }

    private static int convert(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long convert(int value) {
        return Integer.toUnsignedLong(value);
    }

    private static BigInteger convert(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
