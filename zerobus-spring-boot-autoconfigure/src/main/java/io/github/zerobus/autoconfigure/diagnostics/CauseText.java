package io.github.zerobus.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;

/** Messages of the causes of a failure. */
final class CauseText {

    private CauseText() {}

    /** All messages that add something: that of BoringSSL is general, and only its cause names the problem. */
    static String of(String known, @Nullable Throwable detail) {
        StringBuilder text = new StringBuilder();
        for (Throwable next = detail; next != null; next = next.getCause()) {
            String message = next.getMessage();
            if (message != null && !known.contains(message) && text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? ". Caused by: " : ": ").append(message);
            }
        }
        return text.toString();
    }
}
