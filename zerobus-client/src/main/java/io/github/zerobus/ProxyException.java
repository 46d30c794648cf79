package io.github.zerobus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy could not be reached, or did not open a tunnel. Found among the causes of a {@link ZerobusException}.
 * Its message contains no credentials.
 */
public final class ProxyException extends IOException {

    ProxyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
