package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.StreamOptions;
import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusProperties;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Configuration of the default stream and its template, if {@code zerobus.table} is set. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnDefaultTableCondition.class)
class DefaultStreamConfiguration {

    /** Closed by {@link StreamCloser}: after all beans that depend on it, and with a log line. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    MultiplexedStream zerobusStream(
            ZerobusProperties properties, StreamOptions options, RecordMessage message, StreamFactory factory) {
        String table = Objects.requireNonNullElse(PropertyChecks.text("zerobus.table", properties.getTable()), "");
        boolean columnTypes = properties.getStream().getJson().isColumnTypes();
        return factory.create(new StreamDefinition(
                StreamNames.DEFAULT,
                table,
                options,
                message,
                columnTypes,
                properties.getStream().getSchemaCheck()));
    }

    @Bean
    RecordMessage zerobusRecordMessage(ZerobusProperties properties, StreamOptions options, RecordMessages messages) {
        return messages.of(
                StreamNames.prefix(StreamNames.DEFAULT),
                Objects.requireNonNullElse(properties.getTable(), ""),
                properties.getStream(),
                options);
    }

    @Bean
    @ConditionalOnMissingBean
    ZerobusTemplate zerobusTemplate(
            MultiplexedStream stream, RecordMessage message, ZerobusProperties properties, TemplateFactory factory) {
        return factory.create(stream, message, properties.getStream().getJson().isColumnTypes());
    }
}
