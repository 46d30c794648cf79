package io.github.zerobus;

import org.jspecify.annotations.Nullable;

/**
 * A {@link RescueStore} cannot be opened, or has failed. The message names the directory and the remedy. For authors of
 * stores, who create it too.
 */
public final class RescueStoreException extends ZerobusException {

    /**
     * Creates a failure of kind {@link ErrorKind#STORAGE} that is not retryable.
     *
     * @param message what failed and what to do
     * @param cause the cause, or null if there is none
     */
    public RescueStoreException(String message, @Nullable Throwable cause) {
        super(ErrorKind.STORAGE, false, null, message, cause);
    }
}
