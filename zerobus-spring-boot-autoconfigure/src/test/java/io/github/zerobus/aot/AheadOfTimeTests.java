package io.github.zerobus.aot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.autoconfigure.ZerobusAutoConfiguration;
import io.github.zerobus.embedded.EmbeddedZerobus;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** A context that was put together when the application was built, in a package of its own as users have it. */
@Timeout(120)
@CompileWithForkedClassLoader
class AheadOfTimeTests {

    /** What a service is given; public, since generated code makes it. */
    public record Service(ZerobusTemplate records, ZerobusTemplate orders) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        GrpcClientAutoConfiguration.class,
        CompositeChannelFactoryAutoConfiguration.class,
        ZerobusAutoConfiguration.class
    })
    static class Application {

        @Bean
        Service service(ZerobusTemplate records, @Qualifier("orders") ZerobusTemplate orders) {
            return new Service(records, orders);
        }
    }

    private static TestPropertyValues properties(EmbeddedZerobus server) {
        return TestPropertyValues.of(
                "zerobus.endpoint=" + server.endpoint(),
                "zerobus.table=main.test.records",
                "zerobus.stream.sub-streams=2",
                "zerobus.streams.orders.table=main.shop.orders");
    }

    @Test
    void startsFromGeneratedCodeWithAllStreams() {
        try (EmbeddedZerobus server = EmbeddedZerobus.start()) {
            TestGenerationContext generation = new TestGenerationContext(AheadOfTimeTests.class);
            AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
            properties(server).applyTo(source);
            source.register(Application.class);
            ClassName initializer = process(source, generation);
            assertThat(server.connectionsAccepted()).isZero();

            TestCompiler.forSystem().with(generation).compile(compiled -> run(compiled, initializer, server));

            assertThat(server.table("main.test.records").rows()).hasSize(1);
            assertThat(server.table("main.shop.orders").rows()).hasSize(1);
        }
    }

    /** As the build plugin does it. */
    private static ClassName process(GenericApplicationContext source, TestGenerationContext generation) {
        System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
        try {
            ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
            generation.writeGeneratedContent();
            return initializer;
        } finally {
            System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
        }
    }

    @SuppressWarnings("unchecked")
    private static void run(Compiled compiled, ClassName initializer, EmbeddedZerobus server) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            properties(server).applyTo(context);
            ((ApplicationContextInitializer<GenericApplicationContext>)
                            compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()))
                    .initialize(context);
            context.refresh();
            Service service = context.getBean(Service.class);
            service.records().sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            service.orders().sendAndAwait("{\"a\":1}", Duration.ofSeconds(10));
            assertThat(context.getBean("zerobusTemplate")).isSameAs(service.records());
            assertThat(context.getBean("ordersZerobusTemplate")).isSameAs(service.orders());
        }
    }
}
