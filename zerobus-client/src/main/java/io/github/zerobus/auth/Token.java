package io.github.zerobus.auth;

/** A bearer token. It shows nothing of itself in {@code toString}; two tokens are equal only if they are the same object. */
public final class Token {

    private final String value;

    /**
     * Wraps a token.
     *
     * @throws IllegalArgumentException if it is empty or has characters that cannot stand in a header
     */
    public Token(String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new IllegalArgumentException("the token is empty or has characters that cannot stand in a header");
        }
        this.value = value;
    }

    /** The text after {@code Bearer}. */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
