package io.github.zerobus.autoconfigure.stream;

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
    private final SubStreamSelectors selectors;
    private final ApplicationNotifications notifications;
    private final CallbackThreads callbackThreads;
    private final SchemaChecks checks;

    StreamFactory(
            ZerobusCredentials credentials,
            StreamChannels channels,
            SubStreamSelectors selectors,
            ApplicationNotifications notifications,
            CallbackThreads callbackThreads,
            SchemaChecks checks) {
        this.credentials = credentials;
        this.channels = channels;
        this.selectors = selectors;
        this.notifications = notifications;
        this.callbackThreads = callbackThreads;
        this.checks = checks;
    }

    MultiplexedStream create(StreamDefinition definition) {
        String name = definition.name();
        MultiplexedStreamBuilder builder =
                MultiplexedStream.builder().name(name).table(definition.table()).options(definition.options());
        channels.applyTo(builder, name, definition.options());
        SubStreamSelector selector = selectors.of(name);
        if (selector != null) {
            builder.selector(selector);
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
