package io.github.zerobus.autoconfigure.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.zerobus.autoconfigure.fixture.ContextRunners;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

@Timeout(60)
class CallbackThreadsTests {

    private static final String TABLE = "main.test.records";
    private static final String VIRTUAL = "spring.threads.virtual.enabled=true";

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    private final ApplicationContextRunner runner = ContextRunners.minimal()
            .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
            .withPropertyValues(
                    "zerobus.endpoint=" + server.endpoint(), "zerobus.table=" + TABLE, "zerobus.stream.open-jitter=0s");

    private ApplicationContextRunner withHeldAcks() {
        server.onTable(TABLE).everyStream().neverAck();
        return runner;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private record Action(Thread thread, Throwable failure) {}

    /** Releases acks after the action is added to the future, so that it cannot run on the thread that adds it. */
    private Action blockingAction(ZerobusTemplate template) throws Exception {
        var action = template.send("{\"a\":1}")
                .thenApply(result -> new Action(
                        Thread.currentThread(),
                        catchThrowable(() -> template.sendAndAwait("{\"a\":2}", Duration.ofSeconds(1)))));
        server.table(TABLE).liveStreams().forEach(stream -> stream.releaseAcks());
        return action.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blockingCallInActionFailsBeforeItsRecordIsAdmitted(boolean virtual) {
        withHeldAcks()
                .withPropertyValues("spring.threads.virtual.enabled=" + virtual)
                .run(context -> {
                    Action action = blockingAction(context.getBean(ZerobusTemplate.class));

                    assertThat(action.failure())
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("ingestAndAwait");
                    MultiplexedStream stream = context.getBean(MultiplexedStream.class);
                    assertThat(stream.flush(Duration.ofSeconds(10)).complete()).isTrue();
                    assertThat(stream.snapshot().ingestedRecords()).isEqualTo(1);
                    assertThat(server.table(TABLE).rows()).hasSize(1);
                });
    }

    @Test
    void actionsRunOnWorkerThreadsByDefault() {
        withHeldAcks()
                .run(context -> assertThat(blockingAction(context.getBean(ZerobusTemplate.class))
                                .thread())
                        .satisfies(thread -> {
                            assertThat(thread.getName()).startsWith("zerobus-default-worker");
                            assertThat(isVirtual(thread)).isFalse();
                        }));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void actionsRunOnVirtualThreadsWhenEnabled() {
        withHeldAcks()
                .withPropertyValues(VIRTUAL)
                .run(context -> assertThat(blockingAction(context.getBean(ZerobusTemplate.class))
                                .thread())
                        .satisfies(thread -> {
                            assertThat(thread.getName()).startsWith("zerobus-default-callback-");
                            assertThat(isVirtual(thread)).isTrue();
                        }));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void futureCompletesWhileExecutorOfApplicationIsBusy() {
        runner.withPropertyValues(VIRTUAL, "spring.task.execution.simple.concurrency-limit=1")
                .run(context -> {
                    ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
                    AsyncTaskExecutor executor = context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);

                    assertThat(executor.submit(() -> template.send("{\"a\":1}").get(5, TimeUnit.SECONDS))
                                    .get(10, TimeUnit.SECONDS))
                            .isNotNull();
                });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void executorOfApplicationIsNotUsed() {
        withHeldAcks()
                .withPropertyValues(VIRTUAL)
                .withBean("applicationTaskExecutor", TaskExecutor.class, () -> Runnable::run)
                .run(context -> assertThat(blockingAction(context.getBean(ZerobusTemplate.class))
                                .thread()
                                .getName())
                        .startsWith("zerobus-default-callback-"));
    }

    /** Uses reflection because Java 17 has no such method. */
    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
