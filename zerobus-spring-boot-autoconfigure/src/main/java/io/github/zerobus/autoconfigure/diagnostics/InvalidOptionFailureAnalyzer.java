package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.InvalidOptionException;
import java.util.Set;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the property behind an option that the engine refused. */
final class InvalidOptionFailureAnalyzer extends AbstractFailureAnalyzer<InvalidOptionException> {

    /** Options that stand directly under {@code zerobus}; all others are of the stream. */
    private static final Set<String> TOP_LEVEL = Set.of(
            "endpoint",
            "workspace-url",
            "table",
            "application-name",
            "proxy.url",
            "oauth.client-id",
            "oauth.client-secret",
            "oauth.token-refresh-buffer");

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidOptionException cause) {
        String key = (TOP_LEVEL.contains(cause.option()) ? "zerobus." : "zerobus.stream.") + cause.option();
        return new FailureAnalysis(
                key + " cannot be used: " + cause.getMessage() + ".",
                "Change " + key + ": " + cause.remedy() + ".",
                cause);
    }
}
