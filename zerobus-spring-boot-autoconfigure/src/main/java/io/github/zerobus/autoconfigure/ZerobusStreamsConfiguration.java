package io.github.zerobus.autoconfigure;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.StreamListener;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.event.ZerobusListener;
import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.records.RecordConverter;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** What all streams are made with, the named ones, and the life of all of them. */
@Configuration(proxyBeanMethods = false)
@Import(NamedStreamsRegistrar.class)
class ZerobusStreamsConfiguration {

    @Bean
    NamedStreams zerobusNamedStreams(
            Environment environment,
            ZerobusConnectionDetails details,
            ObjectProvider<StreamOptionsCustomizer> customizers,
            ObjectProvider<Descriptor> descriptor) {
        return new NamedStreams(environment, details, customizers, descriptor);
    }

    @Bean
    static NamedStreamQualifiers zerobusNamedStreamQualifiers(Environment environment) {
        return new NamedStreamQualifiers(NamedStreams.names(environment));
    }

    @Bean
    @Lazy(false)
    StreamListeners zerobusStreamListeners(
            ObjectProvider<StreamListener> engine,
            ObjectProvider<ZerobusListener> application,
            ApplicationEventPublisher publisher) {
        return new StreamListeners(engine, application, publisher);
    }

    @Bean
    SubStreamSelectors zerobusSubStreamSelectors(ConfigurableListableBeanFactory beans, Environment environment) {
        Set<String> streams = new TreeSet<>(NamedStreams.names(environment));
        streams.add(StreamDefinition.DEFAULT);
        return new SubStreamSelectors(beans, streams);
    }

    @Bean
    StreamFactory zerobusStreamFactory(
            ZerobusCredentials credentials,
            ChannelSettings settings,
            ObjectProvider<GrpcChannelProvider> channels,
            SubStreamSelectors selectors,
            StreamListeners listeners,
            CallbackExecutor callbackExecutor) {
        return new StreamFactory(credentials, settings, channels, selectors, listeners, callbackExecutor);
    }

    @Bean
    TemplateFactory zerobusTemplateFactory(
            ObjectProvider<ObjectJson> json, ObjectProvider<RecordConverter> converters) {
        return new TemplateFactory(json, converters);
    }

    @Bean
    CallbackExecutor zerobusCallbackExecutor(Environment environment) {
        return CallbackExecutor.of(environment);
    }

    @Bean
    static StreamCloser zerobusStreamCloser(Environment environment) {
        return new StreamCloser(NamedStreams.names(environment));
    }

    @Bean
    @Lazy(false)
    ZerobusStreamLifecycle zerobusStreamLifecycle(ObjectProvider<MultiplexedStream> streams) {
        List<MultiplexedStream> all = streams.stream().toList();
        StreamWarnings.log(all);
        return new ZerobusStreamLifecycle(all);
    }
}
