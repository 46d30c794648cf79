package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.ProxyException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains why a stream could not be opened, and what to do. Decides by types, kinds and codes, never by messages. */
final class StreamOpenFailureAnalyzer extends ZerobusFailureAnalyzer<StreamOpenException> {

    private final Environment environment;
    private final @Nullable BeanFactory beans;

    StreamOpenFailureAnalyzer(Environment environment, @Nullable BeanFactory beans) {
        super(environment);
        this.environment = environment;
        this.beans = beans;
    }

    @Override
    FailureAnalysis explain(StreamOpenException cause) {
        ZerobusException last = cause;
        for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            if (next instanceof ZerobusException inner) {
                last = inner;
            } else if (next instanceof ProxyException) {
                boolean byProperty = environment.containsProperty("zerobus.proxy.url");
                return analysis(cause, next, OpeningRemedies.proxy(byProperty));
            } else if (next instanceof SSLException || next instanceof CertificateException) {
                // Only failures of calls to the service have a code; all others come from the workspace.
                return analysis(cause, next, OpeningRemedies.tls(last.grpcCode().isPresent()));
            }
        }
        // The message of an exception from a provider of the application might contain secrets; gRPC's does not.
        return analysis(
                cause,
                last.grpcCode().isPresent() ? last.getCause() : null,
                new OpeningRemedies(FailedStream.prefix(cause.table(), environment), Principal.of(environment, beans))
                        .of(cause));
    }

    private static FailureAnalysis analysis(StreamOpenException cause, @Nullable Throwable detail, String remedy) {
        String message = String.valueOf(cause.getMessage());
        return new FailureAnalysis(message + CauseText.of(message, detail) + ".", remedy, cause);
    }
}
