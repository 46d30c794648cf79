package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.StreamState;
import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.junit.EmbeddedZerobusExtension;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ZerobusTemplate;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * Restarts an application as Boot's devtools does: application classes are reloaded, classes of the starter are not.
 */
@Timeout(60)
class RestartTests {

    private static final String TABLE = "main.telemetry.measurements";
    private static final String BINARY_TABLE = "main.telemetry.binary";

    @RegisterExtension
    final EmbeddedZerobusExtension zerobus = new EmbeddedZerobusExtension(EmbeddedZerobusServer.builder());

    private final ClassLoader own = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreClassLoader() {
        Thread.currentThread().setContextClassLoader(own);
    }

    /** Searches the application's folder before its parent. */
    private static final class ApplicationClassLoader extends URLClassLoader {

        ApplicationClassLoader(ClassLoader parent) {
            super(
                    new URL[] {
                        SampleApplication.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }

    private ConfigurableApplicationContext start(EmbeddedZerobusServer server) throws ClassNotFoundException {
        ClassLoader loader = new ApplicationClassLoader(own);
        Thread.currentThread().setContextClassLoader(loader);
        SpringApplication application = new SpringApplication(
                new DefaultResourceLoader(loader), loader.loadClass(SampleApplication.class.getName()));
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(
                "--zerobus.endpoint=" + server.endpoint(),
                "--zerobus.streams.binary.table=" + BINARY_TABLE,
                "--zerobus.streams.binary.record-type=proto",
                "--zerobus.streams.binary.record-class=" + Measurement.class.getName());
    }

    /** A record of the class as loaded by the current restart. */
    private static Object measurement(ConfigurableApplicationContext context) throws ReflectiveOperationException {
        ClassLoader loader = context.getClassLoader();
        Constructor<?> constructor =
                Class.forName(Measurement.class.getName(), true, loader).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(0L, "host", "cpu", "cpu0", "load", 0.5, "1");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("zerobus-") && !name.startsWith("zerobus-embedded"))
                .toList();
    }

    @Test
    void secondRunSendsAndFirstRunLeavesNothing(EmbeddedZerobusServer server) throws Exception {
        EmbeddedTable table = server.table(TABLE);
        Class<?> first = live(server, 1);
        long durable = table.durableRecords();
        Class<?> second = live(server, 2);

        assertThat(second).isNotEqualTo(first);
        assertThat(second.getName()).isEqualTo(first.getName());
        assertThat(table.durableRecords()).isGreaterThan(durable);
    }

    /** One run from start to stop, which leaves no connection and no thread. */
    private Class<?> live(EmbeddedZerobusServer server, int life) throws Exception {
        long before = server.table(TABLE).durableRecords();
        MultiplexedStream stream;
        Object measurement;
        try (ConfigurableApplicationContext context = start(server)) {
            stream = context.getBean("zerobusStream", MultiplexedStream.class);
            await().until(() -> server.table(TABLE).durableRecords() > before);
            measurement = measurement(context);
            context.getBean("binaryZerobusTemplate", ZerobusTemplate.class)
                    .sendAndAwait(measurement, Duration.ofSeconds(10));
            assertThat(server.table(BINARY_TABLE).rows()).hasSize(life);
        }
        assertThat(stream.snapshot().state()).isEqualTo(StreamState.CLOSED);
        assertThat(stream.snapshot().ackedRecords()).isEqualTo(stream.snapshot().ingestedRecords());
        await().untilAsserted(() -> assertThat(server.connectionsOpen()).isZero());
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        return measurement.getClass();
    }
}
