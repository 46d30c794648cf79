package io.github.zerobus.auth;

import org.jspecify.annotations.Nullable;

/**
 * The response of a token endpoint. The body is a secret.
 *
 * @param status status code
 * @param retryAfter value of the header {@code Retry-After}, or null
 * @param body the text
 */
record HttpReply(int status, @Nullable String retryAfter, String body) {

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
