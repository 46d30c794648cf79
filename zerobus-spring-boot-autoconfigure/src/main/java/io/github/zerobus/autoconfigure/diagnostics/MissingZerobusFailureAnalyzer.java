package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.autoconfigure.ConnectionProperties;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusOperations;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains why there is no template or stream to inject: no table is named, nothing switched Zerobus on, or the name is another. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingZerobusFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final Set<Class<?>> OURS =
            Set.of(ZerobusTemplate.class, ZerobusOperations.class, MultiplexedStream.class);

    private static final String TABLES = "zerobus.table to the table of the default stream, catalog.schema.table, or"
            + " zerobus.streams.<name>.table to that of a stream with a name.";

    private static final String WAYS = "Zerobus is switched on in one of three ways: set zerobus.endpoint (with"
            + " zerobus.workspace-url, zerobus.oauth.client-id and zerobus.oauth.client-secret); or give a"
            + " ZerobusConnectionDetails bean; or put io.github.zerobus:zerobus-embedded on the class path for a server in"
            + " this JVM.";

    private final Environment environment;
    private final @Nullable BeanFactory beans;

    MissingZerobusFailureAnalyzer(Environment environment, @Nullable BeanFactory beans) {
        this.environment = environment;
        this.beans = beans;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        Class<?> wanted = cause.getBeanType();
        // Several are no matter of ours: Boot's own analysis tells the qualifiers.
        if (wanted == null || !OURS.contains(wanted) || cause instanceof NoUniqueBeanDefinitionException) {
            return null;
        }
        String description = "A " + wanted.getSimpleName() + " is needed, but there is none";
        if (!environment.getProperty("zerobus.enabled", Boolean.class, true)) {
            return new FailureAnalysis(
                    description + ": zerobus.enabled is false.", "Set zerobus.enabled to true.", cause);
        }
        Reason reason = reason();
        return new FailureAnalysis(description + reason.what(), reason.remedy(), cause);
    }

    private Reason reason() {
        Set<String> streams = new TreeSet<>(StreamNames.of(environment));
        if (environment.containsProperty("zerobus.table")) {
            streams.add(StreamNames.DEFAULT);
        }
        if (streams.isEmpty()) {
            return new Reason(": zerobus.table is not set.", "Set " + TABLES + " " + WAYS);
        }
        if (!isConnected()) {
            return new Reason(": nothing says where to connect.", WAYS);
        }
        return new Reason(
                ": no stream has the name of the qualifier. There are: " + String.join(", ", streams) + ".",
                "Inject one of these, the default stream without a qualifier, or set " + TABLES);
    }

    private boolean isConnected() {
        return ConnectionProperties.anySet(environment)
                || (beans instanceof ListableBeanFactory listable
                        && listable.getBeanNamesForType(ZerobusConnectionDetails.class, false, false).length > 0);
    }

    private record Reason(String what, String remedy) {}
}
