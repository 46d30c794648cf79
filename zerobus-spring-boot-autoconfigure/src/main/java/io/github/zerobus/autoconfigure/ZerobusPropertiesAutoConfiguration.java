package io.github.zerobus.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the checks of the properties. Unconditional, since a misspelt key may be the reason why
 * nothing else is configured.
 */
@AutoConfiguration
public final class ZerobusPropertiesAutoConfiguration {

    @Bean
    static PropertyValidation zerobusPropertyValidation(Environment environment) {
        return new PropertyValidation(environment);
    }
}
