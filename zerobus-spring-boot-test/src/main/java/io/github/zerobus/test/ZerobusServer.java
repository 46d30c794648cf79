package io.github.zerobus.test;

import io.github.zerobus.embedded.EmbeddedTable;
import io.github.zerobus.embedded.FaultScript;

/**
 * The server that {@link EmbeddedZerobus} gave to a context: what became durable in it, and which faults it is to show.
 * Thread-safe; blocks nowhere for long.
 */
public final class ZerobusServer {

    private final io.github.zerobus.embedded.EmbeddedZerobusServer server;

    ZerobusServer(io.github.zerobus.embedded.EmbeddedZerobusServer server) {
        this.server = server;
    }

    /** What happened to a table. */
    public EmbeddedTable table(String name) {
        return server.table(name);
    }

    /** Orders faults for a table's physical streams that are opened from now on. */
    public FaultScript onTable(String name) {
        return server.onTable(name);
    }

    /** Ends every connection without a word and refuses new ones, until {@link #restart()}; keeps what is durable. */
    public void stop() {
        server.stop();
    }

    /** Listens again on the same port; does nothing if it does already. */
    public void restart() {
        server.restart();
    }

    /**
     * Forgets durable rows, their count and all orders of faults, so that a test begins anew in a context that another
     * one used. Physical streams live on, and those that live keep the faults they were opened with.
     */
    public void reset() {
        server.reset();
    }

    /** The server itself, with all that it can do. */
    public io.github.zerobus.embedded.EmbeddedZerobusServer embedded() {
        return server;
    }

    @Override
    public String toString() {
        return "ZerobusServer[" + server.endpoint() + "]";
    }
}
