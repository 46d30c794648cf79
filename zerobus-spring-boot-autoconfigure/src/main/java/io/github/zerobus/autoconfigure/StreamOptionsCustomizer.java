package io.github.zerobus.autoconfigure;

import io.github.zerobus.StreamOptionsBuilder;

/** Changes the options of the stream after the properties were applied; beans of this type are called in order. */
@FunctionalInterface
public interface StreamOptionsCustomizer {

    /** Changes the builder. */
    void customize(StreamOptionsBuilder options);
}
