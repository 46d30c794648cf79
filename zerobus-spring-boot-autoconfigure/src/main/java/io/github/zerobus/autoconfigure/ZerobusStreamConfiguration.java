package io.github.zerobus.autoconfigure;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.RecordType;
import io.github.zerobus.stream.GrpcChannelProvider;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.StreamListener;
import io.github.zerobus.stream.StreamOptions;
import io.github.zerobus.template.ObjectJson;
import io.github.zerobus.template.RecordConverter;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The default stream, its life, and its template; there where a table is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("zerobus.table")
class ZerobusStreamConfiguration {

    /** Closed by {@link StreamCloser}: in time, after all that depends on it, and with a line in the log. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    MultiplexedStream zerobusStream(
            ZerobusProperties properties,
            StreamOptions options,
            ZerobusCredentials credentials,
            ChannelSettings settings,
            ObjectProvider<GrpcChannelProvider> channels,
            ObjectProvider<StreamListener> listeners,
            RecordMessage message,
            CallbackExecutor callbackExecutor) {
        return new StreamFactory(properties, options, credentials, settings)
                .create(channels.getIfAvailable(), listeners.orderedStream().toList(), message, callbackExecutor);
    }

    @Bean
    RecordMessage zerobusRecordMessage(
            ZerobusProperties properties, StreamOptions options, ObjectProvider<Descriptor> descriptor) {
        return options.recordType() == RecordType.PROTO
                ? RecordMessage.of(properties.getStream(), descriptor.getIfAvailable())
                : RecordMessage.NONE;
    }

    @Bean
    CallbackExecutor zerobusCallbackExecutor(
            org.springframework.core.env.Environment environment, org.springframework.beans.factory.BeanFactory beans) {
        return CallbackExecutor.of(environment, beans);
    }

    @Bean
    static StreamCloser zerobusStreamCloser() {
        return new StreamCloser();
    }

    @Bean
    @Lazy(false)
    ZerobusStreamLifecycle zerobusStreamLifecycle(MultiplexedStream stream) {
        return new ZerobusStreamLifecycle(stream);
    }

    @Bean
    @ConditionalOnMissingBean
    ZerobusTemplate zerobusTemplate(
            MultiplexedStream stream,
            ObjectProvider<ObjectJson> json,
            ObjectProvider<RecordConverter> converters,
            RecordMessage message) {
        List<RecordConverter> first = Stream.concat(converters.orderedStream(), message.converter().stream())
                .toList();
        return new ZerobusTemplate(stream, json.getIfAvailable(), first);
    }
}
