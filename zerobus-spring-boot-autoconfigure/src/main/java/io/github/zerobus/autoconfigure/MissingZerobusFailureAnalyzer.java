package io.github.zerobus.autoconfigure;

import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusOperations;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains why there is no template or stream to inject: nothing switched Zerobus on, or no table is named. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingZerobusFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final Set<Class<?>> OURS =
            Set.of(ZerobusTemplate.class, ZerobusOperations.class, MultiplexedStream.class);

    private final Environment environment;

    MissingZerobusFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        Class<?> wanted = cause.getBeanType();
        if (wanted == null || !OURS.contains(wanted)) {
            return null;
        }
        String description = "A " + wanted.getSimpleName() + " is needed, but there is none";
        if (!environment.getProperty("zerobus.enabled", Boolean.class, true)) {
            return new FailureAnalysis(
                    description + ": zerobus.enabled is false.", "Set zerobus.enabled to true.", cause);
        }
        boolean tableMissing = !environment.containsProperty("zerobus.table");
        return new FailureAnalysis(
                description
                        + (tableMissing
                                ? ": zerobus.table is not set."
                                : ": nothing says where to connect, or no stream has the name of the qualifier."),
                (tableMissing ? "Set zerobus.table to the table, catalog.schema.table. " : "")
                        + "A stream with a name has its table in zerobus.streams.<name>.table. "
                        + "Zerobus is switched on in one of three ways: set zerobus.endpoint (with zerobus.workspace-url,"
                        + " zerobus.oauth.client-id and zerobus.oauth.client-secret); or give a ZerobusConnectionDetails"
                        + " bean; or put io.github.zerobus:zerobus-embedded on the class path for a server in this JVM.",
                cause);
    }
}
