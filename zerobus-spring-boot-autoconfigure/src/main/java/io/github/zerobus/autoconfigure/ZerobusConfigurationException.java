package io.github.zerobus.autoconfigure;

/** Something in the configuration keeps the application from starting; carries its own remedy. */
final class ZerobusConfigurationException extends IllegalStateException {

    private final String remedy;

    ZerobusConfigurationException(String description, String remedy) {
        super(description);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
