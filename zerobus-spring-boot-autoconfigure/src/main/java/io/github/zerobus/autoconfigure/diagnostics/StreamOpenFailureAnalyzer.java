package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.ProxyException;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.ZerobusException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says what to do when the stream could not be opened at the start. Looks at types, kinds and codes, never at texts. */
final class StreamOpenFailureAnalyzer extends AbstractFailureAnalyzer<StreamOpenException> {

    private final Environment environment;
    private final @Nullable BeanFactory beans;

    StreamOpenFailureAnalyzer(Environment environment, @Nullable BeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StreamOpenException cause) {
        ZerobusException last = cause;
        for (Throwable next = cause.getCause(); next != null; next = next.getCause()) {
            if (next instanceof ZerobusException inner) {
                last = inner;
            } else if (next instanceof ProxyException) {
                boolean byProperty = environment.containsProperty("zerobus.proxy.url");
                return analysis(cause, next, OpeningRemedies.proxy(byProperty));
            } else if (next instanceof SSLException || next instanceof CertificateException) {
                // Only the service's answers have a code; else it was the workspace.
                return analysis(cause, next, OpeningRemedies.tls(last.grpcCode().isPresent()));
            }
        }
        // What a provider of the application's threw may say too much; what gRPC met does not.
        return analysis(
                cause,
                last.grpcCode().isPresent() ? last.getCause() : null,
                OpeningRemedies.of(cause, Principal.of(environment, beans)));
    }

    private static FailureAnalysis analysis(StreamOpenException cause, @Nullable Throwable detail, String remedy) {
        String text = detail == null || detail.getMessage() == null ? "" : ". Behind it: " + detail.getMessage();
        return new FailureAnalysis(cause.getMessage() + text + ".", remedy, cause);
    }
}
