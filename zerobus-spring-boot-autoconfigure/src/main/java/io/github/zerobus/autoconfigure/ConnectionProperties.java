package io.github.zerobus.autoconfigure;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Whether any of the properties is set that say where to connect, and as whom. */
final class ConnectionProperties {

    private ConnectionProperties() {}

    static boolean anySet(Environment environment) {
        Binder binder = Binder.get(environment);
        return binder.bind("zerobus.endpoint", String.class).isBound()
                || binder.bind("zerobus.workspace-url", String.class).isBound()
                || binder.bind("zerobus.oauth", Bindable.mapOf(String.class, String.class))
                                .map(Map::size)
                                .orElse(0)
                        > 0;
    }
}
