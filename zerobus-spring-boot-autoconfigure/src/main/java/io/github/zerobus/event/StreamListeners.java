package io.github.zerobus.event;

import io.github.zerobus.StreamListener;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * All who are told what streams do: the engine's listeners, those of the application, and application events.
 *
 * <p>The application's listeners may well need a stream or a template, so they are looked up when all beans are there. A
 * bean that ingests while it is made opens its stream before that: what happens then is told afterwards.
 */
public final class StreamListeners implements SmartInitializingSingleton {

    private final List<StreamListener> engine;
    private final ObjectProvider<ZerobusListener> application;
    private final ApplicationEventPublisher publisher;
    private final EarlyNews early = new EarlyNews();
    private volatile List<ZerobusListener> found = List.of();

    public StreamListeners(
            ObjectProvider<StreamListener> engine,
            ObjectProvider<ZerobusListener> application,
            ApplicationEventPublisher publisher) {
        this.engine = engine.orderedStream().toList();
        this.application = application;
        this.publisher = publisher;
    }

    @Override
    public void afterSingletonsInstantiated() {
        found = application.orderedStream().toList();
        early.end();
    }

    public void addTo(MultiplexedStreamBuilder builder, String stream) {
        engine.forEach(builder::listener);
        builder.listener(new PatientListener(early, new ListenerAdapter(stream, () -> found)));
        builder.listener(new PatientListener(early, new EventPublisher(stream, publisher)));
    }
}
