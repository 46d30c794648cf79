package io.github.zerobus.autoconfigure.diagnostics;

import io.github.zerobus.autoconfigure.PropertySecrets;
import io.github.zerobus.autoconfigure.StreamNames;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Adds value and origin of each property that an analysis names, in the form of Boot's own analyses. */
final class PropertyOrigins {

    private static final Pattern KEY = Pattern.compile("zerobus(?:\\.[A-Za-z0-9-]+(?:\\[\\d+])?)+");
    private static final Pattern NAMED = Pattern.compile("zerobus\\.streams\\.[^.]+\\.(.+)");
    private static final int LONGEST = 200;

    private PropertyOrigins() {}

    static FailureAnalysis addTo(FailureAnalysis analysis, Environment environment) {
        String text = analysis.getDescription() + "\n" + analysis.getAction();
        String origins = keys(text).stream()
                .map(key -> find(key, environment))
                .filter(Objects::nonNull)
                .map(PropertyOrigins::describe)
                .distinct()
                .collect(Collectors.joining());
        return new FailureAnalysis(analysis.getDescription() + origins, analysis.getAction(), analysis.getCause());
    }

    private static Set<String> keys(String text) {
        Set<String> keys = new LinkedHashSet<>();
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            keys.add(key.group());
        }
        return keys;
    }

    /** A named stream inherits what it does not set. */
    private static @Nullable ConfigurationProperty find(String key, Environment environment) {
        ConfigurationProperty own = findExactly(key, environment);
        Matcher named = NAMED.matcher(key);
        return own == null && named.matches()
                ? findExactly(StreamNames.prefix(StreamNames.DEFAULT) + "." + named.group(1), environment)
                : own;
    }

    private static @Nullable ConfigurationProperty findExactly(String key, Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty property = source.getConfigurationProperty(name);
            if (property != null) {
                return property;
            }
        }
        return null;
    }

    private static String describe(ConfigurationProperty property) {
        String value = PropertySecrets.mayShow(property.getName())
                ? "\n    Value: \"" + shown(String.valueOf(property.getValue())) + "\""
                : "";
        String origin = property.getOrigin() == null ? "" : "\n    Origin: " + property.getOrigin();
        return "\n\n    Property: " + property.getName() + value + origin;
    }

    private static String shown(String value) {
        String line = value.replace("\r", "\\r").replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
