package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The auto-configured template sends objects with a future for each; measures the whole cost on the caller's thread.
 */
final class JsonTemplate implements Work {

    /** Empty: all beans come from auto-configurations. */
    @EnableAutoConfiguration
    static class Application {}

    @Override
    public Arguments run(Arguments settings) throws Exception {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
        application.setDefaultProperties(Map.of(
                "zerobus.endpoint",
                "http://127.0.0.1:" + settings.integer("port"),
                "zerobus.table",
                ClientSettings.TABLE,
                "zerobus.stream.open-jitter",
                "0s"));
        try (ConfigurableApplicationContext context = application.run()) {
            return send(context.getBean(ZerobusTemplate.class), settings);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the flush waits for all records and fails if one of them fails
    private static Arguments send(ZerobusTemplate template, Arguments settings) throws Exception {
        ProducerCpu producer = new ProducerCpu();
        // Twice, as in all work that waits for acks.
        double half = settings.number("warmup") / 2;
        long warmedUp = producer.run(half, template::send);
        flush(template);
        warmedUp += producer.run(half, template::send);
        flush(template);
        Window window = Window.open(settings);
        long records = producer.run(settings.number("seconds"), template::send);
        double cpu = producer.cpuNanos();
        flush(template);
        return window.close(records)
                .with(Metric.PRODUCER_NANOS_PER_RECORD.name(), cpu / records)
                .with(Metric.SENT.name(), warmedUp + records);
    }

    private static void flush(ZerobusTemplate template) {
        if (!template.flush(Duration.ofMinutes(1)).complete()) {
            throw new IllegalStateException("the flush ran out of time");
        }
    }
}
