package io.github.zerobus.autoconfigure;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** The default stream and its template; there where a table is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("zerobus.table")
class ZerobusStreamConfiguration {

    /** Closed by {@link StreamCloser}: in time, after all that depends on it, and with a line in the log. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    MultiplexedStream zerobusStream(
            ZerobusProperties properties, StreamOptions options, RecordMessage message, StreamFactory factory) {
        String table = properties.getTable();
        if (!StringUtils.hasText(table)) {
            throw new InvalidOptionException("table", "'" + table + "'", "name it as catalog.schema.table");
        }
        return factory.create(new StreamDefinition(StreamDefinition.DEFAULT, table, options, message));
    }

    @Bean
    RecordMessage zerobusRecordMessage(
            ZerobusProperties properties, StreamOptions options, ObjectProvider<Descriptor> descriptor) {
        return options.recordType() == RecordType.PROTO
                ? RecordMessage.of("zerobus.stream", properties.getStream(), descriptor.getIfAvailable())
                : RecordMessage.NONE;
    }

    @Bean
    @ConditionalOnMissingBean
    ZerobusTemplate zerobusTemplate(MultiplexedStream stream, RecordMessage message, TemplateFactory factory) {
        return factory.create(stream, message);
    }
}
