package io.github.zerobus.engine.session;

import io.github.zerobus.SubStreamState;
import io.github.zerobus.ZerobusException;
import java.util.concurrent.CompletableFuture;

/**
 * State of a session, and what happens once in its life: the first opening, a permanent failure, the end. Written by
 * the serial executor; other threads may read.
 */
final class SessionState {

    private final Callbacks callbacks;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<ZerobusException> failed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile SubStreamState state = SubStreamState.CONNECTING;
    private boolean ending;

    SessionState(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    SubStreamState get() {
        return state;
    }

    boolean is(SubStreamState expected) {
        return state == expected;
    }

    /** Whether the session has failed permanently, or is to end. */
    boolean hasEnded() {
        return state == SubStreamState.FAILED || state == SubStreamState.CLOSED;
    }

    /** Completes when the first physical stream is open; fails if it never will be. */
    CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes with the failure when the session has ended permanently, never before its state says so. */
    CompletableFuture<ZerobusException> failed() {
        return failed;
    }

    /** Completes when no step follows any more. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Changes the state and notifies the listener. */
    void set(SubStreamState next) {
        if (state != next) {
            state = next;
            callbacks.stateChanged(next);
        }
    }

    /** Begins the end; returns false if it has begun before. */
    boolean startEnd() {
        boolean first = !ending;
        ending = true;
        return first;
    }

    /** Fails permanently. */
    void fail(ZerobusException failure) {
        set(SubStreamState.FAILED);
        complete(failure);
    }

    /** Fails permanently without notifying the listener, where memory may be short. */
    void failSilently(ZerobusException failure) {
        if (state != SubStreamState.CLOSED) {
            state = SubStreamState.FAILED;
        }
        complete(failure);
    }

    /** Completes what others wait for; what is complete already stays as it is. */
    void complete(ZerobusException failure) {
        if (state == SubStreamState.FAILED) {
            failed.complete(failure);
            opened.completeExceptionally(failure);
        }
        if (ending) {
            ended.complete(null);
        }
    }
}
