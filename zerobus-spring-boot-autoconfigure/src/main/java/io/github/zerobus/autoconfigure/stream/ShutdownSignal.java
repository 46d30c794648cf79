package io.github.zerobus.autoconfigure.stream;

import java.util.function.BooleanSupplier;

/**
 * Whether the JVM shuts down while the application starts. The hook that closes the application waits until the start
 * has ended, so a start that waits has to look itself.
 */
final class ShutdownSignal implements BooleanSupplier, AutoCloseable {

    private volatile boolean shuttingDown;
    private final Thread hook = new Thread(() -> shuttingDown = true, "zerobus-startup-stop");

    ShutdownSignal() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            shuttingDown = true;
        }
    }

    @Override
    public boolean getAsBoolean() {
        return shuttingDown;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and ends the hook.
        }
    }
}
