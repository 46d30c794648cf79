package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.DeadLetterHandler;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.autoconfigure.channel.StreamChannels;
import io.github.zerobus.event.ApplicationNotifications;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import io.github.zerobus.stream.SubStreamSelector;

/** Builds the streams; opens nothing. */
final class StreamFactory {

    private final ZerobusCredentials credentials;
    private final StreamChannels channels;
    private final StreamBeans beans;
    private final ApplicationNotifications notifications;
    private final CallbackThreads callbackThreads;
    private final SchemaChecks checks;

    StreamFactory(
            ZerobusCredentials credentials,
            StreamChannels channels,
            StreamBeans beans,
            ApplicationNotifications notifications,
            CallbackThreads callbackThreads,
            SchemaChecks checks) {
        this.credentials = credentials;
        this.channels = channels;
        this.beans = beans;
        this.notifications = notifications;
        this.callbackThreads = callbackThreads;
        this.checks = checks;
    }

    MultiplexedStream create(StreamDefinition definition) {
        String name = definition.name();
        MultiplexedStreamBuilder builder =
                MultiplexedStream.builder().name(name).table(definition.table()).options(definition.options());
        channels.applyTo(builder, name, definition.options());
        SubStreamSelector selector = beans.selector(name);
        if (selector != null) {
            builder.selector(selector);
        }
        DeadLetterHandler deadLetters = beans.deadLetterHandler(name);
        if (deadLetters != null) {
            builder.deadLetterHandler(deadLetters);
        }
        notifications.addTo(builder, name);
        if (definition.isProto()) {
            builder.descriptor(definition.message().requiredDescriptor(StreamNames.prefix(name)));
        }
        credentials.applyTo(builder);
        callbackThreads.applyTo(builder, name);
        checks.add(definition);
        return StreamDefinition.withKeys(name, builder::build);
    }
}
