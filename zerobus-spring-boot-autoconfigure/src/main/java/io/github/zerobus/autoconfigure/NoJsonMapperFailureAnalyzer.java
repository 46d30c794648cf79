package io.github.zerobus.autoconfigure;

import io.github.zerobus.records.UnsupportedRecordException;
import io.github.zerobus.records.UnsupportedRecordException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Analyzes failures at startup because an object was sent as JSON, but there is no mapper bean. */
final class NoJsonMapperFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedRecordException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnsupportedRecordException cause) {
        if (cause.reason() != Reason.NO_JSON_MAPPER) {
            return null;
        }
        String type = cause.recordClass().getName();
        return new FailureAnalysis(
                "An object of " + type + " was sent, but there is no JsonMapper bean that writes it as JSON.",
                "Add org.springframework.boot:spring-boot-starter-jackson, or define a RecordConverter bean for " + type
                        + ", or send text or bytes. With several JsonMapper beans, mark one of them as primary.",
                cause);
    }
}
