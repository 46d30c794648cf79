package io.github.zerobus.engine.buffer;

import io.github.zerobus.ZerobusException;
import java.util.function.Supplier;

/**
 * Fails the futures behind blocking waits when a sub-stream ends. One object serves all of them: each waiting caller
 * creates its own exception from the reason, so that the stack trace shows the caller and nothing is allocated for each
 * future.
 */
public final class Ended extends RuntimeException {

    @SuppressWarnings("serial") // never leaves the engine
    private final transient Supplier<ZerobusException> reason;

    /**
     * Creates a failure.
     *
     * @param reason creates the exception of one caller
     */
    public Ended(Supplier<ZerobusException> reason) {
        super("the sub-stream has ended", null, false, false);
        this.reason = reason;
    }

    /** Creates an exception for the current caller. */
    public ZerobusException exception() {
        return reason.get();
    }
}
