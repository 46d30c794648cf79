package io.github.zerobus.embedded;

import io.github.zerobus.embedded.service.Responses;
import io.github.zerobus.embedded.service.StreamControl;
import io.github.zerobus.embedded.service.StreamPlan;
import io.github.zerobus.proto.EphemeralStreamResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The faults of some physical streams, which a {@link FaultScript} selected. Each method adds one fault; several may be
 * added for the same streams, and the last one wins where they contradict each other. Thread-safe; does not block.
 */
public final class StreamFaults {

    private final Consumer<Consumer<StreamPlan>> changes;

    StreamFaults(Consumer<Consumer<StreamPlan>> changes) {
        this.changes = changes;
    }

    // Opening.

    /**
     * Delays the response headers.
     *
     * @param delay time from the beginning of the call; by default, headers are sent immediately
     */
    public void headersAfter(Duration delay) {
        plan(plan -> plan.headersAfter(delay));
    }

    /**
     * Refuses to create the streams, with a status that has no description.
     *
     * @param code the status; {@link StatusCode#OK} ends the call before the stream is created
     */
    public void refuse(StatusCode code) {
        plan(plan -> plan.refuse(code.toStatus()));
    }

    /**
     * Refuses to create the streams.
     *
     * @param code the status
     * @param description its text, as the client receives it
     */
    public void refuse(StatusCode code, String description) {
        plan(plan -> plan.refuse(code.toStatus().withDescription(description)));
    }

    /**
     * Refuses certain tokens with UNAUTHENTICATED.
     *
     * @param tokens tests the bearer token of a call, which is empty if the call has none
     */
    public void refuseTokens(Predicate<String> tokens) {
        plan(plan -> plan.refuseTokens(tokens));
    }

    /**
     * Delays the answer to the create message, be it a refusal.
     *
     * @param delay time from the create message; zero by default
     */
    public void createAfter(Duration delay) {
        plan(plan -> plan.createAfter(delay));
    }

    /** Never answers the create message. */
    public void neverAnswer() {
        plan(StreamPlan::neverAnswer);
    }

    /** Answers the create message without a stream id. */
    public void createWithoutId() {
        answerCreateWith(Responses.createdWithoutId());
    }

    /** Answers the create message with an ack. */
    public void answerCreateWithAck() {
        answerCreateWith(Responses.ack(0));
    }

    /** Answers the create message with a message without content. */
    public void answerCreateWithEmptyMessage() {
        answerCreateWith(Responses.empty());
    }

    private void answerCreateWith(EphemeralStreamResponse answer) {
        plan(plan -> plan.answerCreateWith(answer));
    }

    // Acks.

    /**
     * Replaces the server's ack delay.
     *
     * @param delay time from a record's arrival until it is durable and acked
     */
    public void ackAfter(Duration delay) {
        ackBetween(delay, delay, 0);
    }

    /**
     * Acks each message after a random delay, but never before an earlier message.
     *
     * @param min minimum delay
     * @param max maximum delay
     * @param seed seed of the random delays of each stream
     */
    public void ackBetween(Duration min, Duration max, long seed) {
        plan(plan -> plan.ackBetween(min, max, seed));
    }

    /**
     * Acks only once enough messages are unacked.
     *
     * @param messages minimum number of unacked messages; 1 by default
     */
    public void ackEvery(int messages) {
        plan(plan -> plan.ackEvery(messages));
    }

    /**
     * Neither acks records nor makes them durable, also after the client's half-close, until
     * {@link ObservedStream#releaseAcks()}.
     */
    public void neverAck() {
        plan(StreamPlan::neverAck);
    }

    /** Acks nothing until the client half-closes. */
    public void ackAtHalfClose() {
        plan(StreamPlan::ackAtHalfClose);
    }

    /** Makes records durable without acking them. */
    public void loseAcks() {
        plan(StreamPlan::loseAcks);
    }

    /** Keeps the call open after the client half-closes. */
    public void ignoreHalfClose() {
        plan(StreamPlan::ignoreHalfClose);
    }

    // Requests.

    /** Reads no records until {@link ObservedStream#resumeReading()}. */
    public void neverRead() {
        afterMessages(0).stopReading();
    }

    /**
     * Lowers the size limit of requests, which is 10 MiB of record bytes by default.
     *
     * @param bytes maximum record bytes of one request
     */
    public void refuseRequestsOver(long bytes) {
        plan(plan -> plan.refuseRequestsOver(bytes));
    }

    // Moments.

    /**
     * Selects the moment at which a number of ingest messages have been received. Messages that are pending at that
     * moment are not durable.
     *
     * @param count number of messages; 0 is the moment after the create message
     * @return the moment, for an action
     */
    public At afterMessages(long count) {
        return new At(action -> plan(plan -> plan.afterMessages(count, action)));
    }

    /**
     * Selects the moment at which exactly a number of ingest messages are acked. Later messages are not durable.
     *
     * @param count number of messages
     * @return the moment, for an action
     */
    public At afterAcks(long count) {
        return new At(action -> plan(plan -> plan.afterAcks(count, action)));
    }

    /**
     * Selects a moment by time.
     *
     * @param time time from the creation of the stream
     * @return the moment, for an action
     */
    public At after(Duration time) {
        return new At(action -> plan(plan -> plan.after(time, action)));
    }

    /**
     * Selects the moment of the client's half-close, before the acks and the end with which the server answers it.
     *
     * @return the moment, for an action
     */
    public At atHalfClose() {
        return new At(action -> plan(plan -> plan.atHalfClose(action)));
    }

    /** A moment in the life of a physical stream. The inherited methods say what happens then. Thread-safe. */
    public static final class At extends StreamActions {

        private final Consumer<Consumer<StreamControl>> moment;

        private At(Consumer<Consumer<StreamControl>> moment) {
            this.moment = moment;
        }

        /**
         * Delays the action until a gate opens. The stream continues in the meantime; if it ends, the action is
         * skipped.
         *
         * @param gate the gate
         * @return the delayed moment, for an action
         */
        public At behind(Gate gate) {
            return new At(action -> moment.accept(stream -> gate.arrive(() -> stream.ifLive(() -> {
                action.accept(stream);
                gate.countPassed();
            }))));
        }

        @Override
        void act(Consumer<StreamControl> action) {
            moment.accept(action);
        }
    }

    private void plan(Consumer<StreamPlan> change) {
        changes.accept(change);
    }
}
