package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.autoconfigure.ZerobusStreamProperties;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * How long each stream may take to close when the application shuts down. Reads the environment, since a post-processor
 * that closes the streams is created before the properties are bound.
 */
final class ShutdownTimeouts {

    private static final String OPTION = ".shutdown-timeout";

    private final Environment environment;

    ShutdownTimeouts(Environment environment) {
        this.environment = environment;
    }

    /**
     * Returns the timeout of a stream: of its own properties, else of the default stream.
     *
     * @throws ZerobusConfigurationException if the timeout is not above zero
     */
    Duration of(String stream) {
        return bound(StreamNames.prefix(stream))
                .or(() -> bound(StreamNames.prefix(StreamNames.DEFAULT)))
                .orElseGet(() -> new ZerobusStreamProperties().getShutdownTimeout());
    }

    private Optional<Duration> bound(String prefix) {
        String key = prefix + OPTION;
        Duration timeout = Binder.get(environment)
                .bind(ConfigurationPropertyName.adapt(key, '.'), Bindable.of(Duration.class))
                .orElse(null);
        if (timeout != null) {
            PropertyChecks.positive(key, timeout);
        }
        return Optional.ofNullable(timeout);
    }
}
