package io.github.zerobus.records.encoding;

import org.jspecify.annotations.Nullable;

/**
 * A value that no column can hold. The message has the path and the class of the value, the limit and the remedy, and
 * never the value.
 */
public final class RefusedValueException extends IllegalArgumentException {

    private final String message;

    /**
     * Creates an exception.
     *
     * @param message without the value
     * @param cause null if there is none
     */
    public RefusedValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
