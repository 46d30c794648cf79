package io.github.zerobus.auth;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a server sends is not HTTP, or too long. */
final class InvalidReplyException extends IOException {

    InvalidReplyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
