package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Shows message and remedy of an invalid configuration. */
final class ZerobusConfigurationFailureAnalyzer extends ZerobusFailureAnalyzer<ZerobusConfigurationException> {

    ZerobusConfigurationFailureAnalyzer(@Nullable Environment environment) {
        super(environment);
    }

    @Override
    FailureAnalysis explain(ZerobusConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", cause.remedy(), cause);
    }
}
