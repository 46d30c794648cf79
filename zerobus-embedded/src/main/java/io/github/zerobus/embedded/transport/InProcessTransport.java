package io.github.zerobus.embedded.transport;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** gRPC's in-process transport: no network, and a test's executor for the calls. Not thread-safe. */
public final class InProcessTransport implements ServerTransport {

    private final String name;
    private final Executor executor;
    private final ServerInterceptor interceptor;
    private final BindableService service;
    private @Nullable Server server;

    public InProcessTransport(String name, Executor executor, ServerInterceptor interceptor, BindableService service) {
        this.name = name;
        this.executor = executor;
        this.interceptor = interceptor;
        this.service = service;
    }

    @Override
    public void start() {
        try {
            server = InProcessServerBuilder.forName(name)
                    .executor(executor)
                    .intercept(interceptor)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded Zerobus server cannot use the in-process name '" + name + "'", e);
        }
    }

    @Override
    public void stop() {
        Objects.requireNonNull(server).shutdownNow();
    }

    @Override
    public String endpoint() {
        return "in-process:" + name;
    }

    @Override
    public int port() {
        return 0;
    }
}
