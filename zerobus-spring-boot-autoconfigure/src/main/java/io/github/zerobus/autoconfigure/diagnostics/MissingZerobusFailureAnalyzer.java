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
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains why there is no stream or template to inject: no table is set, no connection is configured, or no stream has
 * the requested name. Ordered before Boot's analyzer for missing beans, which would suggest to define one.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingZerobusFailureAnalyzer extends ZerobusFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final Set<Class<?>> TYPES =
            Set.of(ZerobusTemplate.class, ZerobusOperations.class, MultiplexedStream.class);

    private static final String SET_TABLE =
            "Set zerobus.table to the table of the default stream, catalog.schema.table, or"
                    + " zerobus.streams.<name>.table to the table of a named stream.";
    private static final String CONNECT = "There are three ways to configure the connection: set zerobus.endpoint (with"
            + " zerobus.workspace-url, zerobus.oauth.client-id and zerobus.oauth.client-secret); define a"
            + " ZerobusConnectionDetails bean; or add io.github.zerobus:zerobus-embedded to the class path for a server in"
            + " this JVM.";

    private final Environment environment;
    private final @Nullable BeanFactory beans;

    MissingZerobusFailureAnalyzer(Environment environment, @Nullable BeanFactory beans) {
        super(environment);
        this.environment = environment;
        this.beans = beans;
    }

    @Override
    @Nullable
    FailureAnalysis explain(NoSuchBeanDefinitionException cause) {
        Class<?> type = cause.getBeanType();
        // Boot's analysis of several candidates lists their names.
        if (type == null || !TYPES.contains(type) || cause instanceof NoUniqueBeanDefinitionException) {
            return null;
        }
        String description = "A " + type.getSimpleName() + " is required, but there is none";
        if (isDisabled()) {
            return new FailureAnalysis(
                    description + ": zerobus.enabled is false.", "Set zerobus.enabled to true.", cause);
        }
        Reason reason = reason();
        return new FailureAnalysis(description + reason.what(), reason.remedy(), cause);
    }

    private boolean isDisabled() {
        return !Binder.get(environment).bind("zerobus.enabled", Boolean.class).orElse(true);
    }

    private Reason reason() {
        Set<String> streams = new TreeSet<>(StreamNames.of(environment));
        if (environment.containsProperty("zerobus.table")) {
            streams.add(StreamNames.DEFAULT);
        }
        if (streams.isEmpty()) {
            return new Reason(": zerobus.table is not set.", SET_TABLE + " " + CONNECT);
        }
        if (!isConnected()) {
            return new Reason(": no connection is configured.", CONNECT);
        }
        return new Reason(
                ": no stream has the name of the qualifier. The streams are: " + String.join(", ", streams) + ".",
                "Use one of these names as the qualifier, or inject the default stream without a qualifier. "
                        + SET_TABLE);
    }

    private boolean isConnected() {
        return ConnectionProperties.anySet(environment)
                || (beans instanceof ListableBeanFactory listable
                        && listable.getBeanNamesForType(ZerobusConnectionDetails.class, false, false).length > 0);
    }

    private record Reason(String what, String remedy) {}
}
