package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Decides which values a message may show. Not API: used by the other packages of this module. */
@Internal
public final class PropertySecrets {

    private static final Set<ConfigurationPropertyName> SECRETS = Set.of(
            ConfigurationPropertyName.of("zerobus.oauth.client-id"),
            ConfigurationPropertyName.of("zerobus.oauth.client-secret"),
            ConfigurationPropertyName.of("zerobus.proxy.url"));

    private PropertySecrets() {}

    /**
     * Returns whether a message may show the value of a key: not if it is a credential or may contain one, and not if
     * no property has the key, since it may be the misspelt key of a secret.
     *
     * @param key full key of a property
     * @return whether the value may be shown
     */
    public static boolean mayShow(ConfigurationPropertyName key) {
        return new KnownKeys().contains(key) && !SECRETS.contains(key);
    }
}
