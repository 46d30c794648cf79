package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Levels of loggers that write headers, in an application with its own levels. */
class HeaderLoggersTests {

    private static final String NETTY = "io.grpc.netty.NettyClientHandler";

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Level root = loggers.getLogger(Logger.ROOT_LOGGER_NAME).getLevel();

    @BeforeEach
    @AfterEach
    void reset() {
        HeaderLoggers.NAMES.forEach(name -> loggers.getLogger(name).setLevel(null));
        loggers.getLogger("io.grpc").setLevel(null);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(root);
    }

    private static ConfigurableApplicationContext run(String... properties) {
        return new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "spring.autoconfigure.exclude=*")
                .properties(properties)
                .run();
    }

    @Test
    void levelIsInfoWhenRootOrPackageIsTrace() {
        try (var context = run("logging.level.root=TRACE", "logging.level.io.grpc=TRACE")) {
            assertThat(context.isRunning()).isTrue();
            assertThat(HeaderLoggers.NAMES)
                    .allSatisfy(name -> assertThat(loggers.getLogger(name).getEffectiveLevel())
                            .isEqualTo(Level.INFO));
        }
    }

    @Test
    void levelOfApplicationIsKeptWhenSetByName() {
        try (var context = run("logging.level." + NETTY + "=DEBUG")) {
            assertThat(context.isRunning()).isTrue();
            assertThat(loggers.getLogger(NETTY).getEffectiveLevel()).isEqualTo(Level.DEBUG);
        }
    }

    @Test
    void levelIsNotLoweredWhenRootIsHigher() {
        try (var context = run("logging.level.root=ERROR")) {
            assertThat(context.isRunning()).isTrue();
            assertThat(loggers.getLogger(NETTY).getLevel()).isEqualTo(Level.ERROR);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}
}
