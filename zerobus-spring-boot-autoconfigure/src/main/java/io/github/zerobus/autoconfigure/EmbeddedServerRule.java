package io.github.zerobus.autoconfigure;

import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Checks again, where the embedded server is used, what the conditions of its auto-configuration check. Ahead-of-time
 * processing evaluates conditions when the application is built, when the properties of its later environment are not
 * known.
 */
final class EmbeddedServerRule {

    private static final String REMEDY =
            "Set them when the application is processed ahead of time too, or build it" + " without zerobus-embedded.";

    private EmbeddedServerRule() {}

    static void check(Environment environment) {
        List<String> connection = ConnectionProperties.set(environment);
        if (!connection.isEmpty()) {
            throw new ZerobusConfigurationException(
                    "The application was built for the embedded server, which keeps records in memory, but "
                            + String.join(", ", connection) + " is set",
                    REMEDY);
        }
        for (String key : List.of("zerobus.enabled", "zerobus.embedded.enabled")) {
            if (!Binder.get(environment).bind(key, Boolean.class).orElse(true)) {
                throw new ZerobusConfigurationException(
                        "The application was built for the embedded server, but " + key + " is false", REMEDY);
            }
        }
    }
}
