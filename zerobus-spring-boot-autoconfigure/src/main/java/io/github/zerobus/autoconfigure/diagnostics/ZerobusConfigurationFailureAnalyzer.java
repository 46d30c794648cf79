package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows message and remedy of an invalid configuration. */
final class ZerobusConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ZerobusConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ZerobusConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", cause.remedy(), cause);
    }
}
