package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.StreamOptionsCustomizer;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.autoconfigure.ZerobusStreamProperties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Definitions of the streams under {@code zerobus.streams}, which start from the values of {@code zerobus.stream}. */
final class NamedStreams {

    private final Binder binder;
    private final ZerobusConnectionDetails details;
    private final ObjectProvider<StreamOptionsCustomizer> customizers;
    private final RecordMessages messages;
    private final Map<String, StreamDefinition> definitions = new ConcurrentHashMap<>();

    NamedStreams(
            Environment environment,
            ZerobusConnectionDetails details,
            ObjectProvider<StreamOptionsCustomizer> customizers,
            RecordMessages messages) {
        this.binder = Binder.get(environment);
        this.details = details;
        this.customizers = customizers;
        this.messages = messages;
    }

    static String streamBean(String name) {
        return name + "ZerobusStream";
    }

    static String templateBean(String name) {
        return name + "ZerobusTemplate";
    }

    StreamDefinition definition(String name) {
        return definitions.computeIfAbsent(name, this::define);
    }

    private StreamDefinition define(String name) {
        String prefix = StreamNames.prefix(name);
        ConfigurationPropertyName key = ConfigurationPropertyName.adapt(prefix, '.');
        String table =
                binder.bind(key.append("table"), Bindable.of(String.class)).orElse("");
        if (!StringUtils.hasText(table)) {
            throw new ZerobusConfigurationException(
                    prefix + ".table is missing", "Set it to the table of the stream, catalog.schema.table.");
        }
        PropertyChecks.text(prefix + ".table", table);
        ZerobusStreamProperties properties = properties(key);
        StreamOptions options = StreamDefinition.withKeys(name, () -> options(properties));
        return new StreamDefinition(
                name,
                table,
                options,
                messages.of(prefix, table, properties, options),
                properties.getJson().isColumnTypes(),
                properties.getSchemaCheck());
    }

    /**
     * Binds the named stream over the values of {@code zerobus.stream}: Boot cannot bind the values of a map with
     * defaults.
     */
    private ZerobusStreamProperties properties(ConfigurationPropertyName key) {
        ZerobusStreamProperties inherited = binder.bind(
                        StreamNames.prefix(StreamNames.DEFAULT), ZerobusStreamProperties.class)
                .orElseGet(ZerobusStreamProperties::new);
        return binder.bind(key, Bindable.ofInstance(inherited)).orElse(inherited);
    }

    private StreamOptions options(ZerobusStreamProperties properties) {
        StreamOptionsBuilder builder = new StreamOptionsMapper(properties).map(details.isEmbedded());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
