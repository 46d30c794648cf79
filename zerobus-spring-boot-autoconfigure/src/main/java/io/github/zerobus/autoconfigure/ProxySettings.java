package io.github.zerobus.autoconfigure;

import io.github.zerobus.Internal;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyRules;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Selects the proxy for a host: {@code zerobus.proxy} takes precedence over the environment variables. */
@Internal
public final class ProxySettings {

    /** Rules of the properties; null if {@code zerobus.proxy.url} is not set. */
    private final @Nullable ProxyRules configured;

    /** Rules of the environment variables for a host. */
    private final Function<String, ProxyRules> environment;

    private ProxySettings(@Nullable ProxyRules configured, Function<String, ProxyRules> environment) {
        this.configured = configured;
        this.environment = environment;
    }

    /**
     * Creates settings from the properties and the environment variables of this process.
     *
     * @param properties to read
     * @return the settings
     */
    public static ProxySettings of(ZerobusProperties.Proxy properties) {
        return of(properties, ProxyRules::environment);
    }

    static ProxySettings of(ZerobusProperties.Proxy properties, Function<String, ProxyRules> environment) {
        String url = PropertyChecks.text("zerobus.proxy.url", properties.getUrl());
        properties.getNoProxy().forEach(entry -> PropertyChecks.text("zerobus.proxy.no-proxy", entry));
        return new ProxySettings(
                StringUtils.hasText(url) ? ProxyRules.of(url, properties.getNoProxy()) : null, environment);
    }

    /**
     * Returns the rules for connections to a host.
     *
     * @param host to connect to
     * @return rules that select a proxy or a direct connection
     * @throws ZerobusConfigurationException if the proxy of the environment is invalid and the host needs it
     */
    public ProxyRules rulesFor(String host) {
        if (configured != null) {
            return configured;
        }
        try {
            return environment.apply(host);
        } catch (InvalidOptionException e) {
            throw new ZerobusConfigurationException(
                    "The proxy of the environment is invalid: " + e.remedy(),
                    "Correct the first variable that is set among grpc_proxy, https_proxy and http_proxy, in lower or"
                            + " upper case, or set zerobus.proxy.url, which takes precedence over them.");
        }
    }

    @Override
    public String toString() {
        return "ProxySettings[" + configured + "]";
    }
}
