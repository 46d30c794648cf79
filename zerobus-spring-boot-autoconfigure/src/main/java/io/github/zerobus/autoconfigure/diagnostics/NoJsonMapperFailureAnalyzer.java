package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.records.UnsupportedRecordException;
import io.github.zerobus.records.UnsupportedRecordException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains how to convert objects to JSON if one was sent during the start and nothing converts it. */
final class NoJsonMapperFailureAnalyzer extends ZerobusFailureAnalyzer<UnsupportedRecordException> {

    NoJsonMapperFailureAnalyzer(@Nullable Environment environment) {
        super(environment);
    }

    @Override
    @Nullable
    FailureAnalysis explain(UnsupportedRecordException cause) {
        if (cause.reason() != Reason.NO_JSON_MAPPER) {
            return null;
        }
        String type = cause.recordClass().getName();
        return new FailureAnalysis(
                "An object of " + type + " was sent, but there is no JsonMapper bean that converts it to JSON.",
                "Add org.springframework.boot:spring-boot-starter-jackson, define a RecordConverter bean for " + type
                        + ", or send text or bytes. If there are several JsonMapper beans, mark one of them as primary.",
                cause);
    }
}
