package io.github.zerobus.records;

/** An object was to be sent as JSON, but there is nothing that writes it. */
public final class NoJsonMapperException extends IllegalArgumentException {

    private final Class<?> recordClass;

    NoJsonMapperException(Class<?> recordClass) {
        super("an object of " + recordClass.getName()
                + " cannot be written as JSON, since there is no Jackson mapper; add spring-boot-starter-jackson,"
                + " or send text");
        this.recordClass = recordClass;
    }

    /** Class of the object. */
    public Class<?> recordClass() {
        return recordClass;
    }
}
