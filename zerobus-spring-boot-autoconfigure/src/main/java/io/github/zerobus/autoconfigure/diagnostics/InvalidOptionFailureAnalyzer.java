package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.autoconfigure.PropertyKeys;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Names the property behind an option that the engine rejected, for the default stream and for all streams. */
final class InvalidOptionFailureAnalyzer extends ZerobusFailureAnalyzer<InvalidOptionException> {

    InvalidOptionFailureAnalyzer(@Nullable Environment environment) {
        super(environment);
    }

    @Override
    FailureAnalysis explain(InvalidOptionException cause) {
        ZerobusConfigurationException named = PropertyKeys.invalid(StreamNames.DEFAULT, cause);
        return new FailureAnalysis(named.getMessage() + ".", named.remedy(), cause);
    }
}
