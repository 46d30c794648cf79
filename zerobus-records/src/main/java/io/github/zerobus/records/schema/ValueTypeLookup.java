package io.github.zerobus.records.schema;

/** Finds the type of a single value, and compiles nested messages when they are first used. */
@FunctionalInterface
interface ValueTypeLookup {

    /**
     * Returns how values of a declared type are declared and written.
     *
     * @param path of the property, for error messages
     * @throws IllegalArgumentException if values of the type are neither scalars nor messages
     */
    ValueType find(DeclaredType declared, String path);
}
