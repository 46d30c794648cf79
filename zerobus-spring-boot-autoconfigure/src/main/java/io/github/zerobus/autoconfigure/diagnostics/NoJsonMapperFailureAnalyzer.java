package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.template.NoJsonMapperException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what writes objects as JSON, when one was sent at the start and nothing does. */
final class NoJsonMapperFailureAnalyzer extends AbstractFailureAnalyzer<NoJsonMapperException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoJsonMapperException cause) {
        String type = cause.recordClass().getName();
        return new FailureAnalysis(
                "An object of " + type + " was sent, but there is no JsonMapper bean that writes it as JSON.",
                "Add org.springframework.boot:spring-boot-starter-jackson, or give a RecordConverter bean for " + type
                        + ", or send text or bytes. With several JsonMapper beans, make one of them primary.",
                cause);
    }
}
