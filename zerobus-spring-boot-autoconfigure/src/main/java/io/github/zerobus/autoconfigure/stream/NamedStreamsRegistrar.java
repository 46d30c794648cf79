package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.Internal;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.core.env.Environment;

/**
 * Registers a stream and a template for each name under {@code zerobus.streams}. They are fallback beans: if there is a
 * default stream, they are injected by name only.
 *
 * <p>Public because code that is generated ahead of time refers to it.
 */
@Internal
public final class NamedStreamsRegistrar implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        for (String name : StreamNames.of(environment)) {
            registry.registerBean(
                    NamedStreams.streamBean(name),
                    MultiplexedStream.class,
                    spec -> spec.fallback()
                            .description("the stream of zerobus.streams." + name)
                            .supplier(beans -> stream(name, beans)));
            registry.registerBean(
                    NamedStreams.templateBean(name),
                    ZerobusTemplate.class,
                    spec -> spec.fallback()
                            .description("the template of zerobus.streams." + name)
                            .supplier(beans -> template(name, beans)));
        }
    }

    private static MultiplexedStream stream(String name, SupplierContext beans) {
        return beans.bean(StreamFactory.class)
                .create(beans.bean(NamedStreams.class).definition(name));
    }

    private static ZerobusTemplate template(String name, SupplierContext beans) {
        MultiplexedStream stream = beans.bean(NamedStreams.streamBean(name), MultiplexedStream.class);
        StreamDefinition definition = beans.bean(NamedStreams.class).definition(name);
        return beans.bean(TemplateFactory.class).create(stream, definition.message(), definition.columnTypes());
    }
}
