package io.github.zerobus.autoconfigure;

import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The proxy of the properties, or else of the environment.
 *
 * @param configured null if the properties name none
 */
record ProxySettings(@Nullable ProxyRules configured, Map<String, String> environment) {

    static ProxySettings of(ZerobusProperties.Proxy properties) {
        return of(properties, System.getenv());
    }

    static ProxySettings of(ZerobusProperties.Proxy properties, Map<String, String> environment) {
        String url = properties.getUrl();
        return new ProxySettings(
                StringUtils.hasText(url) ? ProxyRules.of(url, properties.getNoProxy()) : null, environment);
    }

    /** What holds for a host that is to be reached. */
    ProxyRules rulesFor(String host) {
        if (configured != null) {
            return configured;
        }
        try {
            return ProxyRules.from(environment, host);
        } catch (InvalidOptionException e) {
            throw new ZerobusConfigurationException(
                    "The environment names a proxy that cannot be used: " + e.remedy(),
                    "Correct the first that is set of grpc_proxy, https_proxy and http_proxy, in lower or upper case, or"
                            + " set zerobus.proxy.url, which comes before them.");
        }
    }

    @Override
    public String toString() {
        return "ProxySettings[" + configured + "]";
    }
}
