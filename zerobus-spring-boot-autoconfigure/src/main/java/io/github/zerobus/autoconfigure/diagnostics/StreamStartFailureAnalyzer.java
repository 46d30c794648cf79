package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.ProxyException;
import io.github.zerobus.autoconfigure.StreamStartException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains why further attempts to open a stream would fail: an unknown host, or a certificate that is not trusted. */
final class StreamStartFailureAnalyzer extends ZerobusFailureAnalyzer<StreamStartException> {

    private final @Nullable Environment environment;

    StreamStartFailureAnalyzer(@Nullable Environment environment) {
        super(environment);
        this.environment = environment;
    }

    @Override
    FailureAnalysis explain(StreamStartException cause) {
        String message = String.valueOf(cause.getMessage());
        Throwable failure = cause.failure();
        return new FailureAnalysis(
                message + CauseText.of(message, failure.getCause()) + ".", remedy(cause, failure), cause);
    }

    private String remedy(StreamStartException cause, Throwable failure) {
        boolean service = cause.failure().grpcCode().isPresent();
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof ProxyException) {
                return OpeningRemedies.proxy(environment != null && environment.containsProperty("zerobus.proxy.url"));
            }
            if (next instanceof UnknownHostException) {
                return "Check the host name in " + (service ? "zerobus.endpoint" : "zerobus.workspace-url")
                        + ", and that this host resolves it. To start without waiting for the service, set"
                        + " zerobus.stream.startup to background.";
            }
        }
        return OpeningRemedies.tls(service);
    }
}
