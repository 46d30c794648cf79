package io.github.zerobus.auth;

/** A bearer token. Immutable; compared by identity. {@code toString} does not show the token. */
public final class Token {

    private final String value;

    /**
     * Creates a token.
     *
     * @param value the text after {@code Bearer}
     * @throws IllegalArgumentException if the text is empty or contains characters that a header cannot
     */
    public Token(String value) {
        if (value.isEmpty() || value.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new IllegalArgumentException("the token is empty or contains characters that a header cannot");
        }
        this.value = value;
    }

    /**
     * The text after {@code Bearer}.
     *
     * @return the token itself, which is a secret
     */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
