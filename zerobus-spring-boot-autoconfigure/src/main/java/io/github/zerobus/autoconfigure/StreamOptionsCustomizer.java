package io.github.zerobus.autoconfigure;

import io.github.zerobus.StreamOptionsBuilder;

/**
 * Callback that customizes the options of each stream after the properties were applied. Beans of this type are called
 * in order.
 */
@FunctionalInterface
public interface StreamOptionsCustomizer {

    /**
     * Customizes the options of a stream.
     *
     * @param options builder with the values of the properties
     */
    void customize(StreamOptionsBuilder options);
}
