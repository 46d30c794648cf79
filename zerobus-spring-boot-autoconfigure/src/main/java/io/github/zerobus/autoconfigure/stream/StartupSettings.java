package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.autoconfigure.StartupMode;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusStreamProperties;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** How the start waits for each stream: by its own properties, else by those of the default stream. */
final class StartupSettings {

    private final Environment environment;

    StartupSettings(Environment environment) {
        this.environment = environment;
    }

    StartupMode mode(String stream) {
        return bound(stream, "startup", StartupMode.class, new ZerobusStreamProperties().getStartup());
    }

    /** @throws io.github.zerobus.autoconfigure.ZerobusConfigurationException if the timeout is not above zero */
    Duration timeout(String stream) {
        Duration timeout =
                bound(stream, "startup-timeout", Duration.class, new ZerobusStreamProperties().getStartupTimeout());
        PropertyChecks.positive(StreamNames.prefix(stream) + ".startup-timeout", timeout);
        return timeout;
    }

    private <T> T bound(String stream, String option, Class<T> type, T otherwise) {
        Binder binder = Binder.get(environment);
        return binder.bind(key(stream, option), Bindable.of(type))
                .orElseGet(() -> binder.bind(key(StreamNames.DEFAULT, option), Bindable.of(type))
                        .orElse(otherwise));
    }

    private static ConfigurationPropertyName key(String stream, String option) {
        return ConfigurationPropertyName.adapt(StreamNames.prefix(stream) + "." + option, '.');
    }
}
