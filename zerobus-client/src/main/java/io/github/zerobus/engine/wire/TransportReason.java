package io.github.zerobus.engine.wire;

import io.github.zerobus.ForeignText;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Why the transport failed, as text. gRPC itself says little more than "io exception"; the refused port, the expired
 * certificate or the unknown host is in the causes.
 */
final class TransportReason {

    private static final int MAX_DEPTH = 10;

    private TransportReason() {}

    /** The description of a status with what its causes add to it. */
    static @Nullable String of(@Nullable String description, @Nullable Throwable cause, Collection<String> secrets) {
        if (cause == null) {
            return description == null ? null : ForeignText.of(description, secrets);
        }
        StringBuilder text = new StringBuilder(firstLine(description, secrets));
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MAX_DEPTH; depth++) {
            String message = firstLine(next.getMessage(), secrets);
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
    private static String firstLine(@Nullable String text, Collection<String> secrets) {
        if (text == null) {
            return "";
        }
        return ForeignText.of(text.lines().findFirst().orElse("").strip(), secrets);
    }
}
