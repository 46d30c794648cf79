package io.github.zerobus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A proxy could not be reached, or made no tunnel to the service; found among the causes of a failure. */
public final class ProxyException extends IOException {

    /**
     * For the engine.
     *
     * @param message without credentials
     */
    public ProxyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
