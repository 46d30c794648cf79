package io.github.zerobus.engine.session;

import io.github.zerobus.StreamListener;

/** The listener of a stream without listeners, for which durable ranges need not be built. */
public enum NoListener implements StreamListener {
    INSTANCE
}
