package io.github.zerobus.records.encoding;

/**
 * A value that its column cannot hold. Each writer that encloses the value adds its part to the path. The message never
 * contains the value.
 *
 * <p>Has no stack trace: {@link RecordEncoder} replaces it by the exception that callers receive.
 */
public final class InvalidValueException extends RuntimeException {

    private final String path;
    private final String reason;

    /**
     * Creates an exception.
     *
     * @param path of the value, relative to the writer that throws
     * @param reason predicate that follows the path in the message
     */
    public InvalidValueException(String path, String reason) {
        super(reason, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /**
     * Returns this failure with a longer path.
     *
     * @param parent field or element that contains the value; empty for elements of lists, whose writer adds the index
     * @return a new exception
     */
    public InvalidValueException inside(String parent) {
        if (parent.isEmpty()) {
            return this;
        }
        return new InvalidValueException(
                path.isEmpty() ? parent : parent + (path.startsWith("[") ? "" : ".") + path, reason);
    }

    /**
     * Returns this failure at another place.
     *
     * @param place path of the value
     * @return a new exception
     */
    public InvalidValueException at(String place) {
        return new InvalidValueException(place, reason);
    }

    /**
     * Returns the predicate that follows the path.
     *
     * @return reason, with the remedy
     */
    public String reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return path + " " + reason;
    }
}
