package io.github.zerobus.records.encoding;

/**
 * A value that cannot be encoded, on its way from the writer that met it to the schema, gathering its path. Never shows
 * the value itself. Without a stack trace: the schema throws the exception that callers see.
 */
final class Refusal extends RuntimeException {

    private final String path;
    private final String reason;

    Refusal(String path, String reason) {
        super(reason, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /** The same inside of a field or element; columns of elements have no name, their list adds it. */
    Refusal under(String parent) {
        if (parent.isEmpty()) {
            return this;
        }
        return new Refusal(path.isEmpty() ? parent : parent + "." + path, reason);
    }

    @Override
    public String getMessage() {
        return path + " " + reason;
    }
}
