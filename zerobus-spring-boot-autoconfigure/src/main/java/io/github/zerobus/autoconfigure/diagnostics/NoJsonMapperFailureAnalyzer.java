package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.template.NoJsonMapperException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains how to convert objects to JSON if one was sent during the start and nothing converts it. */
final class NoJsonMapperFailureAnalyzer extends AbstractFailureAnalyzer<NoJsonMapperException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoJsonMapperException cause) {
        String type = cause.recordClass().getName();
        return new FailureAnalysis(
                "An object of " + type + " was sent, but there is no JsonMapper bean that converts it to JSON.",
                "Add org.springframework.boot:spring-boot-starter-jackson, define a RecordConverter bean for " + type
                        + ", or send text or bytes. If there are several JsonMapper beans, mark one of them as primary.",
                cause);
    }
}
