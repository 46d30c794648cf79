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
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** Beans that ingest before all beans are there. */
@Timeout(60)
class ApplicationNotificationsTests {

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withPropertyValues("zerobus.table=main.test.records", "zerobus.stream.sub-streams=1");

    record Early(ZerobusTemplate template) implements InitializingBean {

        @Override
        public void afterPropertiesSet() {
            template.sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            template.sendAndAwait("{\"a\":2}", Duration.ofSeconds(10));
        }
    }

    /** Needs the template too, so it cannot be made before the stream. */
    static final class Told implements ZerobusListener {

        private final List<Long> offsets = new CopyOnWriteArrayList<>();
        private final List<ZerobusEvent> events = new CopyOnWriteArrayList<>();

        Told(ZerobusTemplate template) {
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

    @Test
    void listenerHearsOfWhatABeanSentWhileItWasMade() {
        runner.withBean(Early.class).withBean(Told.class).run(context -> {
            Told told = context.getBean(Told.class);
            context.getBean(ZerobusTemplate.class).sendAndAwait("{\"a\":3}", Duration.ofSeconds(10));
            await().untilAsserted(() -> assertThat(told.offsets).containsExactly(0L, 1L, 2L));
            await().untilAsserted(() -> assertThat(told.events).contains(new ZerobusEvent.Opened("default")));
        });
    }

    @Test
    void listenerIsToldAlsoWhereBeansAreLazy() {
        runner.withBean(Told.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    context.getBean(ZerobusTemplate.class).sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
                    Told told = context.getBean(Told.class);
                    await().untilAsserted(() -> assertThat(told.offsets).containsExactly(0L));
                });
    }

    @Test
    void newsWaitsBehindEarlierNewsAndNobodyWaitsForIt() {
        EarlyNews news = new EarlyNews();
        List<Integer> told = new CopyOnWriteArrayList<>();
        CountDownLatch slow = new CountDownLatch(1);
        news.tell(() -> {
            assertThat(slow).satisfies(CountDownLatch::await);
            told.add(0);
        });
        news.tell(() -> {
            throw new IllegalStateException("a fault of the application");
        });
        news.tell(() -> told.add(1));

        news.end();
        news.tell(() -> told.add(2));
        assertThat(told).isEmpty();
        slow.countDown();

        await().untilAsserted(() -> assertThat(told).containsExactly(0, 1, 2));
        await().untilAsserted(() -> {
            Thread[] teller = new Thread[1];
            news.tell(() -> teller[0] = Thread.currentThread());
            assertThat(teller[0]).isSameAs(Thread.currentThread());
        });
        IntStream.range(3, 6).forEach(number -> news.tell(() -> told.add(number)));
        assertThat(told).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
