package io.github.zerobus.autoconfigure.stream;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.StreamListener;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.StreamOptionsCustomizer;
import io.github.zerobus.autoconfigure.ZerobusConnectionDetails;
import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.autoconfigure.channel.StreamChannels;
import io.github.zerobus.event.ApplicationNotifications;
import io.github.zerobus.event.ZerobusListener;
import io.github.zerobus.records.ObjectJson;
import io.github.zerobus.records.RecordConverter;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Configuration that all streams share: their factories and life cycle, and the registration of the named streams. */
@Configuration(proxyBeanMethods = false)
@Import(NamedStreamsRegistrar.class)
class StreamInfrastructureConfiguration {

    @Bean
    NamedStreams zerobusNamedStreams(
            Environment environment,
            ZerobusConnectionDetails details,
            ObjectProvider<StreamOptionsCustomizer> customizers,
            RecordMessages messages) {
        return new NamedStreams(environment, details, customizers, messages);
    }

    @Bean
    RecordMessages zerobusRecordMessages(
            ZerobusCredentials credentials,
            ObjectProvider<Descriptor> descriptor,
            ObjectProvider<RecordSchemas> schemas) {
        return new RecordMessages(credentials, descriptor, schemas);
    }

    @Bean
    static NamedStreamQualifiers zerobusNamedStreamQualifiers(Environment environment) {
        return new NamedStreamQualifiers(StreamNames.of(environment));
    }

    @Bean
    @Lazy(false)
    ApplicationNotifications zerobusApplicationNotifications(
            ObjectProvider<StreamListener> engine,
            ObjectProvider<ZerobusListener> application,
            ApplicationEventPublisher publisher) {
        return new ApplicationNotifications(engine.orderedStream().toList(), application, publisher);
    }

    @Bean
    StreamBeans zerobusStreamBeans(ConfigurableListableBeanFactory beans, Environment environment) {
        Set<String> streams = new TreeSet<>(StreamNames.of(environment));
        streams.add(StreamNames.DEFAULT);
        return new StreamBeans(beans, streams);
    }

    @Bean
    StreamFactory zerobusStreamFactory(
            ZerobusCredentials credentials,
            StreamChannels channels,
            StreamBeans beans,
            ApplicationNotifications notifications,
            CallbackThreads callbackThreads,
            SchemaChecks checks) {
        return new StreamFactory(credentials, channels, beans, notifications, callbackThreads, checks);
    }

    @Bean
    SchemaChecks zerobusSchemaChecks(ZerobusCredentials credentials, ZerobusConnectionDetails details) {
        return new SchemaChecks(credentials, details.isEmbedded());
    }

    @Bean
    TemplateFactory zerobusTemplateFactory(
            ObjectProvider<ObjectJson> json, ObjectProvider<RecordConverter> converters) {
        return new TemplateFactory(json, converters);
    }

    @Bean
    CallbackThreads zerobusCallbackThreads(Environment environment) {
        return CallbackThreads.of(environment);
    }

    @Bean
    static StreamCloser zerobusStreamCloser(Environment environment) {
        return new StreamCloser(StreamNames.of(environment), new ShutdownTimeouts(environment));
    }

    @Bean
    @Lazy(false)
    ZerobusStreamLifecycle zerobusStreamLifecycle(ListableBeanFactory beans, Environment environment) {
        List<MultiplexedStream> used = UsedStreams.of(beans);
        StreamWarnings.log(used, new ShutdownTimeouts(environment));
        return new ZerobusStreamLifecycle(used, new StartupSettings(environment));
    }
}
