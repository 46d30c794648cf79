package io.github.zerobus.engine.wire;

import org.jspecify.annotations.Nullable;

/**
 * Why the transport failed, as text. gRPC itself says little more than "io exception"; the refused port, the expired
 * certificate or the unknown host is in the causes.
 */
final class TransportReason {

    private static final int MAX_DEPTH = 10;
    private static final int MAX_LENGTH = 200;

    private TransportReason() {}

    /** The description of a status with what its causes add to it. */
    static @Nullable String of(@Nullable String description, @Nullable Throwable cause) {
        if (cause == null) {
            return description;
        }
        StringBuilder text = new StringBuilder(firstLine(description));
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MAX_DEPTH; depth++) {
            String message = firstLine(next.getMessage());
            if (message.isEmpty() ? next.getCause() == null : text.indexOf(message) < 0) {
                text.append(text.length() == 0 ? "" : ": ")
                        .append(next.getClass().getSimpleName())
                        .append(message.isEmpty() ? "" : ": " + message);
            }
            next = next.getCause();
        }
        return text.toString();
    }

    /** Netty adds a line with its handlers. */
    private static String firstLine(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
