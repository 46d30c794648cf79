package io.github.zerobus.autoconfigure;

/**
 * Thrown when the configuration is invalid and the application cannot start. The failure analysis shows message and remedy.
 * Not API: used by the other packages of this module.
 */
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
