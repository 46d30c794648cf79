package io.github.zerobus.autoconfigure;

import io.github.zerobus.template.ZerobusTemplate;
import java.io.IOException;
import java.time.Duration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Sends a record at its start and one for each line of its input, until one fails. */
final class TracedApplication {

    static final String FAILED = "the record was not durable";
    static final String PAYLOAD = "number-4711";

    private TracedApplication() {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            ZerobusTemplate template = context.getBean(ZerobusTemplate.class);
            do {
                template.sendAndAwait("{\"card\":\"" + PAYLOAD + "\"}", Duration.ofSeconds(30));
            } while (System.in.read() >= 0);
        } catch (RuntimeException e) {
            System.out.println(FAILED);
            e.printStackTrace(System.out);
        }
    }
}
