package io.github.zerobus.benchmarks.client;

import io.github.zerobus.template.ZerobusTemplate;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The auto-configured template, with all defaults; each send returns a future. */
public final class TemplateClient implements JsonClient {

    /** Empty: all beans come from auto-configurations. */
    @EnableAutoConfiguration
    static class Application {}

    private final ConfigurableApplicationContext context;
    private final ZerobusTemplate template;

    public TemplateClient(ClientSettings settings) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
        application.setDefaultProperties(Map.of(
                "zerobus.endpoint",
                settings.endpoint(),
                "zerobus.table",
                ClientSettings.TABLE,
                "zerobus.stream.open-jitter",
                "0s"));
        context = application.run();
        template = context.getBean(ZerobusTemplate.class);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the flush waits for all records and fails if one of them fails
    public void send(String json) {
        template.send(json);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // see above
    public void sendObject(Object object) {
        template.send(object);
    }

    @Override
    public void flush() {
        if (!template.flush(Duration.ofMinutes(1)).complete()) {
            throw new IllegalStateException("the flush ran out of time");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
