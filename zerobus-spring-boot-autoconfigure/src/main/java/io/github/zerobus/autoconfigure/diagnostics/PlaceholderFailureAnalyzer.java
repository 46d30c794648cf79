package io.github.zerobus.autoconfigure.diagnostics;

import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;

/** Names the property of this module whose placeholder has no value, if a condition or Spring itself read it. */
final class PlaceholderFailureAnalyzer extends ZerobusFailureAnalyzer<PlaceholderResolutionException> {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("zerobus");

    private final Environment environment;

    PlaceholderFailureAnalyzer(Environment environment) {
        super(environment);
        this.environment = environment;
    }

    @Override
    @Nullable
    FailureAnalysis explain(PlaceholderResolutionException cause) {
        String placeholder = cause.getPlaceholder();
        return key(placeholder)
                .map(key -> new FailureAnalysis(
                        key + " contains the placeholder ${" + placeholder + "}, which has no value.",
                        "Define " + placeholder + ", for example as an environment variable, or set " + key
                                + " to a value.",
                        cause))
                .orElse(null);
    }

    private Optional<String> key(String placeholder) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(source ->
                        source.stream().filter(ROOT::isAncestorOf).filter(name -> contains(source, name, placeholder)))
                .map(ConfigurationPropertyName::toString)
                .findFirst();
    }

    private static boolean contains(
            IterableConfigurationPropertySource source, ConfigurationPropertyName name, String placeholder) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property != null && String.valueOf(property.getValue()).contains("${" + placeholder);
    }
}
