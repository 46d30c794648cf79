package io.github.zerobus.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Adds the origins of properties to an analysis, and never throws: Boot skips an analyzer that throws, and the user
 * would see a stack trace only.
 */
abstract class ZerobusFailureAnalyzer<T extends Throwable> extends AbstractFailureAnalyzer<T> {

    private final @Nullable Environment environment;

    ZerobusFailureAnalyzer(@Nullable Environment environment) {
        this.environment = environment;
    }

    @Override
    protected final @Nullable FailureAnalysis analyze(Throwable rootFailure, T cause) {
        FailureAnalysis analysis;
        try {
            analysis = explain(cause);
        } catch (RuntimeException e) {
            analysis = new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "See docs/errors.md. The remedy is unknown because of " + e,
                    cause);
        }
        return analysis == null ? null : withOrigins(analysis);
    }

    private FailureAnalysis withOrigins(FailureAnalysis analysis) {
        try {
            return environment == null ? analysis : PropertyOrigins.addTo(analysis, environment);
        } catch (RuntimeException e) {
            // A property source that throws is not what the user needs to know about now.
            return analysis;
        }
    }

    /** Returns null if the failure is one for another analyzer. May throw. */
    abstract @Nullable FailureAnalysis explain(T cause);
}
