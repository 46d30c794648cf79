package io.github.zerobus.autoconfigure;

import java.util.List;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps loggers that write request headers, and so tokens, at INFO when the level of the root or of a package is lower.
 * Their level can be set by their own name.
 */
final class HeaderLoggers implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    static final List<String> NAMES = List.of(
            "io.grpc.netty.NettyClientHandler",
            "io.grpc.netty.NettyServerHandler",
            "io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler",
            "io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler",
            "io.netty.handler.codec.http2.Http2FrameLogger",
            "io.netty.handler.logging.LoggingHandler",
            "io.netty.handler.proxy.HttpProxyHandler");

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ClassLoader loader = event.getSpringApplication().getClassLoader();
        LoggingSystem system = LoggingSystem.get(loader);
        NAMES.forEach(name -> hold(system, name));
    }

    private static void hold(LoggingSystem system, String name) {
        try {
            LoggerConfiguration logger = system.getLoggerConfiguration(name);
            if (logger == null || logger.getConfiguredLevel() == null) {
                system.setLogLevel(name, atLeastInfo(logger == null ? LogLevel.INFO : logger.getEffectiveLevel()));
            }
        } catch (UnsupportedOperationException e) {
            // This logging system has no levels.
        }
    }

    /** The logger gets its own level in any case, so that a later change of the root does not lower it. */
    private static LogLevel atLeastInfo(LogLevel level) {
        return level.compareTo(LogLevel.INFO) < 0 ? LogLevel.INFO : level;
    }

    /** Behind the listener that applies the levels of the application. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }
}
