package io.github.zerobus.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.DurableRange;
import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

@Timeout(60)
class ApplicationNotificationsTests {

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withPropertyValues("zerobus.table=main.test.records", "zerobus.stream.sub-streams=1");

    /** Ingests during its initialization, before the listeners exist. */
    record EarlyProducer(ZerobusTemplate template) implements InitializingBean {

        @Override
        public void afterPropertiesSet() {
            template.sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            template.sendAndAwait("{\"a\":2}", Duration.ofSeconds(10));
        }
    }

    /** Depends on the template, so it cannot be created before the stream. */
    static final class RecordingListener implements ZerobusListener {

        private final List<Long> offsets = new CopyOnWriteArrayList<>();
        private final List<ZerobusEvent> events = new CopyOnWriteArrayList<>();

        RecordingListener(ZerobusTemplate template) {
            assertThat(template).isNotNull();
        }

        @Override
        public void onDurable(String stream, DurableRange range) {
            for (long offset = range.first().offset(); offset <= range.last().offset(); offset++) {
                offsets.add(offset);
            }
        }

        @EventListener
        void on(ZerobusEvent event) {
            events.add(event);
        }
    }

    private static long send(ZerobusTemplate template, String json) {
        return template.sendAndAwait(json, Duration.ofSeconds(10)).id().offset();
    }

    @Test
    void listenerIsNotifiedOfRecordsSentDuringInitialization() {
        runner.withBean(EarlyProducer.class).withBean(RecordingListener.class).run(context -> {
            RecordingListener listener = context.getBean(RecordingListener.class);
            long third = send(context.getBean(ZerobusTemplate.class), "{\"a\":3}");
            await().untilAsserted(() -> assertThat(listener.offsets).containsExactly(third - 2, third - 1, third));
            await().untilAsserted(() -> assertThat(listener.events).contains(new ZerobusEvent.Opened("default")));
        });
    }

    @Test
    void listenerIsNotifiedWhenBeansAreLazy() {
        runner.withBean(RecordingListener.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    long offset = send(context.getBean(ZerobusTemplate.class), "{\"a\":1}");
                    RecordingListener listener = context.getBean(RecordingListener.class);
                    await().untilAsserted(() -> assertThat(listener.offsets).containsExactly(offset));
                });
    }

    @Test
    void notificationsKeepTheirOrderAndDoNotBlockWhileDeferredOnesAreDrained() {
        ApplicationNotifications notifications = new ApplicationNotifications(
                List.of(), new DefaultListableBeanFactory().getBeanProvider(ZerobusListener.class), event -> {});
        List<Integer> done = new CopyOnWriteArrayList<>();
        CountDownLatch slow = new CountDownLatch(1);
        notifications.runOrDefer(() -> {
            assertThat(slow).satisfies(CountDownLatch::await);
            done.add(0);
        });
        notifications.runOrDefer(() -> {
            throw new IllegalStateException("failing listener");
        });
        notifications.runOrDefer(() -> done.add(1));

        notifications.afterSingletonsInstantiated();
        notifications.runOrDefer(() -> done.add(2));
        assertThat(done).isEmpty();
        slow.countDown();

        await().untilAsserted(() -> assertThat(done).containsExactly(0, 1, 2));
        await().untilAsserted(() -> {
            Thread[] notifying = new Thread[1];
            notifications.runOrDefer(() -> notifying[0] = Thread.currentThread());
            assertThat(notifying[0]).isSameAs(Thread.currentThread());
        });
        IntStream.range(3, 6).forEach(number -> notifications.runOrDefer(() -> done.add(number)));
        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
