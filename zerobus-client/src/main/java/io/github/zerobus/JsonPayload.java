package io.github.zerobus;

/** One JSON object in UTF-8. */
public final class JsonPayload implements Payload {

    private final byte[] bytes;
    private final boolean trusted;

    JsonPayload(byte[] bytes, boolean trusted) {
        this.bytes = bytes;
        this.trusted = trusted;
    }

    /** An object that a JSON writer just made, so that the stream need not check it once more. */
    public static JsonPayload trusted(byte[] object) {
        return new JsonPayload(object, true);
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the stream takes the syntax for granted. */
    public boolean isTrusted() {
        return trusted;
    }

    @Override
    public String toString() {
        return "JsonPayload[" + bytes.length + " bytes]";
    }
}
