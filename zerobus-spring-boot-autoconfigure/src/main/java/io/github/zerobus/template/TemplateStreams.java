package io.github.zerobus.template;

import io.github.zerobus.Internal;
import io.github.zerobus.stream.MultiplexedStream;

/** Relates templates to their streams. Not API: used by the auto-configuration. */
@Internal
public final class TemplateStreams {

    private TemplateStreams() {}

    /**
     * Returns whether a template sends to a stream.
     *
     * @param template a template, or a mock or spy of one
     * @param stream the stream
     * @return false for a mock
     */
    public static boolean sends(ZerobusTemplate template, MultiplexedStream stream) {
        return template.stream == stream;
    }
}
