package io.github.zerobus.engine.session;

import io.github.zerobus.ZerobusException;
import io.github.zerobus.engine.time.LoopExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores a known state of a session after a step of the client failed, or its loop ended. On the serial executor. */
final class StepFaults implements LoopExecutor.Owner {

    private static final Logger log = LoggerFactory.getLogger(StepFaults.class);

    private final SubStreamContext subStream;
    private final SessionState state;
    private final OpeningTries tries;
    private final Target session;

    StepFaults(SubStreamContext subStream, SessionState state, OpeningTries tries, Target session) {
        this.subStream = subStream;
        this.state = state;
        this.tries = tries;
        this.session = session;
    }

    /** The session that is restored. */
    interface Target {

        /** Drops the physical stream, which a failed step may have left in any state. */
        void dropFaulty();

        /** Forgets the physical stream; does not throw. */
        void detach();

        /** Another attempt follows. */
        void retrying();
    }

    /**
     * A step threw and may have left the physical stream in any state, so the stream is dropped before anything else:
     * an ack on it must not count a request that was not sent. Its requests are sent again over the next one.
     */
    @Override
    public void stepFailed(Throwable fault) {
        session.dropFaulty();
        log.error("{}a step failed, so its physical stream is dropped", subStream.where(), fault);
        ZerobusException failure = Failures.stepFailed(subStream.where(), fault);
        if (state.hasEnded()) {
            state.complete(failure);
        } else {
            session.retrying();
            tries.restart(failure);
        }
    }

    @Override
    public void cannotRecover(Throwable fault) {
        session.detach();
        state.failSilently(Failures.stepFailed(subStream.where(), fault));
        tries.stop();
    }

    @Override
    public void loopEnded(RuntimeException rejection) {
        if (state.hasEnded()) {
            return;
        }
        log.error("{}its event loop does not run", subStream.where(), rejection);
        tries.giveUp(Failures.loopEnded(subStream.where(), rejection));
    }
}
