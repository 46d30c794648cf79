package io.github.zerobus.autoconfigure;

import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.SubjectTokenProvider;
import io.github.zerobus.auth.TokenProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration for the connection to Zerobus Ingest: address and credentials. The streams follow in
 * {@link io.github.zerobus.autoconfigure.stream.ZerobusStreamAutoConfiguration}, which backs off without this one.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "zerobus.enabled", matchIfMissing = true)
@Conditional(OnZerobusCondition.class)
@EnableConfigurationProperties(ZerobusProperties.class)
public final class ZerobusAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(ZerobusConnectionDetails.class)
    PropertiesZerobusConnectionDetails zerobusConnectionDetails(ZerobusProperties properties) {
        return new PropertiesZerobusConnectionDetails(properties);
    }

    @Bean
    ZerobusCredentials zerobusCredentials(
            ZerobusProperties properties,
            ZerobusConnectionDetails details,
            ObjectProvider<HeadersProvider> headersProvider,
            ObjectProvider<TokenProvider> tokenProvider,
            ObjectProvider<SubjectTokenProvider> subjectTokenProvider,
            ObjectProvider<SslBundles> bundles) {
        return ZerobusCredentials.of(
                properties,
                details,
                headersProvider.getIfAvailable(),
                tokenProvider.getIfAvailable(),
                subjectTokenProvider.getIfAvailable(),
                bundles);
    }
}
