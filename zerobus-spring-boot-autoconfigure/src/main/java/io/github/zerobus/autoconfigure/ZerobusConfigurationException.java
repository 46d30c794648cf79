package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;

/**
 * Thrown when the configuration is invalid and the application cannot start. The failure analysis shows message and
 * remedy.
 */
@Internal
public final class ZerobusConfigurationException extends IllegalStateException {

    private final String remedy;

    /**
     * Creates an exception.
     *
     * @param description what is wrong, with keys and values but without secrets and without a final period
     * @param remedy what to change, in whole sentences
     */
    public ZerobusConfigurationException(String description, String remedy) {
        super(description);
        this.remedy = remedy;
    }

    /**
     * Returns what to change.
     *
     * @return whole sentences
     */
    public String remedy() {
        return remedy;
    }
}
